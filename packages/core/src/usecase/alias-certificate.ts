import { type Certificate, chooseCertificate, uncovered } from '../distribution/certificate.ts';
import type { ViewerCertificate } from '../distribution/distribution.ts';
import { isS3FrontError, S3FrontError } from '../errors.ts';
import type { DomainName } from '../naming/domain-name.ts';
import { collect } from './collect.ts';
import type { UseCaseContext } from './context.ts';

/** Aliases per distribution that AWS grants without being asked for more. Source: CloudFront quotas, 2026. */
export const DEFAULT_ALIAS_QUOTA = 100;

/** @throws `TOO_MANY_ALIASES`, before any call */
export function checkAliasQuota(aliases: readonly DomainName[], quota: number): void {
  if (aliases.length <= quota) return;
  throw new S3FrontError({
    code: 'TOO_MANY_ALIASES',
    kind: 'rejected',
    message: `${aliases.length} aliases are more than the ${quota} that a distribution may have.`,
    hint: 'Use a wildcard alias such as *.example.org, or ask AWS for a higher quota and say it with --alias-quota.',
  });
}

/**
 * The certificate to attach for these aliases: the one that was named, the one that is attached already, or the
 * issued one that covers every alias. An offline account issues one when there is none.
 *
 * @param named the ARN that the caller wants
 * @param current what the distribution has now
 * @throws `CERTIFICATE_MISSING` (none covers every alias), `CERTIFICATE_REGION`, `CERTIFICATE_DOES_NOT_COVER`,
 * `CERTIFICATE_NOT_ISSUED`, `CERTIFICATE_NOT_FOUND`: all before anything is written
 */
export async function certificateFor(
  context: UseCaseContext,
  aliases: readonly DomainName[],
  named: string | undefined,
  current: ViewerCertificate,
): Promise<ViewerCertificate> {
  if (named !== undefined) return checkedCertificate(context, named, aliases);
  if (aliases.length === 0) return current;
  // A certificate in IAM cannot be read through ACM: CloudFront itself says whether it covers the names.
  if (current.kind === 'iam') return current;
  if (current.kind === 'acm' && (await stillCovers(context, current.arn, aliases))) return current;
  return { kind: 'acm', arn: await coveringCertificate(context, aliases) };
}

async function coveringCertificate(context: UseCaseContext, aliases: readonly DomainName[]): Promise<string> {
  const { certificates } = context.provider;
  const options = { signal: context.signal };
  const all = await collect(certificates.listCertificates(options));
  const chosen = chooseCertificate(all, aliases, context.clock.now());
  if (chosen !== undefined) return chosen.arn;
  if (certificates.issueNow === undefined) throw missing(all, aliases);
  const issued = await certificates.issueNow(aliases, options);
  context.report?.({ kind: 'certificate-issued', arn: issued.arn, names: issued.names });
  return issued.arn;
}

async function stillCovers(context: UseCaseContext, arn: string, aliases: readonly DomainName[]): Promise<boolean> {
  try {
    const certificate = await context.provider.certificates.getCertificate(arn, { signal: context.signal });
    return chooseCertificate([certificate], aliases, context.clock.now()) !== undefined;
  } catch (error) {
    if (isS3FrontError(error) && error.kind === 'not-found') return false;
    throw error;
  }
}

async function checkedCertificate(
  context: UseCaseContext,
  arn: string,
  aliases: readonly DomainName[],
): Promise<ViewerCertificate> {
  checkArn(arn);
  const certificate = await context.provider.certificates.getCertificate(arn, { signal: context.signal });
  if (certificate.status !== 'ISSUED') {
    throw new S3FrontError({
      code: 'CERTIFICATE_NOT_ISSUED',
      kind: 'precondition',
      message: `Certificate ${arn} is ${certificate.status}, and CloudFront takes issued ones only.`,
      hint: 'See what it waits for: s3front cert ls',
    });
  }
  const left = uncovered(certificate, aliases);
  if (left.length > 0) {
    throw new S3FrontError({
      code: 'CERTIFICATE_DOES_NOT_COVER',
      kind: 'precondition',
      message: `Certificate ${arn} (${certificate.names.join(', ')}) does not cover ${left.join(', ')}.`,
      hint: requestHint(aliases),
    });
  }
  return { kind: 'acm', arn };
}

function checkArn(arn: string): void {
  const match = /^arn:aws[a-z-]*:acm:([a-z0-9-]+):\d{12}:certificate\/[A-Za-z0-9-]+$/.exec(arn);
  if (match === null) {
    throw new S3FrontError({
      code: 'CERTIFICATE_ARN_INVALID',
      kind: 'usage',
      message: `'${arn}' is not the ARN of a certificate in ACM.`,
      hint: 'List the certificates with their ARNs: s3front cert ls',
    });
  }
  if (match[1] !== 'us-east-1') {
    throw new S3FrontError({
      code: 'CERTIFICATE_REGION',
      kind: 'usage',
      message: `Certificate ${arn} is in ${match[1]}, and CloudFront takes certificates from us-east-1 only.`,
      hint: 'Ask for one in the right region: s3front cert request NAME…',
    });
  }
}

function missing(all: readonly Certificate[], aliases: readonly DomainName[]): S3FrontError {
  const pending = all.find(
    (certificate) => certificate.status === 'PENDING_VALIDATION' && uncovered(certificate, aliases).length === 0,
  );
  return new S3FrontError({
    code: 'CERTIFICATE_MISSING',
    kind: 'precondition',
    message: `No issued certificate in us-east-1 covers ${aliases.join(', ')}. Nothing was changed.`,
    hint:
      pending === undefined
        ? requestHint(aliases)
        : `${pending.arn} covers them and waits for its validation records: s3front cert ls shows them.`,
  });
}

function requestHint(aliases: readonly DomainName[]): string {
  return `Ask for one: s3front cert request ${aliases.map(quotedForShell).join(' ')}`;
}

/** A wildcard name pasted into a shell must not meet its file names. */
function quotedForShell(alias: DomainName): string {
  return alias.startsWith('*') ? `'${alias}'` : alias;
}
