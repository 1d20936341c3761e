import {
  type CallOptions,
  type Certificate,
  type Certificates,
  type RefusalSubject,
  S3FrontError,
} from '@s3front/core';
import type { CertificateDetail } from '../world/acm/acm.ts';
import { AwsError } from '../world/aws-error.ts';
import type { World } from '../world/world.ts';
import { type PortCall, pages, translated } from './translated.ts';

/** The certificates port over the World; strict, so nothing is issued unless somebody validates it. */
export function createCertificates({ acm }: World): Certificates {
  /** A list has not all the names; one that was deleted since is none. */
  function describe({ CertificateArn }: { readonly CertificateArn: string }): readonly Certificate[] {
    try {
      return [certificateOf(acm.describeCertificate({ CertificateArn }))];
    } catch (error) {
      if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return [];
      throw error;
    }
  }

  return {
    listCertificates: (options) =>
      pages(
        call('ListCertificates', {}, options),
        (NextToken) => {
          const page = acm.listCertificates({ NextToken });
          return { items: page.CertificateSummaryList.flatMap(describe), next: page.NextToken };
        },
        (page) => page,
      ),

    getCertificate: (arn, options) =>
      translated(call('DescribeCertificate', { certificate: arn }, options), () =>
        certificateOf(acm.describeCertificate({ CertificateArn: arn })),
      ),

    requestCertificate: (names, options) =>
      translated(call('RequestCertificate', { aliases: names }, options), () => {
        const [first, ...others] = names;
        if (first === undefined) throw withoutNames();
        const { CertificateArn } = acm.requestCertificate({ DomainName: first, SubjectAlternativeNames: others });
        return certificateOf(acm.describeCertificate({ CertificateArn }));
      }),
  };
}

/** The same with certificates that are issued at once: what the account on this machine can do, and AWS cannot. */
export function createIssuingCertificates(world: World): Certificates {
  return {
    ...createCertificates(world),
    issueNow: (names, options) =>
      translated(call('RequestCertificate', { aliases: names }, options), () => {
        if (names.length === 0) throw withoutNames();
        return certificateOf(world.acm.issue(names));
      }),
  };
}

function withoutNames(): S3FrontError {
  return new S3FrontError({
    code: 'CERTIFICATE_WITHOUT_NAMES',
    kind: 'usage',
    message: 'A certificate needs at least one name.',
  });
}

function call(operation: string, subject: RefusalSubject, options: CallOptions | undefined): PortCall {
  return { operation, subject, signal: options?.signal };
}

function certificateOf(detail: CertificateDetail): Certificate {
  return {
    arn: detail.CertificateArn,
    status: detail.Status,
    names: detail.SubjectAlternativeNames,
    notAfter: detail.NotAfter,
    validation: detail.DomainValidationOptions.map((option) => ({
      domain: option.DomainName,
      name: option.ResourceRecord.Name,
      value: option.ResourceRecord.Value,
    })),
  };
}
