import type { DistributionSummary } from '../distribution/distribution.ts';
import { S3FrontError } from '../errors.ts';
import type { BucketName } from '../naming/bucket-name.ts';
import type { CfUri, DistributionId } from '../naming/cf-uri.ts';
import type { S3Uri } from '../naming/s3-uri.ts';
import { collect } from './collect.ts';
import type { UseCaseContext } from './context.ts';

/** Every distribution of the account. */
export async function listDistributions(context: UseCaseContext): Promise<readonly DistributionSummary[]> {
  return collect(context.provider.cdn.listDistributions({ signal: context.signal }));
}

/** The distributions that fetch from the bucket, through any of S3's host names, website endpoints included. */
export async function distributionsOf(
  context: UseCaseContext,
  bucket: BucketName,
): Promise<readonly DistributionSummary[]> {
  const all = await listDistributions(context);
  return all.filter((distribution) => servesFrom(distribution, bucket));
}

function servesFrom(distribution: Pick<DistributionSummary, 'origins'>, bucket: BucketName): boolean {
  return distribution.origins.some((origin) => origin.kind !== 'custom' && origin.bucket === bucket);
}

/**
 * The ids that a `cf://` or `s3://` URI stands for: the distribution itself, or every one that serves the bucket.
 *
 * @throws `DISTRIBUTION_NOT_FOUND` when no distribution serves the bucket
 */
export async function findDistributions(
  context: UseCaseContext,
  target: S3Uri | CfUri,
): Promise<readonly DistributionId[]> {
  if (target.kind === 'cf') return [target.distribution];
  const found = await distributionsOf(context, target.bucket);
  if (found.length === 0) throw noneServes(target.bucket);
  return found.map((distribution) => distribution.id);
}

/**
 * The one distribution that a URI stands for; never a guess.
 *
 * @param chosen what `--cf-distribution` names: which of the bucket's distributions is meant
 * @throws `DISTRIBUTION_NOT_FOUND`, `DISTRIBUTION_AMBIGUOUS` (several serve the bucket and none was chosen),
 * `DISTRIBUTION_MISMATCH` (the chosen one does not serve the bucket)
 */
export async function findDistribution(
  context: UseCaseContext,
  target: S3Uri | CfUri,
  chosen?: DistributionId,
): Promise<DistributionId> {
  const found = await findDistributions(context, target);
  if (chosen !== undefined) {
    if (found.includes(chosen)) return chosen;
    throw mismatch(target, chosen, found);
  }
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) throw ambiguous(target, found);
  return only;
}

function noneServes(bucket: BucketName): S3FrontError {
  return new S3FrontError({
    code: 'DISTRIBUTION_NOT_FOUND',
    kind: 'not-found',
    message: `No distribution serves s3://${bucket}/.`,
    hint: `Make one: s3front cfcreate s3://${bucket}`,
  });
}

function ambiguous(target: S3Uri | CfUri, found: readonly DistributionId[]): S3FrontError {
  return new S3FrontError({
    code: 'DISTRIBUTION_AMBIGUOUS',
    kind: 'conflict',
    message: `${found.length} distributions serve ${place(target)}: ${listed(found)}.`,
    hint: `Say which one: --cf-distribution cf://${found[0] ?? ''}`,
  });
}

function mismatch(target: S3Uri | CfUri, chosen: DistributionId, found: readonly DistributionId[]): S3FrontError {
  return new S3FrontError({
    code: 'DISTRIBUTION_MISMATCH',
    kind: 'conflict',
    message: `cf://${chosen} does not serve ${place(target)}.`,
    hint: `These do: ${listed(found)}`,
  });
}

function place(target: S3Uri | CfUri): string {
  return target.kind === 's3' ? `s3://${target.bucket}/` : `cf://${target.distribution}`;
}

function listed(ids: readonly DistributionId[]): string {
  return ids.map((id) => `cf://${id}`).join(', ');
}
