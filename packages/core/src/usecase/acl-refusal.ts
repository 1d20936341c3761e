import { aclRefusal, refusals } from '../delivery/access.ts';
import { isS3FrontError } from '../errors.ts';
import type { BucketName } from '../naming/bucket-name.ts';
import type { UseCaseContext } from './context.ts';

/** How S3 refuses a public ACL; `ACCESS_DENIED` is its older answer to one that Block Public Access blocks. */
const REFUSALS: ReadonlySet<string> = new Set(['ACL_NOT_SUPPORTED', 'PUBLIC_ACL_BLOCKED', 'ACCESS_DENIED']);

/**
 * The error for a refused public ACL, naming the settings of the bucket that refuse, or the account's block where the
 * bucket's own settings would allow it. Any other error, and one whose settings may not be read, stays as it is.
 */
export async function explainAclRefusal(context: UseCaseContext, bucket: BucketName, error: unknown): Promise<unknown> {
  if (!isS3FrontError(error) || !REFUSALS.has(error.code)) return error;
  const { objects } = context.provider;
  const options = { signal: context.signal };
  try {
    const ownership = await objects.getOwnership(bucket, options);
    const obstacles = refusals(ownership, await objects.getPublicAccessBlock(bucket, options));
    // Nothing in the bucket refuses it: without a word of AWS on Block Public Access, it may be a missing permission.
    if (error.code === 'ACCESS_DENIED' && obstacles.length === 0) return error;
    return aclRefusal(obstacles, { bucket, aws: error.aws, cause: error });
  } catch {
    return error;
  }
}
