import type { ObjectMetadata } from './object.ts';

/** What every call on a bucket takes. */
export interface BucketRequest {
  readonly Bucket: string;
  /** The region of the endpoint that was called; without it the call finds the bucket wherever it lives. */
  readonly Region?: string | undefined;
}

export interface ObjectRequest extends BucketRequest {
  readonly Key: string;
}

export interface CreateBucketRequest extends BucketRequest {
  /** Where the bucket is to be; without it us-east-1. */
  readonly LocationConstraint?: string | undefined;
  readonly ObjectOwnership?: string | undefined;
  /** A canned ACL. */
  readonly ACL?: string | undefined;
}

export interface PutObjectRequest extends ObjectRequest, ObjectMetadata {
  readonly Body: AsyncIterable<Uint8Array>;
  /** A canned ACL. */
  readonly ACL?: string | undefined;
  /** The version that must be there, with or without quotes. */
  readonly IfMatch?: string | undefined;
  /** `*`: nothing may be there. */
  readonly IfNoneMatch?: '*' | undefined;
}

/** An object without its content; the ETag has its quotes, times are milliseconds since the epoch. */
export interface ObjectHead extends ObjectMetadata {
  readonly ContentLength: number;
  readonly ETag: string;
  readonly LastModified: number;
}

export interface GetObjectAnswer extends ObjectHead {
  readonly Body: AsyncIterable<Uint8Array>;
  /** The canned ACL that it was put with. */
  readonly ACL: string;
}
