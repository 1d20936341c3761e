import { describe, expect, it } from 'vitest';
import { collect, domainNames, errorWith, openAccount } from './account.ts';
import type { SetUp } from './subject.ts';

/** What every implementation of the Certificates port keeps to. */
export function certificatesContract(name: string, setUp: SetUp): void {
  describe(`the Certificates port of ${name}`, () => {
    it('asks for one, says how to validate it, and sees it issued', async () => {
      const subject = await openAccount(setUp);
      const { certificates } = subject.provider;
      const names = domainNames('example.org', '*.example.org');
      const asked = await certificates.requestCertificate(names);
      expect(asked.arn).toMatch(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]{36}$/);
      expect(asked).toMatchObject({ status: 'PENDING_VALIDATION', names, notAfter: undefined });
      expect(asked.validation.map((record) => record.domain)).toEqual(names);
      for (const record of asked.validation) {
        expect(record.name).toMatch(/^_[0-9a-f]{32}\.example\.org\.$/);
        expect(record.value).toMatch(/^_[0-9a-f]{32}\..*acm-validations\.aws\.$/);
      }
      // A wildcard stands on the record of its own domain.
      expect(new Set(asked.validation.map((record) => record.name)).size).toBe(1);
      await subject.validateCertificate(asked.arn);
      const issued = await certificates.getCertificate(asked.arn);
      expect(issued).toMatchObject({ arn: asked.arn, status: 'ISSUED', names, notAfter: expect.any(Number) });
    });

    it('lists all with their names', async () => {
      const { provider } = await openAccount(setUp);
      const { certificates } = provider;
      expect(await collect(certificates.listCertificates())).toEqual([]);
      const made = [];
      for (const host of ['a.example.org', 'b.example.org', 'c.example.org']) {
        made.push(await certificates.requestCertificate(domainNames(host)));
      }
      const listed = await collect(certificates.listCertificates());
      expect(listed).toHaveLength(3);
      expect(listed).toEqual(expect.arrayContaining(made));
    });

    it('knows none that is not there', async () => {
      const { provider } = await openAccount(setUp);
      const arn = 'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-4000-a000-000000000000';
      await expect(provider.certificates.getCertificate(arn)).rejects.toThrow(errorWith('CERTIFICATE_NOT_FOUND'));
    });

    it('says when it is throttled, denied, or interrupted', async () => {
      const { provider, fail } = await openAccount(setUp);
      const { certificates } = provider;
      fail({ operation: 'RequestCertificate', times: 100, fault: { kind: 'throttle' } });
      fail({ operation: 'ListCertificates', fault: { kind: 'deny' } });
      const names = domainNames('example.org');
      await expect(certificates.requestCertificate(names)).rejects.toThrow(errorWith('THROTTLED'));
      await expect(collect(certificates.listCertificates())).rejects.toThrow(errorWith('ACCESS_DENIED'));
      const interrupted = certificates.requestCertificate(names, { signal: AbortSignal.abort() });
      await expect(interrupted).rejects.toThrow(errorWith('INTERRUPTED'));
    });

    it('issues at once, where it can', async () => {
      const { provider } = await openAccount(setUp);
      const { certificates } = provider;
      if (certificates.issueNow === undefined) return;
      const issued = await certificates.issueNow(domainNames('*.example.org', 'example.org'));
      expect(issued).toMatchObject({ status: 'ISSUED', names: ['*.example.org', 'example.org'] });
      expect(await certificates.getCertificate(issued.arn)).toEqual(issued);
    });
  });
}
