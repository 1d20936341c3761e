import type { SettingsChange } from '@s3front/core';
import { describe, expect, it } from 'vitest';
import { ABSENT_DISTRIBUTION, bucketName, collect, distributionOf, errorWith, openAccount } from '../account.ts';
import type { SetUp } from '../subject.ts';

export function distributionContract(setUp: SetUp): void {
  describe('creating', () => {
    it('answers what was asked for, with modern defaults, on its way to the edges', async () => {
      const { provider } = await openAccount(setUp);
      const { distribution, etag } = await provider.cdn.createDistribution(
        distributionOf('site', { logging: { bucket: bucketName('logs'), prefix: 'site/' } }),
      );
      expect(distribution.id).toMatch(/^E[A-Z0-9]{12,13}$/);
      expect(distribution.arn).toMatch(new RegExp(`^arn:aws:cloudfront::\\d{12}:distribution/${distribution.id}$`));
      expect(distribution.domainName).toMatch(/^d[a-z0-9]{12,13}\.cloudfront\.net$/);
      expect(distribution.status).toBe('InProgress');
      expect(etag).toMatch(/^E[A-Z0-9]+$/);
      const host = 'site.s3.us-east-1.amazonaws.com';
      expect(distribution.settings).toEqual({
        callerReference: 'contract-site',
        comment: 'Site site',
        enabled: true,
        aliases: [],
        defaultRootObject: 'index.html',
        logging: { bucket: 'logs', prefix: 'site/' },
        certificate: { kind: 'default' },
        origins: [{ kind: 's3', id: host, host, bucket: 'site', path: '', accessControl: undefined }],
        defaultOriginId: host,
        ipv6: true,
        httpVersion: 'http2and3',
        priceClass: 'PriceClass_All',
        viewerProtocolPolicy: 'redirect-to-https',
        compress: true,
        cachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
        staging: false,
      });
      expect(await provider.cdn.getDistribution(distribution.id)).toEqual({ distribution, etag });
    });

    it('is deployed after its time, and not before', async () => {
      const { provider, advance, propagation } = await openAccount(setUp);
      const { distribution } = await provider.cdn.createDistribution(distributionOf('site'));
      const status = async () => (await provider.cdn.getDistribution(distribution.id)).distribution.status;
      advance(propagation - 1);
      expect(await status()).toBe('InProgress');
      advance(1);
      expect(await status()).toBe('Deployed');
    });

    it('refuses a caller reference that was used, even for the same', async () => {
      const { provider } = await openAccount(setUp);
      await provider.cdn.createDistribution(distributionOf('site'));
      await expect(provider.cdn.createDistribution(distributionOf('site'))).rejects.toThrow(
        expect.objectContaining({ aws: expect.objectContaining({ code: 'DistributionAlreadyExists', status: 409 }) }),
      );
      expect(await collect(provider.cdn.listDistributions())).toHaveLength(1);
    });
  });

  describe('listing', () => {
    it('answers every page', async () => {
      const { provider } = await openAccount(setUp, { limits: { pageSize: 3 } });
      expect(await collect(provider.cdn.listDistributions())).toEqual([]);
      const made = new Set<string>();
      for (let number = 0; number < 10; number += 1) {
        const { distribution } = await provider.cdn.createDistribution(distributionOf(`site-${number}`));
        made.add(distribution.id);
      }
      const listed = await collect(provider.cdn.listDistributions());
      expect(listed).toHaveLength(10);
      expect(new Set(listed.map((summary) => summary.id))).toEqual(made);
    });

    it('says of each what a list says', async () => {
      const { provider } = await openAccount(setUp);
      const { distribution } = await provider.cdn.createDistribution(distributionOf('site'));
      const { id, arn, domainName, status, lastModified, settings } = distribution;
      const { comment, enabled, aliases, origins } = settings;
      expect(await collect(provider.cdn.listDistributions())).toEqual([
        { id, arn, domainName, status, lastModified, comment, enabled, aliases, origins },
      ]);
    });
  });

  describe('updating', () => {
    const changes: readonly (readonly [string, SettingsChange, object])[] = [
      ['the comment', { comment: 'Another' }, { comment: 'Another' }],
      ['the comment, to nothing', { comment: '' }, { comment: '' }],
      ['whether it is enabled', { enabled: false }, { enabled: false }],
      ['the root object', { defaultRootObject: '' }, { defaultRootObject: '' }],
      [
        'logging',
        { logging: { bucket: bucketName('other.logs'), prefix: '' } },
        { logging: { bucket: 'other.logs', prefix: '' } },
      ],
      ['logging, switched off', { logging: null }, { logging: undefined }],
      ['nothing', {}, {}],
    ];
    it.each(changes)('changes %s and nothing else', async (_, change, expected) => {
      const { provider, advance, propagation } = await openAccount(setUp);
      const created = await provider.cdn.createDistribution(
        distributionOf('site', { logging: { bucket: bucketName('logs'), prefix: 'site/' } }),
      );
      advance(propagation);
      const { id } = created.distribution;
      const updated = await provider.cdn.updateDistribution(id, created.etag, change);
      expect(updated.distribution.settings).toEqual({ ...created.distribution.settings, ...expected });
      expect(updated.distribution.status).toBe('InProgress');
      expect(updated.distribution.lastModified).toBeGreaterThan(created.distribution.lastModified);
      expect(updated.etag).not.toBe(created.etag);
      expect(await provider.cdn.getDistribution(id)).toEqual(updated);
    });

    it('refuses a version that is not the current one, and changes nothing then', async () => {
      const { provider } = await openAccount(setUp);
      const created = await provider.cdn.createDistribution(distributionOf('site'));
      const { id } = created.distribution;
      const updated = await provider.cdn.updateDistribution(id, created.etag, { comment: 'First' });
      await expect(provider.cdn.updateDistribution(id, created.etag, { comment: 'Second' })).rejects.toThrow(
        errorWith('PRECONDITION_FAILED', 'precondition'),
      );
      expect(await provider.cdn.getDistribution(id)).toEqual(updated);
    });

    it('lets one of several win that read the same version', async () => {
      const { provider } = await openAccount(setUp);
      const { distribution, etag } = await provider.cdn.createDistribution(distributionOf('site'));
      const outcomes = await Promise.allSettled(
        Array.from({ length: 8 }, (_, writer) =>
          provider.cdn.updateDistribution(distribution.id, etag, { comment: `Writer ${writer}` }),
        ),
      );
      const won = outcomes.filter((outcome) => outcome.status === 'fulfilled');
      const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(won).toHaveLength(1);
      expect(lost.map((outcome) => outcome.reason.code)).toEqual(
        Array.from({ length: 7 }, () => 'PRECONDITION_FAILED'),
      );
    });
  });

  describe('deleting', () => {
    it('takes what is disabled and deployed, and frees its caller reference', async () => {
      const { provider, advance, propagation } = await openAccount(setUp);
      const { distribution, etag } = await provider.cdn.createDistribution(distributionOf('site', { enabled: false }));
      advance(propagation);
      await provider.cdn.deleteDistribution(distribution.id, etag);
      await expect(provider.cdn.getDistribution(distribution.id)).rejects.toThrow(errorWith('DISTRIBUTION_NOT_FOUND'));
      expect(await collect(provider.cdn.listDistributions())).toEqual([]);
    });

    it('refuses what is enabled, and what is disabled but on its way', async () => {
      const { provider, advance, propagation } = await openAccount(setUp);
      const { distribution, etag } = await provider.cdn.createDistribution(distributionOf('site'));
      const { id } = distribution;
      advance(propagation);
      const refused = errorWith('DISTRIBUTION_NOT_DISABLED', 'conflict');
      await expect(provider.cdn.deleteDistribution(id, etag)).rejects.toThrow(refused);
      const disabled = await provider.cdn.updateDistribution(id, etag, { enabled: false });
      await expect(provider.cdn.deleteDistribution(id, disabled.etag)).rejects.toThrow(refused);
      advance(propagation);
      await expect(provider.cdn.deleteDistribution(id, etag)).rejects.toThrow(errorWith('PRECONDITION_FAILED'));
      await provider.cdn.deleteDistribution(id, disabled.etag);
    });
  });

  it('knows no distribution that is not there', async () => {
    const { cdn } = (await openAccount(setUp)).provider;
    const id = ABSENT_DISTRIBUTION;
    const absent = errorWith('DISTRIBUTION_NOT_FOUND', 'not-found');
    const batch = { paths: ['/*'], callerReference: 'one' };
    await expect(cdn.getDistribution(id)).rejects.toThrow(absent);
    await expect(cdn.updateDistribution(id, 'E0000000000001', { comment: '' })).rejects.toThrow(absent);
    await expect(cdn.deleteDistribution(id, 'E0000000000001')).rejects.toThrow(absent);
    await expect(cdn.createInvalidation(id, batch)).rejects.toThrow(absent);
    await expect(collect(cdn.listInvalidations(id))).rejects.toThrow(absent);
  });
}
