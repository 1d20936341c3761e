import type { DomainName } from '../naming/domain-name.ts';

/** ACM's own words for where a certificate is in its life. */
export type CertificateStatus =
  | 'PENDING_VALIDATION'
  | 'ISSUED'
  | 'INACTIVE'
  | 'EXPIRED'
  | 'VALIDATION_TIMED_OUT'
  | 'REVOKED'
  | 'FAILED';

/** A CNAME record that proves control of a name to ACM. */
export interface ValidationRecord {
  readonly domain: string;
  readonly name: string;
  readonly value: string;
}

export interface Certificate {
  readonly arn: string;
  readonly status: CertificateStatus;
  /** Every subject alternative name, the main one first. */
  readonly names: readonly string[];
  /** Milliseconds since the epoch; undefined until it is issued. */
  readonly notAfter: number | undefined;
  /** Empty until ACM has made them, and for an imported certificate. */
  readonly validation: readonly ValidationRecord[];
}

/**
 * True when one subject alternative name is the alias, or a wildcard in place of exactly its first label.
 * Source: CloudFront Developer Guide, "Requirements for using alternate domain names".
 */
export function nameCovers(certificateName: string, alias: string): boolean {
  const name = certificateName.toLowerCase();
  if (name === alias) return true;
  if (!name.startsWith('*.')) return false;
  const dot = alias.indexOf('.');
  return dot > 0 && !alias.startsWith('*.') && alias.slice(dot) === name.slice(1);
}

/** The aliases that no name of the certificate covers. */
export function uncovered(
  certificate: Pick<Certificate, 'names'>,
  aliases: readonly DomainName[],
): readonly DomainName[] {
  return aliases.filter((alias) => !certificate.names.some((name) => nameCovers(name, alias)));
}

/**
 * The certificate to attach: issued, not expired at `now`, covering every alias; the one that lasts longest, and of
 * equals the first by ARN, so that the choice does not depend on the order of a list.
 */
export function chooseCertificate(
  certificates: readonly Certificate[],
  aliases: readonly DomainName[],
  now: number,
): Certificate | undefined {
  return certificates
    .filter((candidate) => candidate.status === 'ISSUED')
    .filter((candidate) => candidate.notAfter === undefined || candidate.notAfter > now)
    .filter((candidate) => uncovered(candidate, aliases).length === 0)
    .sort((left, right) => (right.notAfter ?? 0) - (left.notAfter ?? 0) || (left.arn < right.arn ? -1 : 1))[0];
}
