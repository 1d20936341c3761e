import type { Cdn, DistributionId } from '@s3front/core';
import { describe, expect, it } from 'vitest';
import {
  ABSENT_DISTRIBUTION,
  ABSENT_INVALIDATION,
  collect,
  distributionOf,
  errorWith,
  openAccount,
} from '../account.ts';
import type { SetUp } from '../subject.ts';

type Use = (cdn: Cdn, id: DistributionId, signal?: AbortSignal) => Promise<unknown>;

/** Every method, and the operation of AWS that it is. */
const METHODS: readonly (readonly [string, Use])[] = [
  ['ListDistributions', (cdn, _, signal) => collect(cdn.listDistributions({ signal }))],
  ['GetDistribution', (cdn, id, signal) => cdn.getDistribution(id, { signal })],
  ['CreateDistribution', (cdn, _, signal) => cdn.createDistribution(distributionOf('new'), { signal })],
  [
    'UpdateDistribution',
    async (cdn, id, signal) => {
      const { etag } = await cdn.getDistribution(id);
      return cdn.updateDistribution(id, etag, { comment: 'Another' }, { signal });
    },
  ],
  [
    'DeleteDistribution',
    async (cdn, id, signal) => {
      const { etag } = await cdn.getDistribution(id);
      return cdn.deleteDistribution(id, etag, { signal });
    },
  ],
  [
    'CreateInvalidation',
    (cdn, id, signal) => cdn.createInvalidation(id, { paths: ['/a'], callerReference: 'one' }, { signal }),
  ],
  ['GetInvalidation', (cdn, id, signal) => cdn.getInvalidation(id, ABSENT_INVALIDATION, { signal })],
  ['ListInvalidations', (cdn, id, signal) => collect(cdn.listInvalidations(id, { signal }))],
  ['ListOriginAccessControls', (cdn, _, signal) => collect(cdn.listOriginAccessControls({ signal }))],
  [
    'CreateOriginAccessControl',
    (cdn, _, signal) => cdn.createOriginAccessControl({ name: 'one', description: '' }, { signal }),
  ],
  ['GetOriginAccessControl', (cdn, _, signal) => cdn.deleteOriginAccessControl(ABSENT_DISTRIBUTION, { signal })],
];

export function troubleContract(setUp: SetUp): void {
  describe.each(METHODS)('%s', (operation, use) => {
    const openSite = async () => {
      const subject = await openAccount(setUp);
      const { cdn } = subject.provider;
      const { distribution } = await cdn.createDistribution(distributionOf('site', { enabled: false }));
      subject.advance(subject.propagation);
      return { ...subject, cdn, id: distribution.id };
    };

    it('says when it is throttled', async () => {
      const { cdn, id, fail } = await openSite();
      fail({ operation, times: 100, fault: { kind: 'throttle' } });
      await expect(use(cdn, id)).rejects.toThrow(errorWith('THROTTLED', 'throttled'));
    });

    it('says when it is denied', async () => {
      const { cdn, id, fail } = await openSite();
      fail({ operation, fault: { kind: 'deny' } });
      await expect(use(cdn, id)).rejects.toThrow(errorWith('ACCESS_DENIED', 'denied'));
    });

    it('keeps the code of AWS that it does not know', async () => {
      const { cdn, id, fail } = await openSite();
      fail({ operation, fault: { kind: 'fail', code: 'SomethingNew', status: 400, message: 'It is new.' } });
      await expect(use(cdn, id)).rejects.toThrow(
        expect.objectContaining({ aws: expect.objectContaining({ code: 'SomethingNew', status: 400 }) }),
      );
    });

    it('is interrupted by a signal, and does nothing then', async () => {
      const { cdn, id } = await openSite();
      const before = await collect(cdn.listDistributions());
      await expect(use(cdn, id, AbortSignal.abort())).rejects.toThrow(errorWith('INTERRUPTED', 'interrupted'));
      expect(await collect(cdn.listDistributions())).toEqual(before);
      expect(await collect(cdn.listInvalidations(id))).toEqual([]);
      expect(await collect(cdn.listOriginAccessControls())).toEqual([]);
    });
  });
}
