import { hasStatement, mergeStatement, type PolicyStatement, removeStatement } from '../delivery/bucket-policy.ts';
import { S3FrontError } from '../errors.ts';
import type { BucketName } from '../naming/bucket-name.ts';
import { attempt } from './attempts.ts';
import type { UseCaseContext } from './context.ts';

/** A policy has no version to check, so what was written is read back, and written again when it is not there. */
const READ_BACKS = { attempts: 8, pause: 200, longestPause: 3_000 };

/**
 * Puts the statement into the bucket's policy, beside whatever else stands there.
 *
 * @returns `present` when it stood there already, so nothing was written
 * @throws `POLICY_LOST` when other writers replaced the policy every time
 */
export async function grantStatement(
  context: UseCaseContext,
  bucket: BucketName,
  statement: PolicyStatement,
): Promise<'added' | 'present'> {
  const { objects } = context.provider;
  const options = { signal: context.signal };
  let outcome: 'added' | 'present' = 'present';
  return attempt(context, READ_BACKS, lost, async () => {
    const merged = mergeStatement(await objects.getBucketPolicy(bucket, options), statement);
    if (!merged.changed) return outcome;
    await objects.putBucketPolicy(bucket, merged.policy, options);
    outcome = 'added';
    if (hasStatement(await objects.getBucketPolicy(bucket, options), statement)) return outcome;
    throw lostPolicy(bucket);
  });
}

/** Takes the statement with this Sid out of the bucket's policy; the last one out takes the policy with it. */
export async function revokeStatement(
  context: UseCaseContext,
  bucket: BucketName,
  sid: string,
): Promise<'removed' | 'absent'> {
  const { objects } = context.provider;
  const options = { signal: context.signal };
  let outcome: 'removed' | 'absent' = 'absent';
  return attempt(context, READ_BACKS, lost, async () => {
    const without = removeStatement(await objects.getBucketPolicy(bucket, options), sid);
    if (!without.changed) return outcome;
    if (without.policy === undefined) await objects.deleteBucketPolicy(bucket, options);
    else await objects.putBucketPolicy(bucket, without.policy, options);
    outcome = 'removed';
    if (!removeStatement(await objects.getBucketPolicy(bucket, options), sid).changed) return outcome;
    throw lostPolicy(bucket);
  });
}

function lostPolicy(bucket: BucketName): S3FrontError {
  return new S3FrontError({
    code: 'POLICY_LOST',
    kind: 'conflict',
    message: `The policy of s3://${bucket}/ was replaced by somebody else while it was being changed.`,
    hint: 'Run the command again when nobody else writes the policy.',
  });
}

function lost(error: unknown): string | undefined {
  return error instanceof S3FrontError && error.code === 'POLICY_LOST'
    ? 'somebody else replaced the bucket policy meanwhile'
    : undefined;
}
