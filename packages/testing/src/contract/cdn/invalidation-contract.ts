import { describe, expect, it } from 'vitest';
import { ABSENT_INVALIDATION, collect, distributionOf, errorWith, openAccount } from '../account.ts';
import type { ContractNeeds, SetUp } from '../subject.ts';

export function invalidationContract(setUp: SetUp): void {
  const openSite = async (needs: ContractNeeds = {}) => {
    const subject = await openAccount(setUp, needs);
    const { distribution } = await subject.provider.cdn.createDistribution(distributionOf('site'));
    return { ...subject, cdn: subject.provider.cdn, id: distribution.id };
  };

  describe('invalidations', () => {
    it('are in progress, and completed after their time', async () => {
      const { cdn, id, advance, propagation } = await openSite();
      const paths = ['/index.html', '/images/*', '/caf%C3%A9?x=1'];
      const made = await cdn.createInvalidation(id, { paths, callerReference: 'one' });
      expect(made).toEqual({
        id: expect.stringMatching(/^I[A-Z0-9]{13,25}$/),
        status: 'InProgress',
        createTime: expect.any(Number),
        callerReference: 'one',
        paths: expect.arrayContaining(paths),
      });
      expect(made.paths).toHaveLength(3);
      expect(await cdn.getInvalidation(id, made.id)).toEqual(made);
      advance(propagation);
      expect(await cdn.getInvalidation(id, made.id)).toEqual({ ...made, status: 'Completed' });
    });

    it('are listed newest first, page by page', async () => {
      const { cdn, id, advance } = await openSite({ limits: { pageSize: 3 } });
      expect(await collect(cdn.listInvalidations(id))).toEqual([]);
      const made: string[] = [];
      for (let number = 0; number < 8; number += 1) {
        advance(1000);
        const { id: invalidation } = await cdn.createInvalidation(id, { paths: ['/a'], callerReference: `${number}` });
        made.unshift(invalidation);
      }
      const listed = await collect(cdn.listInvalidations(id));
      expect(listed.map((summary) => summary.id)).toEqual(made);
      expect(listed[0]).toEqual({ id: made[0], status: 'InProgress', createTime: expect.any(Number) });
    });

    it('are answered again for the same reference and paths, and refused for other paths', async () => {
      const { cdn, id } = await openSite();
      const first = await cdn.createInvalidation(id, { paths: ['/a', '/b'], callerReference: 'one' });
      const again = await cdn.createInvalidation(id, { paths: ['/b', '/a'], callerReference: 'one' });
      expect(again.id).toBe(first.id);
      await expect(cdn.createInvalidation(id, { paths: ['/c'], callerReference: 'one' })).rejects.toThrow(
        expect.objectContaining({ aws: expect.objectContaining({ code: 'InvalidationBatchAlreadyExists' }) }),
      );
      expect(await collect(cdn.listInvalidations(id))).toHaveLength(1);
    });

    it('are looked for in their own distribution', async () => {
      const { cdn, id } = await openSite();
      const absent = errorWith('INVALIDATION_NOT_FOUND', 'not-found');
      await expect(cdn.getInvalidation(id, ABSENT_INVALIDATION)).rejects.toThrow(absent);
      const other = await cdn.createDistribution(distributionOf('other'));
      const made = await cdn.createInvalidation(id, { paths: ['/a'], callerReference: 'one' });
      await expect(cdn.getInvalidation(other.distribution.id, made.id)).rejects.toThrow(absent);
    });

    it.each(['rate', 'in-progress'] as const)('have a quota by %s, which time gives back', async (quota) => {
      const limits = {
        invalidationQuota: quota,
        invalidationPathsInProgress: 10,
        invalidationPathsPerSecond: 1,
        invalidationWildcardsInProgress: 2,
        invalidationWildcardsPerSecond: 1,
      };
      const { cdn, id, advance, propagation } = await openSite({ limits });
      const send = (callerReference: string, ...paths: readonly string[]) =>
        cdn.createInvalidation(id, { paths, callerReference });
      const tooMany = errorWith('TOO_MANY_INVALIDATIONS', 'throttled');
      await send('one', '/a/*', '/b/*');
      await expect(send('two', '/c/*')).rejects.toThrow(tooMany);
      await send('three', '/a', '/b', '/c', '/d', '/e', '/f', '/g', '/h');
      await expect(send('four', '/i')).rejects.toThrow(tooMany);
      advance(Math.max(propagation, 10_000));
      await send('two', '/c/*');
      await send('four', '/i');
    });
  });
}
