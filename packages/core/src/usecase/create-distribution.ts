import { hasStatement, statementFor } from '../delivery/bucket-policy.ts';
import type { AccessLogging, DistributionSummary, VersionedDistribution } from '../distribution/distribution.ts';
import type { NewDistribution } from '../distribution/settings.ts';
import { hasCode, S3FrontError } from '../errors.ts';
import { type BucketName, isLegacyBucketName } from '../naming/bucket-name.ts';
import type { DomainName } from '../naming/domain-name.ts';
import { virtualHostedUrl } from '../naming/public-url.ts';
import { restHost } from '../naming/s3-host.ts';
import { withAccessControl } from './access-control.ts';
import { certificateFor, checkAliasQuota, DEFAULT_ALIAS_QUOTA } from './alias-certificate.ts';
import { grantStatement } from './bucket-access.ts';
import type { UseCaseContext } from './context.ts';
import { distributionsOf } from './find-distributions.ts';
import { modifyDistribution } from './modify-distribution.ts';

export interface CreateDistributionRequest {
  readonly bucket: BucketName;
  readonly aliases: readonly DomainName[];
  /** Without one: the bucket's public URL, as s3cmd has it. */
  readonly comment?: string | undefined;
  readonly defaultRootObject?: string | undefined;
  readonly logging?: AccessLogging | undefined;
  /** Without it: enabled. */
  readonly enabled?: boolean | undefined;
  /** The ARN of the certificate to attach; without it one that covers the aliases is found. */
  readonly certificate?: string | undefined;
  /** `private` lets CloudFront alone read the bucket; `public` leaves the bucket's access as it is. */
  readonly access: 'private' | 'public';
  /** Makes another distribution where the bucket has one already. */
  readonly force?: boolean | undefined;
  readonly aliasQuota?: number | undefined;
}

export interface CreatedDistribution extends VersionedDistribution {
  /** `finished`: an earlier call was cut short, and this one did the rest. */
  readonly outcome: 'created' | 'finished';
  /** What was done so that private objects are served; undefined with `public` access. */
  readonly access:
    | {
        readonly control: string;
        readonly controlOrigin: 'made' | 'reused';
        readonly statement: 'added' | 'present';
      }
    | undefined;
}

/** What the caller references of s3front's own distributions begin with. */
const OUR_REFERENCE = 's3front-';

/**
 * Publishes a bucket: an origin access control, a distribution that uses it, and one statement in the bucket's policy
 * that names the distribution. A call that was cut short after the distribution was made is finished by the next.
 *
 * @throws `BUCKET_NOT_FOUND`, `BUCKET_NOT_SERVABLE` (a legacy name), `DISTRIBUTION_EXISTS` (the bucket has one),
 * `TOO_MANY_ALIASES`, `ALIAS_TAKEN`, those of certificateFor; all before anything is written, but for `ALIAS_TAKEN`,
 * which CloudFront alone can know
 */
export async function createDistribution(
  context: UseCaseContext,
  request: CreateDistributionRequest,
): Promise<CreatedDistribution> {
  const { bucket, aliases } = request;
  checkServable(bucket);
  checkAliasQuota(aliases, request.aliasQuota ?? DEFAULT_ALIAS_QUOTA);
  const region = await context.provider.objects.bucketRegion(bucket, { signal: context.signal });
  if (request.force !== true) {
    const existing = await distributionsOf(context, bucket);
    const unfinished = await findUnfinished(context, request, existing);
    if (unfinished !== undefined) return finish(context, request, unfinished);
    if (existing.length > 0) throw alreadyServed(bucket, existing);
  }
  const certificate = await certificateFor(context, aliases, request.certificate, { kind: 'default' });
  const host = restHost({ bucket, region });
  const settings = {
    callerReference: callerReference(context, bucket),
    aliases,
    comment: request.comment ?? virtualHostedUrl({ bucket, region, key: '' }) ?? '',
    enabled: request.enabled ?? true,
    defaultRootObject: request.defaultRootObject ?? '',
    logging: request.logging,
    certificate,
  };
  if (request.access === 'public') {
    const origin = { id: host, host, accessControl: undefined };
    const created = await createOnce(context, bucket, { ...settings, origin });
    return { ...created, outcome: 'created', access: undefined };
  }
  const { created, control } = await withAccessControl(context, async (chosen) => ({
    created: await createOnce(context, bucket, {
      ...settings,
      origin: { id: host, host, accessControl: chosen.id },
    }),
    control: chosen,
  }));
  const statement = await grantStatement(context, bucket, statementOf(bucket, created.distribution));
  return {
    ...created,
    outcome: 'created',
    access: { control: control.id, controlOrigin: control.origin, statement },
  };
}

