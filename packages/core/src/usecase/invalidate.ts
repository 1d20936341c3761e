import type { Invalidation, VersionedDistribution } from '../distribution/distribution.ts';
import { hasCode, S3FrontError } from '../errors.ts';
import { planBatches } from '../invalidation/batch.ts';
import { argumentToPaths } from '../invalidation/path.ts';
import type { BucketName } from '../naming/bucket-name.ts';
import type { DistributionId } from '../naming/cf-uri.ts';
import { formatS3Uri, type S3Uri } from '../naming/s3-uri.ts';
import { attempt } from './attempts.ts';
import type { UseCaseContext } from './context.ts';
import { findDistribution } from './find-distributions.ts';

export interface InvalidateRequest {
  /** Objects by key; a key that ends in `/` stands for all below it, an empty one for the whole bucket. */
  readonly targets: readonly S3Uri[];
  /** Which distribution is meant where several serve a bucket. */
  readonly distribution?: DistributionId | undefined;
}

/** What was asked for one bucket. */
export interface BucketInvalidation {
  readonly bucket: BucketName;
  readonly distribution: DistributionId;
  /** How many of the targets are in this bucket. */
  readonly targets: number;
  /** What is sent, after default root objects were added and what a wildcard covers was left out. */
  readonly paths: readonly string[];
  /** One per batch that was sent; empty for a plan. */
  readonly invalidations: readonly Invalidation[];
}

/** A quota that refills within seconds or minutes, so the pauses are longer than for a lost race. */
const QUOTA = { attempts: 12, pause: 1_000, longestPause: 30_000 };

/**
 * What would be invalidated: bucket by bucket, in the order of the targets.
 *
 * @throws `DISTRIBUTION_NOT_FOUND`, `DISTRIBUTION_AMBIGUOUS`, `KEY_NOT_SERVED` (the key is outside of the origin path)
 */
export async function planInvalidations(
  context: UseCaseContext,
  request: InvalidateRequest,
): Promise<readonly BucketInvalidation[]> {
  const plans: BucketInvalidation[] = [];
  for (const [bucket, targets] of byBucket(request.targets)) {
    const distribution = await findDistribution(context, { kind: 's3', bucket, key: '' }, request.distribution);
    const found = await context.provider.cdn.getDistribution(distribution, { signal: context.signal });
    const paths = targets.flatMap((target) => pathsOf(target, found));
    plans.push({ bucket, distribution, targets: targets.length, paths: planBatches(paths).flat(), invalidations: [] });
  }
  return plans;
}

/**
 * Tells CloudFront to drop what its edges keep of the targets. Paths are encoded by its rules, de-duplicated and split
 * into batches within its limits; when its quota is used up for the moment, it is tried again.
 *
 * @throws as planInvalidations, and `TOO_MANY_INVALIDATIONS` when the quota stayed used up
 */
export async function invalidate(
  context: UseCaseContext,
  request: InvalidateRequest,
): Promise<readonly BucketInvalidation[]> {
  const plans = await planInvalidations(context, request);
  const done: BucketInvalidation[] = [];
  for (const plan of plans) {
    done.push({ ...plan, invalidations: await sendBatches(context, plan.distribution, plan.paths) });
  }
  return done;
}

async function sendBatches(
  context: UseCaseContext,
  distribution: DistributionId,
  paths: readonly string[],
): Promise<readonly Invalidation[]> {
  const sent: Invalidation[] = [];
  for (const batch of planBatches(paths)) {
    // One reference per batch, the same at each attempt: CloudFront answers a repetition with what it made before.
    const callerReference = batchReference(context);
    sent.push(
      await attempt(context, QUOTA, quotaUsedUp, () =>
        context.provider.cdn.createInvalidation(
          distribution,
          { paths: batch, callerReference },
          { signal: context.signal },
        ),
      ),
    );
  }
  return sent;
}

function pathsOf(target: S3Uri, found: VersionedDistribution): readonly string[] {
  const { id, settings } = found.distribution;
  const origin = settings.origins.find(
    (candidate) => candidate.kind !== 'custom' && candidate.bucket === target.bucket,
  );
  const paths = argumentToPaths({
    key: target.key,
    originPath: origin?.path ?? '',
    defaultRootObject: settings.defaultRootObject,
  });
  if (paths.length > 0) return paths;
  throw new S3FrontError({
    code: 'KEY_NOT_SERVED',
    kind: 'usage',
    message: `${formatS3Uri(target)} is not served by cf://${id}: its origin path is '${origin?.path ?? ''}'.`,
    hint: `Name a key below s3://${target.bucket}${origin?.path ?? ''}/`,
  });
}

function byBucket(targets: readonly S3Uri[]): ReadonlyMap<BucketName, readonly S3Uri[]> {
  const groups = new Map<BucketName, S3Uri[]>();
  for (const target of targets) {
    const group = groups.get(target.bucket);
    if (group === undefined) groups.set(target.bucket, [target]);
    else group.push(target);
  }
  return groups;
}

function batchReference(context: UseCaseContext): string {
  const salt = Math.floor(context.random.next() * 36 ** 8).toString(36);
  return `s3front-${context.clock.now().toString(36)}-${salt}`;
}

function quotaUsedUp(error: unknown): string | undefined {
  return hasCode(error, 'TOO_MANY_INVALIDATIONS') ? 'as many invalidations are in progress as AWS allows' : undefined;
}
