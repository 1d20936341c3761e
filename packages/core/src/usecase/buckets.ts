import type { PublicAccessBlock } from '../delivery/access.ts';
import { isS3FrontError, S3FrontError } from '../errors.ts';
import type { BucketName } from '../naming/bucket-name.ts';
import type { UseCaseContext } from './context.ts';

const ALL_BLOCKED: PublicAccessBlock = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};

/** Public ACLs count; a public bucket policy stays refused, since nobody asked for one. */
const ACLS_ALLOWED: PublicAccessBlock = { ...ALL_BLOCKED, blockPublicAcls: false, ignorePublicAcls: false };

export interface MadeBucket {
  readonly bucket: BucketName;
  readonly region: string;
  readonly publicAcls: boolean;
}

/**
 * Makes a bucket that refuses ACLs and blocks public access, or one that takes `put --acl-public`.
 *
 * @throws `BUCKET_EXISTS`, `BUCKET_ALREADY_YOURS`, `BUCKET_NAME_INVALID`, `REGION_INVALID`
 */
export async function makeBucket(
  context: UseCaseContext,
  request: {
    readonly bucket: BucketName;
    /** Without one: the region that requests go to. */
    readonly region?: string | undefined;
    readonly allowPublicAcls: boolean;
  },
): Promise<MadeBucket> {
  const { objects } = context.provider;
  const { bucket, allowPublicAcls } = request;
  const options = { signal: context.signal };
  const region = request.region ?? objects.region;
  const ownership = allowPublicAcls ? 'BucketOwnerPreferred' : 'BucketOwnerEnforced';
  if (await isThere(context, bucket)) {
    if (!(allowPublicAcls && (await isHalfMade(context, bucket)))) throw alreadyYours(bucket);
  } else {
    await objects.createBucket(bucket, { region, ownership }, options);
  }
  if (allowPublicAcls) await objects.putPublicAccessBlock(bucket, ACLS_ALLOWED, options);
  else await blockEverything(context, bucket);
  return { bucket, region, publicAcls: allowPublicAcls };
}

/**
 * Whether the bucket is there for us to see. In us-east-1 S3 answers a second creation with success and resets the
 * bucket's ACL, so it has to be asked before. Source: S3 API Reference, CreateBucket, BucketAlreadyOwnedByYou.
 */
async function isThere(context: UseCaseContext, bucket: BucketName): Promise<boolean> {
  try {
    await context.provider.objects.bucketRegion(bucket, { signal: context.signal });
    return true;
  } catch (error) {
    // Of a bucket that we may not look at, the creation says whose it is.
    if (isS3FrontError(error) && (error.kind === 'not-found' || error.kind === 'denied')) return false;
    throw error;
  }
}

/** An earlier `mb --allow-public-acls` was cut between its two steps: the bucket takes ACLs, and still blocks them. */
async function isHalfMade(context: UseCaseContext, bucket: BucketName): Promise<boolean> {
  const { objects } = context.provider;
  const options = { signal: context.signal };
  const ownership = await objects.getOwnership(bucket, options);
  const block = await objects.getPublicAccessBlock(bucket, options);
  return ownership === 'BucketOwnerPreferred' && block.blockPublicAcls;
}

function alreadyYours(bucket: BucketName): S3FrontError {
  return new S3FrontError({
    code: 'BUCKET_ALREADY_YOURS',
    kind: 'conflict',
    message: `s3://${bucket}/ exists already. It was left as it is.`,
    hint: `List what it holds: s3front ls s3://${bucket}`,
  });
}

/** AWS blocks by itself since April 2023; this makes sure, and says so where a server cannot. */
async function blockEverything(context: UseCaseContext, bucket: BucketName): Promise<void> {
  try {
    await context.provider.objects.putPublicAccessBlock(bucket, ALL_BLOCKED, { signal: context.signal });
  } catch (error) {
    if (!isS3FrontError(error) || !['rejected', 'denied', 'unavailable'].includes(error.kind)) throw error;
    context.report?.({
      kind: 'warning',
      message: `Block Public Access could not be set on s3://${bucket}/ (${error.aws?.code ?? error.code}): it is as the server makes new buckets.`,
    });
  }
}

/**
 * Removes an empty bucket; with `force` its objects first.
 *
 * @throws `BUCKET_NOT_FOUND`, `BUCKET_NOT_EMPTY`
 */
export async function removeBucket(
  context: UseCaseContext,
  request: { readonly bucket: BucketName; readonly force: boolean },
): Promise<{ readonly deletedObjects: number }> {
  const { objects } = context.provider;
  const options = { signal: context.signal };
  let deletedObjects = 0;
  if (request.force) {
    let keys: string[] = [];
    for await (const entry of objects.listObjects(request.bucket, { prefix: '' }, options)) {
      if (entry.kind !== 'object') continue;
      keys.push(entry.object.key);
      deletedObjects += 1;
      if (keys.length < 1000) continue;
      await objects.deleteObjects(request.bucket, keys, options);
      keys = [];
    }
    if (keys.length > 0) await objects.deleteObjects(request.bucket, keys, options);
  }
  await objects.deleteBucket(request.bucket, options);
  return { deletedObjects };
}