/**
 * Creates it, also when the answer to the first attempt got lost and CloudFront says to the second that the caller
 * reference is used: the reference is unique, so what has it is what was asked for.
 */
async function createOnce(
  context: UseCaseContext,
  bucket: BucketName,
  request: NewDistribution,
): Promise<VersionedDistribution> {
  const { cdn } = context.provider;
  const options = { signal: context.signal };
  try {
    return await cdn.createDistribution(request, options);
  } catch (error) {
    if (!hasCode(error, 'DISTRIBUTION_EXISTS')) throw error;
    for (const { id } of await distributionsOf(context, bucket)) {
      const found = await cdn.getDistribution(id, options);
      if (found.distribution.settings.callerReference === request.callerReference) return found;
    }
    throw error;
  }
}

function statementOf(bucket: BucketName, distribution: Pick<DistributionSummary, 'id' | 'arn'>) {
  return statementFor({ bucket, distributionArn: distribution.arn, distributionId: distribution.id });
}

/**
 * A distribution of ours that has everything but its statement in the bucket's policy: a call was cut between the two.
 */
async function findUnfinished(
  context: UseCaseContext,
  request: CreateDistributionRequest,
  existing: readonly DistributionSummary[],
): Promise<{ readonly found: VersionedDistribution; readonly control: string } | undefined> {
  const { bucket, access } = request;
  if (access === 'public' || existing.length === 0) return undefined;
  const options = { signal: context.signal };
  const policy = await context.provider.objects.getBucketPolicy(bucket, options);
  for (const summary of existing) {
    const control = summary.origins.find((origin) => origin.kind === 's3' && origin.bucket === bucket);
    if (control?.kind !== 's3' || control.accessControl === undefined) continue;
    if (hasStatement(policy, statementOf(bucket, summary))) continue;
    const found = await context.provider.cdn.getDistribution(summary.id, options);
    if (!found.distribution.settings.callerReference.startsWith(OUR_REFERENCE)) continue;
    return { found, control: control.accessControl };
  }
  return undefined;
}

async function finish(
  context: UseCaseContext,
  request: CreateDistributionRequest,
  unfinished: { readonly found: VersionedDistribution; readonly control: string },
): Promise<CreatedDistribution> {
  const { bucket } = request;
  const { distribution } = unfinished.found;
  const modified = await modifyDistribution(context, {
    id: distribution.id,
    patch: {
      addAliases: request.aliases,
      comment: request.comment,
      defaultRootObject: request.defaultRootObject,
      logging: request.logging,
      enabled: request.enabled,
    },
    certificate: request.certificate,
    aliasQuota: request.aliasQuota,
  });
  const statement = await grantStatement(context, bucket, statementOf(bucket, distribution));
  return {
    distribution: modified.distribution,
    etag: modified.etag,
    outcome: 'finished',
    access: { control: unfinished.control, controlOrigin: 'reused', statement },
  };
}

/** Unique, since CloudFront refuses a reference that was ever used; and recognisable as ours. */
function callerReference(context: UseCaseContext, bucket: BucketName): string {
  const time = context.clock.now().toString(36);
  const salt = Math.floor(context.random.next() * 36 ** 8).toString(36);
  return `${OUR_REFERENCE}${bucket}-${time}-${salt}`;
}

function checkServable(bucket: BucketName): void {
  if (!isLegacyBucketName(bucket)) return;
  throw new S3FrontError({
    code: 'BUCKET_NOT_SERVABLE',
    kind: 'usage',
    message: `CloudFront cannot serve s3://${bucket}/: an origin's name must be a host name in lower case, and '${bucket}' is an old us-east-1 name that is none.`,
    hint: 'Copy the objects into a bucket with a name of today, and publish that one.',
  });
}

function alreadyServed(bucket: BucketName, existing: readonly DistributionSummary[]): S3FrontError {
  const listed = existing.map((distribution) => `cf://${distribution.id} (${distribution.domainName})`).join(', ');
  return new S3FrontError({
    code: 'DISTRIBUTION_EXISTS',
    kind: 'conflict',
    message: `s3://${bucket}/ has a distribution already: ${listed}.`,
    hint: `Change that one with s3front cfmodify cf://${existing[0]?.id ?? ''}, or make another with --force.`,
  });
}
