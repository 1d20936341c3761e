import type { CertificateStatus } from '@s3front/core';
import { type Table, table } from '../store/store.ts';

/** A certificate as the World keeps it. */
export interface CertificateRecord {
  readonly arn: string;
  /** Every name, the main one first. */
  readonly names: readonly string[];
  readonly status: CertificateStatus;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly issued?: number | undefined;
  readonly notAfter?: number | undefined;
}

/** By ARN, which has the account in it. */
export const certificates: Table<CertificateRecord> = table('certificate');

/** ACM's certificates are valid for 198 days since 2026. Source: ACM User Guide, "Certificate characteristics" [K]. */
const VALIDITY = 198 * 24 * 60 * 60 * 1000;

/** What an issued certificate has. */
export function issuedAt(now: number): Pick<CertificateRecord, 'status' | 'issued' | 'notAfter'> {
  return { status: 'ISSUED', issued: now, notAfter: now + VALIDITY };
}
