import { describe, expect, it } from 'vitest';
import { collect, distributionOf, domainNames, errorWith, issuedCertificate, openAccount } from '../account.ts';
import type { SetUp } from '../subject.ts';

export function aliasContract(setUp: SetUp): void {
  describe('aliases', () => {
    const aliases = domainNames('cdn.example.org', '*.example.org');

    it('are kept in their order, with the certificate', async () => {
      const subject = await openAccount(setUp);
      const certificate = await issuedCertificate(subject, '*.example.org');
      const { cdn } = subject.provider;
      const { distribution, etag } = await cdn.createDistribution(distributionOf('site', { aliases, certificate }));
      expect(distribution.settings).toMatchObject({ aliases, certificate });
      const [summary] = await collect(cdn.listDistributions());
      expect(summary?.aliases).toEqual(aliases);
      const bare = await cdn.updateDistribution(distribution.id, etag, {
        aliases: [],
        certificate: { kind: 'default' },
      });
      expect(bare.distribution.settings).toMatchObject({ aliases: [], certificate: { kind: 'default' } });
    });

    it('belong to one distribution, until it lets go of them', async () => {
      const subject = await openAccount(setUp);
      const certificate = await issuedCertificate(subject, '*.example.org');
      const { cdn } = subject.provider;
      const one = await cdn.createDistribution(distributionOf('one', { aliases, certificate }));
      const taken = errorWith('ALIAS_TAKEN', 'conflict');
      const wanted = domainNames('cdn.example.org');
      await expect(cdn.createDistribution(distributionOf('two', { aliases: wanted, certificate }))).rejects.toThrow(
        taken,
      );
      const two = await cdn.createDistribution(distributionOf('two', { certificate }));
      const { id } = two.distribution;
      await expect(cdn.updateDistribution(id, two.etag, { aliases: wanted })).rejects.toThrow(taken);
      await cdn.updateDistribution(one.distribution.id, one.etag, { aliases: domainNames('*.example.org') });
      const updated = await cdn.updateDistribution(id, two.etag, { aliases: wanted });
      expect(updated.distribution.settings.aliases).toEqual(wanted);
    });

    it('are free again when their distribution is deleted', async () => {
      const subject = await openAccount(setUp);
      const certificate = await issuedCertificate(subject, '*.example.org');
      const { cdn } = subject.provider;
      const one = await cdn.createDistribution(distributionOf('one', { aliases, certificate, enabled: false }));
      subject.advance(subject.propagation);
      await cdn.deleteDistribution(one.distribution.id, one.etag);
      await cdn.createDistribution(distributionOf('two', { aliases, certificate }));
    });

    it('need a certificate that is issued and covers every one', async () => {
      const subject = await openAccount(setUp);
      const { cdn, certificates } = subject.provider;
      const refused = errorWith('CERTIFICATE_REFUSED');
      const asked = await certificates.requestCertificate(domainNames('cdn.example.org'));
      const pending = { kind: 'acm', arn: asked.arn } as const;
      const another = await issuedCertificate(subject, 'www.example.org', '*.cdn.example.org');
      const absent = { kind: 'acm', arn: asked.arn.replace(/[^/]+$/, '00000000-0000-4000-a000-000000000000') } as const;
      const elsewhere = { kind: 'acm', arn: another.arn.replace('us-east-1', 'eu-west-1') } as const;
      const wanted = domainNames('cdn.example.org');
      for (const certificate of [{ kind: 'default' } as const, pending, another, absent, elsewhere]) {
        await expect(cdn.createDistribution(distributionOf('site', { aliases: wanted, certificate }))).rejects.toThrow(
          refused,
        );
      }
      await subject.validateCertificate(asked.arn);
      await cdn.createDistribution(distributionOf('site', { aliases: wanted, certificate: pending }));
    });

    it('have a quota', async () => {
      const subject = await openAccount(setUp, { limits: { aliasesPerDistribution: 2 } });
      const certificate = await issuedCertificate(subject, '*.example.org');
      const three = domainNames('a.example.org', 'b.example.org', 'c.example.org');
      const { cdn } = subject.provider;
      const tooMany = errorWith('TOO_MANY_ALIASES');
      await expect(cdn.createDistribution(distributionOf('site', { aliases: three, certificate }))).rejects.toThrow(
        tooMany,
      );
      const two = three.slice(1);
      const { distribution, etag } = await cdn.createDistribution(
        distributionOf('site', { aliases: two, certificate }),
      );
      await expect(cdn.updateDistribution(distribution.id, etag, { aliases: three })).rejects.toThrow(tooMany);
    });
  });
}
