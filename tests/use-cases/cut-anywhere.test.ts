import { createDistribution, removeDistribution } from '@s3front/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { Cut, cutAt } from '../support/cut.ts';
import { openSite, publishing, type Site } from '../support/site.ts';

const HOUR = 3_600_000;

let account: Site;

beforeEach(async () => {
  account = await openSite();
});

describe('cut at any call', () => {
  /** Runs it again and again, killed one call later each time, until it gets through. */
  async function survive(moment: 'before' | 'after', run: (call: number) => Promise<unknown>): Promise<number> {
    for (let call = 1; call < 200; call += 1) {
      try {
        await run(call);
        return call;
      } catch (error) {
        if (!(error instanceof Cut)) throw new Error(`killed ${moment} call ${call}`, { cause: error });
      }
    }
    throw new Error('it never got through');
  }

  it.each(['before', 'after'] as const)('cfcreate is finished by calling it again (%s the call)', async (moment) => {
    for (let call = 1; ; call += 1) {
      account = await openSite();
      const context = { ...account.context, provider: cutAt(account.provider, call, moment) };
      const through = await createDistribution(context, publishing()).catch((error: unknown) => {
        if (!(error instanceof Cut)) throw error;
        return undefined;
      });
      if (through === undefined) await finishOrFind();
      expect(await account.distributions()).toHaveLength(1);
      expect(await account.controls()).toEqual(['s3front']);
      const [id] = await account.distributions();
      expect((await account.policy())?.Statement.map((statement) => statement.Sid)).toEqual([`S3Front${id}`]);
      if (through !== undefined) return;
    }
  });

  /** The cut may have come after the last thing that there was to do: then there is nothing left to finish. */
  async function finishOrFind(): Promise<void> {
    await createDistribution(account.context, publishing()).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'DISTRIBUTION_EXISTS' });
    });
  }

  it.each(['before', 'after'] as const)('cfremove ends with everything gone (%s the call)', async (moment) => {
    const { distribution } = await createDistribution(account.context, publishing());
    const calls = await survive(moment, async (call) => {
      const context = { ...account.context, provider: cutAt(account.provider, call, moment) };
      await removeDistribution(context, { id: distribution.id, wait: true, timeout: HOUR }).catch((error: unknown) => {
        if (!(error instanceof Error && 'code' in error && error.code === 'DISTRIBUTION_NOT_FOUND')) throw error;
      });
    });
    expect(calls).toBeGreaterThan(5);
    expect(await account.distributions()).toEqual([]);
    expect(await account.policy()).toBeUndefined();
    expect(await account.controls()).toEqual([]);
  });
});
