import { parseBucketName } from '@s3front/core';
import { s3Error } from '../aws-error.ts';
import { type Table, table, type View } from '../store/store.ts';
import type { ObjectOwnership, PublicAccessBlockConfiguration } from './access.ts';
import type { WebsiteConfiguration } from './website.ts';

/** A bucket as the World keeps it. Names are shared by all accounts. */
export interface BucketRecord {
  readonly name: string;
  readonly owner: string;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly ownership?: ObjectOwnership | undefined;
  readonly publicAccessBlock?: PublicAccessBlockConfiguration | undefined;
  /** As it was put, byte for byte. */
  readonly policy?: string | undefined;
  readonly website?: WebsiteConfiguration | undefined;
}

export const buckets: Table<BucketRecord> = table('bucket');
/** `account/name`, for a list of one account's. */
export const bucketsOfAccount: Table<{ readonly name: string }> = table('bucket of account');

/** Where a call went, and whose it is. */
export interface BucketCaller {
  readonly account: string;
  /** The region of the endpoint; undefined for a caller that finds the region by itself. */
  readonly region?: string | undefined;
}

/** @throws `InvalidBucketName`, `NoSuchBucket`, `AccessDenied` (another account's), `PermanentRedirect` (another region's) */
export function findBucket(view: View, name: string, caller: BucketCaller): BucketRecord {
  const bucket = view.get(buckets, name);
  if (bucket === undefined) {
    throw s3Error('NoSuchBucket', 'The specified bucket does not exist', { BucketName: name });
  }
  if (bucket.owner !== caller.account) throw s3Error('AccessDenied', 'Access Denied');
  if (caller.region !== undefined && caller.region !== bucket.region) {
    throw s3Error(
      'PermanentRedirect',
      'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
      { Bucket: name, Endpoint: `${name}.s3.${bucket.region}.amazonaws.com`, Region: bucket.region },
    );
  }
  return bucket;
}

export function checkNewName(name: string): void {
  if (parseBucketName(name).ok) return;
  throw s3Error('InvalidBucketName', 'The specified bucket is not valid.', { BucketName: name });
}
