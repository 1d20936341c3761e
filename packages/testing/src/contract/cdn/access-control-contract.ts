import type { Provider } from '@s3front/core';
import { describe, expect, it } from 'vitest';
import { collect, distributionOf, errorWith, openAccount } from '../account.ts';
import type { SetUp } from '../subject.ts';

export function accessControlContract(setUp: SetUp): void {
  const make = (provider: Provider, name: string) =>
    provider.cdn.createOriginAccessControl({ name, description: `For ${name}` });
  const behind = (site: string, accessControl: string, enabled = true) => {
    const request = distributionOf(site, { enabled });
    return { ...request, origin: { ...request.origin, accessControl } };
  };

  describe('origin access controls', () => {
    it('are made for S3, signing always, and listed page by page', async () => {
      const { provider } = await openAccount(setUp, { limits: { pageSize: 2 } });
      const made = [];
      for (const name of ['one', 'two', 'three', 'four', 'five']) made.push(await make(provider, name));
      expect(made[0]).toEqual({
        id: expect.stringMatching(/^E[A-Z0-9]{12,13}$/),
        name: 'one',
        description: 'For one',
        originType: 's3',
        signingBehavior: 'always',
      });
      const listed = await collect(provider.cdn.listOriginAccessControls());
      expect(listed).toHaveLength(5);
      expect(listed).toEqual(expect.arrayContaining(made));
    });

    it('have names of their own', async () => {
      const { provider } = await openAccount(setUp);
      const { id } = await make(provider, 'one');
      await expect(make(provider, 'one')).rejects.toThrow(errorWith('ORIGIN_ACCESS_CONTROL_EXISTS'));
      expect(await provider.cdn.deleteOriginAccessControl(id)).toBe('deleted');
      await make(provider, 'one');
    });

    it('are deleted unless a distribution uses them', async () => {
      const { provider, advance, propagation } = await openAccount(setUp);
      const { cdn } = provider;
      const { id } = await make(provider, 'one');
      const created = await cdn.createDistribution(behind('site', id, false));
      expect(created.distribution.settings.origins).toMatchObject([{ kind: 's3', accessControl: id }]);
      expect(await cdn.deleteOriginAccessControl(id)).toBe('in-use');
      advance(propagation);
      await cdn.deleteDistribution(created.distribution.id, created.etag);
      expect(await cdn.deleteOriginAccessControl(id)).toBe('deleted');
      expect(await cdn.deleteOriginAccessControl(id)).toBe('absent');
      expect(await collect(cdn.listOriginAccessControls())).toEqual([]);
    });

    it('must be there for a distribution that names one', async () => {
      const { provider } = await openAccount(setUp);
      await expect(provider.cdn.createDistribution(behind('site', 'E0000000000000'))).rejects.toThrow(
        expect.objectContaining({ aws: expect.objectContaining({ code: 'NoSuchOriginAccessControl' }) }),
      );
    });

    it('serve so many distributions and no more', async () => {
      const { provider } = await openAccount(setUp, { limits: { distributionsPerOriginAccessControl: 2 } });
      const { id } = await make(provider, 'one');
      await provider.cdn.createDistribution(behind('one', id));
      const second = await provider.cdn.createDistribution(behind('two', id));
      await expect(provider.cdn.createDistribution(behind('three', id))).rejects.toThrow(
        errorWith('ORIGIN_ACCESS_CONTROL_FULL'),
      );
      // One that has a place keeps it.
      await provider.cdn.updateDistribution(second.distribution.id, second.etag, { comment: 'Another' });
    });
  });
}
