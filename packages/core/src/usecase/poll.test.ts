import { describe, expect, it } from 'vitest';
import { S3FrontError } from '../errors.ts';
import { poll } from './poll.ts';
import { stubContext } from './stub-context.test-support.ts';

const request = { timeout: 60_000, what: 'cf://E1 to be deployed', hint: 's3front wait cf://E1' };

describe('poll', () => {
  it('looks again, with pauses that grow to fifteen seconds', async () => {
    const slept: number[] = [];
    let looks = 0;
    const seen = await poll(stubContext({ slept }), { ...request, timeout: 1_000_000 }, async () => {
      looks += 1;
      return looks === 15 ? 'seen' : undefined;
    });
    expect(seen).toBe('seen');
    expect(slept).toHaveLength(14);
    expect(slept[0]).toBe(500);
    expect(slept.at(-1)).toBe(15_000);
    expect(slept).toEqual([...slept].sort((left, right) => left - right));
  });

  it('ends with a timeout that is no failure of the work, exactly at its time', async () => {
    const context = stubContext();
    await expect(poll(context, request, async () => undefined)).rejects.toMatchObject({
      code: 'WAIT_TIMED_OUT',
      kind: 'timeout',
      hint: 's3front wait cf://E1',
    });
    expect(context.clock.now()).toBe(60_000);
  });

  it.each(['throttled', 'unavailable'] as const)('goes on after a look that was %s', async (kind) => {
    let looks = 0;
    const seen = await poll(stubContext(), request, async () => {
      looks += 1;
      if (looks === 1) throw new S3FrontError({ code: 'X', kind, message: 'busy' });
      return 'seen';
    });
    expect(seen).toBe('seen');
  });

  it('passes every other error on', async () => {
    await expect(
      poll(stubContext(), request, async () => {
        throw new S3FrontError({ code: 'ACCESS_DENIED', kind: 'denied', message: 'no' });
      }),
    ).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
  });

  it('stops at the signal', async () => {
    const stop = new AbortController();
    const context = { ...stubContext(), signal: stop.signal };
    await expect(
      poll(context, request, async () => {
        stop.abort(new Error('enough'));
        return undefined;
      }),
    ).rejects.toThrow('enough');
  });
});
