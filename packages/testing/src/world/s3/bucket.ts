import { parseBucketName } from '@s3front/core';
import { s3Error } from '../aws-error.ts';
import { type Table, table, type View } from '../store/store.ts';
import type { ObjectOwnership, PublicAccessBlockConfiguration } from './access.ts';
import type { CorsRule } from './cors.ts';
import type { Grant } from './grants.ts';
import type { Tag } from './tags.ts';
import type { WebsiteConfiguration } from './website.ts';

export type VersioningStatus = 'Enabled' | 'Suspended';

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
  readonly cors?: readonly CorsRule[] | undefined;
  readonly tags?: readonly Tag[] | undefined;
  /** Undefined as long as nobody has set it. */
  readonly versioning?: VersioningStatus | undefined;
  /** Settings that are kept and given back, and do nothing: documents as they were put. */
  readonly documents?: Readonly<Partial<Record<KeptDocument, string>>> | undefined;
  /** A canned ACL; without one `private`. */
  readonly acl?: string | undefined;
  /** Instead of the canned ACL. */
  readonly grants?: readonly Grant[] | undefined;
}

/** What is kept as it was put. */
export type KeptDocument = 'lifecycle' | 'encryption';

export const buckets: Table<BucketRecord> = table('bucket');
/** `account/name`, for a list of one account's. */
export const bucketsOfAccount: Table<{ readonly name: string }> = table('bucket of account');

/** What a call expects of the bucket that it names. */
export interface BucketExpectation {
  /** The region of the endpoint; undefined for a caller that finds the region by itself. */
  readonly region?: string | undefined;
  readonly owner?: string | undefined;
}

/** @throws `NoSuchBucket`, `PermanentRedirect` (it is in another region), `AccessDenied` (it is another account's) */
export function findBucket(view: View, name: string, expected: BucketExpectation): BucketRecord {
  const bucket = view.get(buckets, name);
  if (bucket === undefined) {
    throw s3Error('NoSuchBucket', 'The specified bucket does not exist', { BucketName: name });
  }
  if (expected.region !== undefined && expected.region !== bucket.region) {
    throw s3Error(
      'PermanentRedirect',
      'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
      { Bucket: name, Endpoint: `${name}.s3.${bucket.region}.amazonaws.com`, Region: bucket.region },
    );
  }
  if (expected.owner !== undefined && expected.owner !== bucket.owner) {
    throw s3Error('AccessDenied', 'Access Denied');
  }
  return bucket;
}

export function checkNewName(name: string): void {
  if (parseBucketName(name).ok) return;
  throw s3Error('InvalidBucketName', 'The specified bucket is not valid.', { BucketName: name });
}
