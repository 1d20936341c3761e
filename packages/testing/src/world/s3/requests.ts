import type { ByteRange } from '../bodies/body-store.ts';
import type { RequestConditions, S3Caller } from './caller.ts';
import type { ChecksumAlgorithm, ObjectChecksum } from './checksum.ts';
import type { Grant } from './grants.ts';
import type { ObjectMetadata } from './object.ts';
import type { Tag } from './tags.ts';

/** What every call takes. */
export interface S3Request {
  /** Who asks; without it the World's own account. */
  readonly Caller?: S3Caller | undefined;
  /** What is known of the request beyond who asks, for the conditions of policies. */
  readonly Conditions?: RequestConditions | undefined;
}

/** What every call on a bucket takes. */
export interface BucketRequest extends S3Request {
  readonly Bucket: string;
  /** The region of the endpoint that was called; without it the call finds the bucket wherever it lives. */
  readonly Region?: string | undefined;
  /** The account that the caller takes the bucket to belong to. */
  readonly ExpectedBucketOwner?: string | undefined;
}

export interface ObjectRequest extends BucketRequest {
  readonly Key: string;
}

/** `null` in quotes for the version that an object has without versioning. */
export interface VersionRequest extends ObjectRequest {
  readonly VersionId?: string | undefined;
}

/** Who may do what, of something that is being made. */
export interface AclRequest {
  /** A canned ACL. */
  readonly ACL?: string | undefined;
  /** Instead of a canned one. */
  readonly Grants?: readonly Grant[] | undefined;
}

export interface CreateBucketRequest extends S3Request, AclRequest {
  readonly Bucket: string;
  readonly Region?: string | undefined;
  /** Where the bucket is to be; without it the region of the endpoint is only right when that is us-east-1. */
  readonly LocationConstraint?: string | undefined;
  readonly ObjectOwnership?: string | undefined;
  readonly Tags?: readonly Tag[] | undefined;
}

/** What must hold of what is there for a write to be done; ETags with or without quotes. */
export interface WriteConditions {
  readonly IfMatch?: string | undefined;
  /** `*` is the only one that there is. */
  readonly IfNoneMatch?: string | undefined;
}

/** What must hold of what is there for a read to be answered. */
export interface ReadConditions {
  /** ETags with or without quotes, with commas between; `*` for any. */
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly IfModifiedSince?: number | undefined;
  readonly IfUnmodifiedSince?: number | undefined;
}

/** What the content has to be. */
export interface Integrity {
  /** Base64. */
  readonly ContentMD5?: string | undefined;
  readonly Checksum?:
    | {
        readonly algorithm: ChecksumAlgorithm;
        /** Base64, asked for once the content has ended, since it may come after it; undefined when nobody said. */
        readonly expected: () => string | undefined;
      }
    | undefined;
}

export interface PutObjectRequest extends ObjectRequest, ObjectMetadata, AclRequest, WriteConditions, Integrity {
  readonly Body: AsyncIterable<Uint8Array>;
  readonly Tags?: readonly Tag[] | undefined;
}

export interface PutObjectAnswer {
  /** With quotes. */
  readonly ETag: string;
  readonly Size: number;
  readonly Checksum: ObjectChecksum;
  readonly VersionId?: string | undefined;
}

/** An object without its content; the ETag has its quotes, times are milliseconds since the epoch. */
export interface ObjectHead extends ObjectMetadata {
  readonly ContentLength: number;
  readonly ETag: string;
  readonly LastModified: number;
  readonly Checksum?: ObjectChecksum | undefined;
  readonly VersionId?: string | undefined;
  readonly TagCount: number;
  /** Of an object that came in parts. */
  readonly PartsCount?: number | undefined;
  /** What of the whole is answered; undefined when it is all of it. */
  readonly ContentRange?: (ByteRange & { readonly size: number }) | undefined;
}

export interface GetObjectAnswer extends ObjectHead {
  readonly Body: AsyncIterable<Uint8Array>;
  /** The canned ACL that it was put with. */
  readonly ACL: string;
}
