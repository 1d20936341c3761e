import { S3FrontError, type VersionedDistribution } from '@s3front/core';
import { describe, expect, it } from 'vitest';
import { runInside } from '../environment.test-support.ts';
import { distribution, listed, stubProvider } from '../provider.test-support.ts';

/** A distribution that is deployed a minute after each change, on a clock that sleeping moves. */
function removable() {
  let now = Date.UTC(2026, 10, 22);
  let current: VersionedDistribution | undefined = distribution();
  let changedAt = now - 3_600_000;
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number, signal?: AbortSignal) => {
      signal?.throwIfAborted();
      now += milliseconds;
    },
  };
  const look = (): VersionedDistribution => {
    if (current === undefined) {
      throw new S3FrontError({ code: 'DISTRIBUTION_NOT_FOUND', kind: 'not-found', message: 'gone' });
    }
    const status = now - changedAt >= 60_000 ? 'Deployed' : 'InProgress';
    return { ...current, distribution: { ...current.distribution, status } };
  };
  const provider = stubProvider({
    cdn: {
      getDistribution: async () => look(),
      updateDistribution: async () => {
        current = distribution({ enabled: false });
        changedAt = now;
        return look();
      },
      deleteDistribution: async () => {
        current = undefined;
      },
      listOriginAccessControls: () => listed(),
    },
    objects: { getBucketPolicy: async () => undefined, listBuckets: () => listed() },
  });
  return { provider, clock, isGone: () => current === undefined };
}

describe('cfdelete', () => {
  it('disables, waits and deletes, and tells each step with the time passed', async () => {
    const { provider, clock, isGone } = removable();
    expect(await runInside(['cfremove', 'cf://E3RPA4Z4ALGTGO'], { provider, clock })).toEqual({
      code: 0,
      stdout: 'Distribution cf://E3RPA4Z4ALGTGO deleted\n',
      stderr: expect.stringMatching(
        /^\[0:00\] cf:\/\/E3RPA4Z4ALGTGO is disabled; .*\n\[0:\d\d\] Waiting until .*\n\[1:\d\d\] cf:\/\/E3RPA4Z4ALGTGO is deleted\.\n$/,
      ),
      exitedWith: undefined,
      questions: [],
    });
    expect(isGone()).toBe(true);
  });

  it('says only the document with --json', async () => {
    const { provider, clock } = removable();
    const { stdout, stderr } = await runInside(['cfdelete', '--json', 'cf://E3RPA4Z4ALGTGO'], { provider, clock });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ uri: 'cf://E3RPA4Z4ALGTGO', outcome: 'removed', statementsRemoved: [] });
  });

  it('disables and returns with --no-wait', async () => {
    const { provider, clock, isGone } = removable();
    const { code, stdout, stderr } = await runInside(['cfremove', '--no-wait', 'cf://E3RPA4Z4ALGTGO'], {
      provider,
      clock,
    });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Distribution cf://E3RPA4Z4ALGTGO disabled\n' });
    expect(stderr).toContain('Delete it when that is deployed: s3front cfremove cf://E3RPA4Z4ALGTGO\n');
    expect(isGone()).toBe(false);
  });

  it('ends with 75 when the wait is over, and says how to go on', async () => {
    const { provider, clock } = removable();
    const argv = ['cfremove', '--timeout', '5s', 'cf://E3RPA4Z4ALGTGO'];
    const { code, stderr } = await runInside(argv, { provider, clock });
    expect(code).toBe(75);
    expect(stderr).toContain('HINT: Go on with: s3front cfremove cf://E3RPA4Z4ALGTGO\n');
  });

  it.each([
    ['y', 0],
    ['Yes ', 0],
    ['n', 130],
    ['', 130],
    ['anything', 130],
  ])('asks on a terminal; %j ends with %d', async (answer, code) => {
    const { provider, clock, isGone } = removable();
    const result = await runInside(['cfremove', 'cf://E3RPA4Z4ALGTGO'], {
      provider,
      clock,
      terminal: true,
      answers: [answer],
    });
    expect(result.questions).toEqual(['Remove the distribution cf://E3RPA4Z4ALGTGO for good? [y/N] ']);
    expect(result.code).toBe(code);
    expect(isGone()).toBe(code === 0);
  });

  it.each(['--yes', '--force', '-f'])('does not ask with %s', async (flag) => {
    const { provider, clock } = removable();
    const argv = ['cfremove', flag, 'cf://E3RPA4Z4ALGTGO'];
    expect(await runInside(argv, { provider, clock, terminal: true })).toMatchObject({ code: 0, questions: [] });
  });

  it('stops at Ctrl-C with 130 and a sentence how to go on; a second one ends the process', async () => {
    const { provider, clock } = removable();
    let interrupt = (): void => undefined;
    const impatient = {
      now: clock.now,
      sleep: async (milliseconds: number, signal?: AbortSignal) => {
        interrupt();
        interrupt();
        await clock.sleep(milliseconds, signal);
      },
    };
    const result = await runInside(['cfremove', 'cf://E3RPA4Z4ALGTGO'], {
      provider,
      clock: impatient,
      onSignals: (send) => {
        interrupt = send;
      },
    });
    expect(result).toMatchObject({ code: 130, stdout: '', exitedWith: 130 });
    expect(result.stderr).toContain(
      'ERROR: Interrupted.\nHINT: The removal is not finished. Go on with: s3front cfremove cf://E3RPA4Z4ALGTGO\n',
    );
  });
});
