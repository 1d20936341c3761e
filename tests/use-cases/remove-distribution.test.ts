import { createDistribution, modifyDistribution, removeDistribution, sweepBucket } from '@s3front/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { distributionId } from '../support/account.ts';
import { openSite, publishing, type Site, site } from '../support/site.ts';

const HOUR = 3_600_000;

let account: Site;

beforeEach(async () => {
  account = await openSite();
});

describe('removeDistribution', () => {
  const remove = (id: string, more: object = {}) =>
    removeDistribution(account.context, { id: distributionId(id), wait: true, timeout: HOUR, ...more });

  it('disables, waits, takes the statement back, deletes, and deletes the control', async () => {
    const { distribution } = await createDistribution(account.context, publishing());
    account.events.length = 0;
    expect(await remove(distribution.id)).toMatchObject({ outcome: 'removed' });
    const steps = account.events.map((event) => event.kind).filter((kind) => kind !== 'waiting');
    expect(steps).toEqual(['disabled', 'statement-removed', 'deleted', 'control-deleted']);
    expect(await account.distributions()).toEqual([]);
    expect(await account.policy()).toBeUndefined();
    expect(await account.controls()).toEqual([]);
  });

  it('leaves the control that another distribution uses, and statements that are not ours', async () => {
    const first = await createDistribution(account.context, publishing());
    const second = await createDistribution(account.context, publishing({ force: true }));
    await remove(first.distribution.id);
    expect(await account.controls()).toEqual(['s3front']);
    expect((await account.policy())?.Statement.map((statement) => statement.Sid)).toEqual([
      `S3Front${second.distribution.id}`,
    ]);
  });

  it('without waiting disables and returns; called again it deletes', async () => {
    const { distribution } = await createDistribution(account.context, publishing());
    expect(await remove(distribution.id, { wait: false })).toMatchObject({ outcome: 'disabled' });
    expect(await remove(distribution.id, { wait: false })).toMatchObject({ outcome: 'disabled' });
    account.clock.advance(HOUR);
    expect(await remove(distribution.id, { wait: false })).toMatchObject({ outcome: 'removed' });
  });

  it('stops waiting at its time, which is no failure of the work', async () => {
    const { distribution } = await createDistribution(account.context, publishing());
    await expect(remove(distribution.id, { timeout: 10_000 })).rejects.toMatchObject({
      code: 'WAIT_TIMED_OUT',
      kind: 'timeout',
      hint: `Go on with: s3front cfremove cf://${distribution.id}`,
    });
    expect((await account.provider.cdn.getDistribution(distribution.id)).distribution.settings.enabled).toBe(false);
  });

  it('sweeps what a distribution left that is gone, and reports not found', async () => {
    const { distribution } = await createDistribution(account.context, publishing());
    const statement = await account.provider.objects.getBucketPolicy(site);
    await remove(distribution.id);
    await account.provider.objects.putBucketPolicy(site, statement ?? '');
    await account.provider.cdn.createOriginAccessControl({ name: 's3front', description: '' });
    await account.provider.cdn.createOriginAccessControl({ name: 'theirs', description: '' });
    await expect(remove(distribution.id)).rejects.toMatchObject({ code: 'DISTRIBUTION_NOT_FOUND', kind: 'not-found' });
    expect(await account.policy()).toBeUndefined();
    expect(await account.controls()).toEqual(['theirs']);
  });

  it('sweeps a bucket of the statements of distributions that are gone, and of no others', async () => {
    const gone = await createDistribution(account.context, publishing());
    const there = await createDistribution(account.context, publishing({ force: true }));
    const statements = await account.provider.objects.getBucketPolicy(site);
    await remove(gone.distribution.id);
    await account.provider.objects.putBucketPolicy(site, statements ?? '');
    expect(await sweepBucket(account.context, site)).toBe(1);
    expect((await account.policy())?.Statement.map((statement) => statement.Sid)).toEqual([
      `S3Front${there.distribution.id}`,
    ]);
  });

  it('says who is in the way when somebody enables it again and again', async () => {
    const { distribution } = await createDistribution(account.context, publishing());
    const context = {
      ...account.context,
      clock: {
        now: () => account.clock.now(),
        async sleep(milliseconds: number) {
          account.clock.advance(milliseconds);
          await modifyDistribution(account.context, { id: distribution.id, patch: { enabled: true } });
        },
      },
    };
    await expect(removeDistribution(context, { id: distribution.id, wait: true, timeout: HOUR })).rejects.toMatchObject(
      { code: 'REMOVAL_BLOCKED', message: expect.stringContaining('enables it again') },
    );
  });

  it('stops at what AWS will not delete', async () => {
    const { distribution } = await createDistribution(account.context, publishing());
    account.world.faults.add({
      operation: 'DeleteDistribution',
      fault: {
        kind: 'fail',
        code: 'AccessDenied',
        status: 403,
        message: "You can't delete this distribution while it's subscribed to a pricing plan.",
      },
    });
    await expect(remove(distribution.id)).rejects.toMatchObject({
      code: 'REMOVAL_BLOCKED',
      message: expect.stringContaining('pricing plan'),
    });
  });

  it('goes on when it is throttled', async () => {
    const { distribution } = await createDistribution(account.context, publishing());
    account.world.faults.add({ operation: 'GetDistribution', on: 2, times: 2, fault: { kind: 'throttle' } });
    expect(await remove(distribution.id)).toMatchObject({ outcome: 'removed' });
  });

  it('is interrupted by its signal, and carried on by another call', async () => {
    const { distribution } = await createDistribution(account.context, publishing());
    const stop = new AbortController();
    const context = {
      ...account.context,
      signal: stop.signal,
      report: (event: { readonly kind: string }) => {
        if (event.kind === 'waiting') stop.abort(new Error('Ctrl-C'));
      },
    };
    await expect(removeDistribution(context, { id: distribution.id, wait: true, timeout: HOUR })).rejects.toThrow();
    expect(await remove(distribution.id)).toMatchObject({ outcome: 'removed' });
  });
});
