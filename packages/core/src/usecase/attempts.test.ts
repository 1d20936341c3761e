import { describe, expect, it } from 'vitest';
import { attempt } from './attempts.ts';
import type { UseCaseContext } from './context.ts';
import type { UseCaseEvent } from './event.ts';
import { stubContext } from './stub-context.test-support.ts';

const policy = { attempts: 4, pause: 100, longestPause: 250 };
const always = () => 'it was busy';

function failing(times: number): () => Promise<string> {
  let count = 0;
  return async () => {
    count += 1;
    if (count <= times) throw new Error(`failure ${count}`);
    return `attempt ${count}`;
  };
}

describe('attempt', () => {
  it('answers what the first successful attempt answers, and tells of the others', async () => {
    const events: UseCaseEvent[] = [];
    const context: UseCaseContext = { ...stubContext(), report: (event) => events.push(event) };
    await expect(attempt(context, policy, always, failing(2))).resolves.toBe('attempt 3');
    expect(events).toEqual([
      { kind: 'retrying', reason: 'it was busy', attempt: 1 },
      { kind: 'retrying', reason: 'it was busy', attempt: 2 },
    ]);
  });

  it('throws the last error when no attempt is left', async () => {
    await expect(attempt(stubContext(), policy, always, failing(4))).rejects.toThrow('failure 4');
  });

  it('throws at once what no attempt cures', async () => {
    await expect(attempt(stubContext(), policy, () => undefined, failing(1))).rejects.toThrow('failure 1');
  });

  it('pauses between nothing and a bound that doubles up to the longest', async () => {
    const slept: number[] = [];
    const context = stubContext({ random: 1, slept });
    await expect(attempt(context, policy, always, failing(9))).rejects.toThrow();
    expect(slept).toEqual([100, 200, 250]);
    slept.length = 0;
    await expect(attempt(stubContext({ random: 0, slept }), policy, always, failing(9))).rejects.toThrow();
    expect(slept).toEqual([0, 0, 0]);
  });
});
