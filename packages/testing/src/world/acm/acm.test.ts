import { describe, expect, it } from 'vitest';
import { minimalConfig } from '../cloudfront/config.test-support.ts';
import { codeOf, testWorld } from '../create-world.test-support.ts';

describe('ACM', () => {
  it.each([
    ['fine', { DomainName: 'example.org' }],
    ['fine', { DomainName: '*.Example.org', SubjectAlternativeNames: ['example.org', 'example.org'] }],
    ['ValidationException', { DomainName: 'localhost' }],
    ['ValidationException', { DomainName: 'a.*.example.org' }],
    ['ValidationException', { DomainName: 'example.org', SubjectAlternativeNames: ['192.0.2.1'] }],
    [
      'LimitExceededException',
      {
        DomainName: 'example.org',
        SubjectAlternativeNames: Array.from({ length: 10 }, (_, index) => `a${index}.example.org`),
      },
    ],
  ])('%s: %j', (code, request) => {
    const { acm } = testWorld();
    expect(codeOf(() => acm.requestCertificate(request))).toBe(code);
    expect(acm.listCertificates().CertificateSummaryList).toHaveLength(code === 'fine' ? 1 : 0);
  });

  it('lists page by page', () => {
    const { acm } = testWorld();
    const made = Array.from({ length: 5 }, (_, index) => acm.issue([`a${index}.example.org`]).CertificateArn);
    const first = acm.listCertificates({ MaxItems: 3 });
    const second = acm.listCertificates({ MaxItems: 3, NextToken: first.NextToken });
    const arns = [...first.CertificateSummaryList, ...second.CertificateSummaryList].map((item) => item.CertificateArn);
    expect(arns).toEqual(made.sort());
    expect(second.NextToken).toBeUndefined();
  });

  it('keeps what a distribution uses', () => {
    const { acm, cloudfront } = testWorld();
    const { CertificateArn } = acm.issue(['*.example.org']);
    const { Distribution: made, ETag } = cloudfront.distributions.create(
      minimalConfig({
        ViewerCertificate: {
          ACMCertificateArn: CertificateArn,
          SSLSupportMethod: 'sni-only',
          MinimumProtocolVersion: 'TLSv1.2_2021',
        },
      }),
    );
    expect(made.DistributionConfig.ViewerCertificate).toMatchObject({
      Certificate: CertificateArn,
      CertificateSource: 'acm',
    });
    expect(codeOf(() => acm.deleteCertificate({ CertificateArn }))).toBe('ResourceInUseException');
    cloudfront.distributions.update(made.Id, ETag, {
      ...made.DistributionConfig,
      ViewerCertificate: { CloudFrontDefaultCertificate: true },
    });
    acm.deleteCertificate({ CertificateArn });
    expect(codeOf(() => acm.describeCertificate({ CertificateArn }))).toBe('ResourceNotFoundException');
    expect(codeOf(() => acm.describeCertificate({ CertificateArn: 'mine' }))).toBe('InvalidArnException');
  });

  it('has certificates that a distribution cannot use any more', () => {
    const { acm, cloudfront, clock } = testWorld();
    const config = (CallerReference: string, ACMCertificateArn: string) =>
      minimalConfig({
        CallerReference,
        ViewerCertificate: { ACMCertificateArn, SSLSupportMethod: 'sni-only', MinimumProtocolVersion: 'TLSv1.2_2021' },
      });
    const revoked = acm.issue(['a.example.org']).CertificateArn;
    acm.markStatus(revoked, 'REVOKED');
    expect(codeOf(() => cloudfront.distributions.create(config('one', revoked)))).toBe('InvalidViewerCertificate');
    const old = acm.issue(['a.example.org']);
    clock.advance((old.NotAfter ?? 0) - clock.now());
    expect(codeOf(() => cloudfront.distributions.create(config('two', old.CertificateArn)))).toBe(
      'InvalidViewerCertificate',
    );
  });
});
