import {
  ACMClient,
  DescribeCertificateCommand,
  ListCertificatesCommand,
  RequestCertificateCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-acm';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseDomainName } from '../naming/domain-name.ts';
import { expectParsed } from '../naming/parsed.ts';
import type { Certificates } from '../ports/certificates.ts';
import { createAwsProvider } from './index.ts';

const acm = mockClient(ACMClient);
const NAMES = ['example.org', 'www.example.org'].map((name) => expectParsed(parseDomainName(name), 'X', 'X'));
const NOT_AFTER = new Date('2027-01-02T03:04:05Z');

beforeEach(() => {
  acm.reset();
});

async function certificates(): Promise<Certificates> {
  const provider = await createAwsProvider({ region: 'eu-west-1' });
  return provider.certificates;
}

describe('listCertificates', () => {
  it('goes on to the last page and asks for every kind of key', async () => {
    acm
      .on(ListCertificatesCommand)
      .resolvesOnce({
        NextToken: 't',
        CertificateSummaryList: [
          {
            CertificateArn: 'arn:1',
            DomainName: 'b.example.org',
            SubjectAlternativeNameSummaries: ['a.example.org', 'b.example.org'],
            Status: 'ISSUED',
            NotAfter: NOT_AFTER,
          },
        ],
      })
      .resolvesOnce({
        CertificateSummaryList: [
          { CertificateArn: 'arn:2', SubjectAlternativeNameSummaries: ['c.example.org'], Status: 'EXPIRED' },
        ],
      });
    const found = [];
    for await (const certificate of (await certificates()).listCertificates()) found.push(certificate);
    expect(found).toEqual([
      {
        arn: 'arn:1',
        status: 'ISSUED',
        names: ['b.example.org', 'a.example.org'],
        notAfter: NOT_AFTER.getTime(),
        validation: [],
      },
      { arn: 'arn:2', status: 'EXPIRED', names: ['c.example.org'], notAfter: undefined, validation: [] },
    ]);
    expect(acm.commandCalls(ListCertificatesCommand)[0]?.args[0].input.Includes?.keyTypes).toEqual(
      expect.arrayContaining(['RSA_2048', 'EC_prime256v1']),
    );
    expect(acm.commandCalls(ListCertificatesCommand)[1]?.args[0].input.NextToken).toBe('t');
  });

  it.each([
    ['that is not yet validated', { Status: 'PENDING_VALIDATION', SubjectAlternativeNameSummaries: ['example.org'] }],
    [
      'with more names than the list tells',
      { Status: 'ISSUED', SubjectAlternativeNameSummaries: ['x'], HasAdditionalSubjectAlternativeNames: true },
    ],
    ['without names in the list', { Status: 'ISSUED' }],
  ] as const)('looks closer at one %s', async (_, summary) => {
    acm.on(ListCertificatesCommand).resolves({
      CertificateSummaryList: [
        {
          CertificateArn: 'arn:1',
          Status: summary.Status,
          ...('SubjectAlternativeNameSummaries' in summary
            ? { SubjectAlternativeNameSummaries: [...summary.SubjectAlternativeNameSummaries] }
            : {}),
          ...('HasAdditionalSubjectAlternativeNames' in summary ? { HasAdditionalSubjectAlternativeNames: true } : {}),
        },
      ],
    });
    acm.on(DescribeCertificateCommand, { CertificateArn: 'arn:1' }).resolves({
      Certificate: {
        CertificateArn: 'arn:1',
        DomainName: 'example.org',
        Status: summary.Status,
        SubjectAlternativeNames: ['example.org', 'www.example.org'],
        DomainValidationOptions: [
          { DomainName: 'example.org', ResourceRecord: { Name: '_n.example.org.', Type: 'CNAME', Value: '_v.aws.' } },
          { DomainName: 'www.example.org' },
        ],
      },
    });
    const found = [];
    for await (const certificate of (await certificates()).listCertificates()) found.push(certificate);
    expect(found).toEqual([
      {
        arn: 'arn:1',
        status: summary.Status,
        names: ['example.org', 'www.example.org'],
        notAfter: undefined,
        validation: [{ domain: 'example.org', name: '_n.example.org.', value: '_v.aws.' }],
      },
    ]);
  });
});

describe('requestCertificate', () => {
  it('asks for validation by DNS, and for the same names with the same token', async () => {
    acm.on(RequestCertificateCommand).resolves({ CertificateArn: 'arn:1' });
    acm.on(DescribeCertificateCommand).resolves({
      Certificate: { CertificateArn: 'arn:1', Status: 'PENDING_VALIDATION', DomainName: 'example.org' },
    });
    const port = await certificates();
    const made = await port.requestCertificate(NAMES);
    await port.requestCertificate(NAMES);
    await port.requestCertificate(NAMES.slice(0, 1));
    expect(made).toMatchObject({ arn: 'arn:1', status: 'PENDING_VALIDATION', validation: [] });
    const inputs = acm.commandCalls(RequestCertificateCommand).map((call) => call.args[0].input);
    expect(inputs[0]).toMatchObject({
      DomainName: 'example.org',
      SubjectAlternativeNames: ['www.example.org'],
      ValidationMethod: 'DNS',
      IdempotencyToken: expect.stringMatching(/^\w{32}$/),
    });
    expect(inputs[1]?.IdempotencyToken).toBe(inputs[0]?.IdempotencyToken);
    expect(inputs[2]?.IdempotencyToken).not.toBe(inputs[0]?.IdempotencyToken);
  });
});

it('says which certificate is not there', async () => {
  acm.on(DescribeCertificateCommand).rejects(new ResourceNotFoundException({ $metadata: {}, message: 'no' }));
  await expect((await certificates()).getCertificate('arn:9')).rejects.toMatchObject({
    code: 'CERTIFICATE_NOT_FOUND',
    kind: 'not-found',
    message: expect.stringContaining('arn:9'),
  });
});
