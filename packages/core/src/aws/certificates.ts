import type { CertificateDetail, CertificateSummary } from '@aws-sdk/client-acm';
import type { Certificate, CertificateStatus, ValidationRecord } from '../distribution/certificate.ts';
import type { CallOptions } from '../ports/call-options.ts';
import type { Certificates } from '../ports/certificates.ts';
import { atBorder, type Call, everyItem, expectMember } from './border.ts';
import type { Clients } from './clients.ts';
import { httpOptions } from './wire.ts';

/** ACM on the AWS SDK. */
export function createCertificates(clients: Clients): Certificates {
  function call(operation: string, certificate: string | undefined, options: CallOptions | undefined): Call {
    return { service: 'acm', operation, subject: { certificate }, signal: options?.signal };
  }

  async function getCertificate(arn: string, options?: CallOptions): Promise<Certificate> {
    const describing = call('DescribeCertificate', arn, options);
    return atBorder(describing, async () => {
      const { sdk, client } = await clients.acm();
      const answer = await client.send(
        new sdk.DescribeCertificateCommand({ CertificateArn: arn }),
        httpOptions(options),
      );
      return readDetail(expectMember(answer.Certificate, 'Certificate', describing));
    });
  }

  /** A list's entry is enough unless it leaves out names or the records that are still to be made. */
  async function* readSummaries(
    summaries: readonly CertificateSummary[],
    options: CallOptions | undefined,
  ): AsyncGenerator<Certificate, void, undefined> {
    for (const summary of summaries) {
      yield readSummary(summary) ?? (await getCertificate(summary.CertificateArn ?? '', options));
    }
  }

  return {
    listCertificates: (options) =>
      everyItem(
        call('ListCertificates', undefined, options),
        async () => {
          const { sdk, client } = await clients.acm();
          // ACM lists only RSA certificates unless every kind of key is named.
          const input = { Includes: { keyTypes: Object.values(sdk.KeyAlgorithm) } };
          return sdk.paginateListCertificates({ client }, input, httpOptions(options));
        },
        (page) => readSummaries(page.CertificateSummaryList ?? [], options),
      ),

    getCertificate,

    requestCertificate: async (names, options) => {
      const requesting = call('RequestCertificate', undefined, options);
      const arn = await atBorder(requesting, async () => {
        const { sdk, client } = await clients.acm();
        const [first, ...others] = names;
        const command = new sdk.RequestCertificateCommand({
          DomainName: first,
          ...(others.length === 0 ? {} : { SubjectAlternativeNames: others }),
          ValidationMethod: 'DNS',
          IdempotencyToken: await tokenFor(names),
        });
        const answer = await client.send(command, httpOptions(options));
        return expectMember(answer.CertificateArn, 'CertificateArn', requesting);
      });
      return getCertificate(arn, options);
    },
  };
}

/**
 * The same names within an hour are the same request, so that asking again after a lost answer does not make a
 * second certificate. Source: ACM API Reference, RequestCertificate, IdempotencyToken.
 */
async function tokenFor(names: readonly string[]): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(names.join('\n')));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0'));
  return hex.join('').slice(0, 32);
}

function readSummary(summary: CertificateSummary): Certificate | undefined {
  const names = summary.SubjectAlternativeNameSummaries;
  const status = summary.Status;
  if (names === undefined || names.length === 0 || summary.HasAdditionalSubjectAlternativeNames === true)
    return undefined;
  if (status === undefined || status === 'PENDING_VALIDATION') return undefined;
  return {
    arn: summary.CertificateArn ?? '',
    status,
    names: mainFirst(summary.DomainName, names),
    notAfter: summary.NotAfter?.getTime(),
    validation: [],
  };
}

function readDetail(detail: CertificateDetail): Certificate {
  const status: CertificateStatus = detail.Status ?? 'PENDING_VALIDATION';
  return {
    arn: detail.CertificateArn ?? '',
    status,
    names: mainFirst(detail.DomainName, detail.SubjectAlternativeNames ?? []),
    notAfter: detail.NotAfter?.getTime(),
    validation: (detail.DomainValidationOptions ?? []).flatMap(({ DomainName: domain = '', ResourceRecord: record }) =>
      record === undefined ? [] : [readRecord(domain, record.Name, record.Value)],
    ),
  };
}

function readRecord(domain: string, name = '', value = ''): ValidationRecord {
  return { domain, name, value };
}

function mainFirst(main: string | undefined, names: readonly string[]): readonly string[] {
  return main === undefined ? names : [main, ...names.filter((name) => name !== main)];
}
