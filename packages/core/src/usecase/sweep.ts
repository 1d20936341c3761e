import { ourStatements, statementSid } from '../delivery/bucket-policy.ts';
import type { VersionedDistribution } from '../distribution/distribution.ts';
import { hasCode, isS3FrontError } from '../errors.ts';
import type { BucketName } from '../naming/bucket-name.ts';
import { parseExistingBucketName } from '../naming/bucket-name.ts';
import type { DistributionId } from '../naming/cf-uri.ts';
import { ourControls } from './access-control.ts';
import { revokeStatement } from './bucket-access.ts';
import type { UseCaseContext } from './context.ts';

/** How many policies are read at once. */
const CONCURRENCY = 8;

/** Deletes the origin access control of ours that the deleted distribution used, unless another one uses it. */
export async function sweepControl(
  context: UseCaseContext,
  deleted: VersionedDistribution,
  elapsed: () => number,
): Promise<void> {
  const used = new Set<string>();
  for (const origin of deleted.distribution.settings.origins) {
    if (origin.kind === 's3' && origin.accessControl !== undefined) used.add(origin.accessControl);
  }
  if (used.size > 0) await deleteUnused(context, (control) => used.has(control), elapsed);
}

/**
 * Looks for everything that a distribution of this id may have left: statements in the policies of the account's
 * buckets, and controls of ours that nothing uses. What may not be read is passed over.
 */
export async function sweepAfter(context: UseCaseContext, id: DistributionId, elapsed: () => number): Promise<void> {
  await sweepStatements(context, id, elapsed);
  await deleteUnused(context, () => true, elapsed);
}

/**
 * Takes back what s3front put into one bucket's policy for distributions that are gone.
 *
 * @returns how many statements went
 */
export async function sweepBucket(context: UseCaseContext, bucket: BucketName): Promise<number> {
  const started = context.clock.now();
  const options = { signal: context.signal };
  let swept = 0;
  for (const { sid, distributionId } of ourStatements(
    await context.provider.objects.getBucketPolicy(bucket, options),
  )) {
    const there = await context.provider.cdn.getDistribution(distributionId, options).catch((error: unknown) => {
      if (hasCode(error, 'DISTRIBUTION_NOT_FOUND')) return undefined;
      throw error;
    });
    if (there !== undefined || (await revokeStatement(context, bucket, sid)) === 'absent') continue;
    swept += 1;
    const elapsed = context.clock.now() - started;
    context.report?.({ kind: 'statement-removed', distribution: distributionId, bucket, elapsed });
  }
  return swept;
}

async function sweepStatements(context: UseCaseContext, id: DistributionId, elapsed: () => number): Promise<void> {
  const sid = statementSid(id);
  const sweepOne = async (bucket: BucketName): Promise<void> => {
    const policy = await context.provider.objects.getBucketPolicy(bucket, { signal: context.signal });
    if (!ourStatements(policy).some((statement) => statement.sid === sid)) return;
    if ((await revokeStatement(context, bucket, sid)) === 'absent') return;
    context.report?.({ kind: 'statement-removed', distribution: id, bucket, elapsed: elapsed() });
  };
  const running = new Set<Promise<void>>();
  for await (const summary of context.provider.objects.listBuckets({ signal: context.signal })) {
    const parsed = parseExistingBucketName(summary.name);
    if (!parsed.ok) continue;
    const task: Promise<void> = sweepOne(parsed.value)
      .catch(passOver)
      .finally(() => running.delete(task));
    running.add(task);
    if (running.size >= CONCURRENCY) await Promise.race(running);
  }
  await Promise.all(running);
}

/** A bucket that went meanwhile, that may not be read, or whose policy is no JSON holds nothing that we could sweep. */
function passOver(error: unknown): void {
  if (isS3FrontError(error) && ['not-found', 'denied', 'conflict'].includes(error.kind)) return;
  throw error;
}

async function deleteUnused(
  context: UseCaseContext,
  wanted: (control: string) => boolean,
  elapsed: () => number,
): Promise<void> {
  for (const control of await ourControls(context)) {
    if (!wanted(control.id)) continue;
    const outcome = await context.provider.cdn.deleteOriginAccessControl(control.id, { signal: context.signal });
    if (outcome !== 'deleted') continue;
    context.report?.({ kind: 'control-deleted', control: control.id, elapsed: elapsed() });
  }
}
