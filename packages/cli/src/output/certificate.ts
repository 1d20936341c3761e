import type { Certificate } from '@s3front/core';
import type { Output } from './output.ts';

/** What is said of a certificate with --json. */
export interface CertificateDocument {
  readonly arn: string;
  readonly status: Certificate['status'];
  readonly names: readonly string[];
  /** ISO 8601, UTC; null until it is issued. */
  readonly notAfter: string | null;
  /** CNAME records that prove control of the names. */
  readonly validation: readonly { readonly domain: string; readonly name: string; readonly value: string }[];
}

/** For the help pages. */
export const EXAMPLE_CERTIFICATE: CertificateDocument = {
  arn: 'arn:aws:acm:us-east-1:...:certificate/7d4f5a3e-...',
  status: 'PENDING_VALIDATION',
  names: ['cdn.example.org'],
  notAfter: null,
  validation: [
    {
      domain: 'cdn.example.org',
      name: '_3639ac514e785e898d2646601fa951d5.cdn.example.org',
      value: '_98d2646601fa951d53639ac514e785e8.acm-validations.aws',
    },
  ],
};

export function certificateDocument({ arn, status, names, notAfter, validation }: Certificate): CertificateDocument {
  return {
    arn,
    status,
    names,
    notAfter: notAfter === undefined ? null : new Date(notAfter).toISOString(),
    validation,
  };
}

/** A block of fields, and for a pending one the records to create, as lines of a zone file. */
export function printCertificate(output: Output, certificate: Certificate): void {
  output.field('Certificate', certificate.arn);
  output.field('Names', certificate.names.join(', '));
  output.field('Status', certificate.status);
  if (certificate.notAfter !== undefined) {
    output.field('Valid until', new Date(certificate.notAfter).toISOString().slice(0, 10));
  }
  if (certificate.status !== 'PENDING_VALIDATION') return;
  for (const { name, value } of certificate.validation) {
    output.print(`${absolute(name)}   IN   CNAME   ${absolute(value)}`);
  }
}

function absolute(name: string): string {
  return name.endsWith('.') ? name : `${name}.`;
}
