import type { ObjectHeaders } from '../content/object-headers.ts';
import type { ObjectOwnership, PublicAccessBlock } from '../delivery/access.ts';
import type { BucketName } from '../naming/bucket-name.ts';
import type { CallOptions } from './call-options.ts';

export type { ObjectOwnership, PublicAccessBlock };

export interface BucketSummary {
  /** As S3 lists it: it may be a legacy name that no rule of today allows. */
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
}

export interface ObjectSummary {
  readonly key: string;
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
  /** Without quotes. */
  readonly etag: string;
}

export type ListEntry =
  | { readonly kind: 'object'; readonly object: ObjectSummary }
  | { readonly kind: 'prefix'; readonly prefix: string };

/** Content that can be read, once or again, without being held in memory. */
export interface ObjectBody {
  /** Bytes, or undefined where nobody knows before the end (standard input). */
  readonly size: number | undefined;
  open(): AsyncIterable<Uint8Array>;
}

export interface PutObjectRequest {
  readonly bucket: BucketName;
  readonly key: string;
  readonly body: ObjectBody;
  readonly headers: ObjectHeaders;
  /** Absent: no ACL is sent, which is what a bucket with ACLs disabled wants. */
  readonly acl?: 'private' | 'public-read' | undefined;
  readonly condition?: PutCondition | undefined;
}

/** Under which condition content is stored; S3 itself holds to it, so there is no race. */
export type PutCondition =
  /** Nothing is there yet. */
  | { readonly kind: 'absent' }
  /** This version is there; the ETag without quotes. */
  | { readonly kind: 'version'; readonly etag: string };

/** The bytes from `first` to `last`, both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** What is known of an object without its content. */
export interface ObjectHead {
  /** Bytes of the whole object. */
  readonly size: number;
  readonly etag: string;
  readonly lastModified: number;
  readonly headers: ObjectHeaders;
}

export interface StoredObject extends ObjectHead {
  /** Bytes of what was asked for: the range, where there was one. */
  readonly size: number;
  readonly body: AsyncIterable<Uint8Array>;
}

export interface GetObjectOptions extends CallOptions {
  /** Only these bytes. */
  readonly range?: ByteRange | undefined;
  /** Only this version, by its ETag without quotes. */
  readonly ifMatch?: string | undefined;
}

/** What static website hosting does with requests. */
export type BucketWebsite =
  | {
      readonly kind: 'pages';
      /** Such as `index.html`, for every path that ends in `/`. */
      readonly indexDocument: string;
      /** The key of the page for what is not there. */
      readonly errorDocument: string | undefined;
      /** How many redirection rules there are besides. */
      readonly routingRules: number;
    }
  /** Every request is sent on to another host. */
  | { readonly kind: 'redirect'; readonly host: string; readonly protocol: 'http' | 'https' | undefined };

/** Website hosting as s3front sets it: without redirection rules. */
export type NewBucketWebsite =
  | Omit<Extract<BucketWebsite, { readonly kind: 'pages' }>, 'routingRules'>
  | Extract<BucketWebsite, { readonly kind: 'redirect' }>;

export interface PutObjectOptions extends CallOptions {
  /** Bytes sent so far. */
  readonly onProgress?: ((sent: number) => void) | undefined;
}

/**
 * S3, as far as the use cases need it.
 *
 * Every method throws an S3FrontError: `BUCKET_NOT_FOUND`, `ACCESS_DENIED`, `THROTTLED`, `INTERRUPTED`, and what
 * each method adds. Other refusals keep AWS's code in `error.aws.code`.
 */
export interface ObjectStore {
  /** The region that requests go to by default, and that a bucket without one is made in. */
  readonly region: string;

  /** @throws `BUCKET_EXISTS` (somebody has the name), `BUCKET_ALREADY_YOURS`, `BUCKET_NAME_INVALID`, `REGION_INVALID` */
  createBucket(
    bucket: BucketName,
    request: { readonly region: string; readonly ownership: ObjectOwnership },
    options?: CallOptions,
  ): Promise<void>;

  /** @throws `BUCKET_NOT_EMPTY` */
  deleteBucket(bucket: BucketName, options?: CallOptions): Promise<void>;

  /** The region that the bucket lives in, `us-east-1` spelt out. @throws `BUCKET_NOT_FOUND`, `ACCESS_DENIED` */
  bucketRegion(bucket: BucketName, options?: CallOptions): Promise<string>;

  listBuckets(options?: CallOptions): AsyncIterable<BucketSummary>;

  /** In byte order of UTF-8, every page. With a delimiter, what lies deeper is told as prefixes. */
  listObjects(
    bucket: BucketName,
    request: {
      readonly prefix: string;
      readonly delimiter?: string | undefined;
      /** Only keys after this one. */
      readonly startAfter?: string | undefined;
    },
    options?: CallOptions,
  ): AsyncIterable<ListEntry>;

  /**
   * Large bodies go in parts.
   *
   * @throws `ACL_NOT_SUPPORTED` (the bucket's ownership setting refuses ACLs), `PUBLIC_ACL_BLOCKED` (Block Public
   * Access refuses this one), `PRECONDITION_FAILED` when the condition does not hold, `OBJECT_NOT_FOUND` when the
   * version that it names is of an object that is gone
   */
  putObject(request: PutObjectRequest, options?: PutObjectOptions): Promise<{ readonly etag: string }>;

  /** @throws `OBJECT_NOT_FOUND`, `RANGE_NOT_SATISFIABLE`, `PRECONDITION_FAILED` when `ifMatch` is not the version that is there */
  getObject(bucket: BucketName, key: string, options?: GetObjectOptions): Promise<StoredObject>;

  /** @throws `OBJECT_NOT_FOUND` */
  headObject(bucket: BucketName, key: string, options?: CallOptions): Promise<ObjectHead>;

  /** Deletes up to any number of keys; a key that is not there counts as deleted. @throws `DELETE_FAILED` (kind `partial`) naming those that remain */
  deleteObjects(bucket: BucketName, keys: readonly string[], options?: CallOptions): Promise<void>;

  getOwnership(bucket: BucketName, options?: CallOptions): Promise<ObjectOwnership>;

  /** The bucket's own block; all false where it has none. The account's block is not visible here. */
  getPublicAccessBlock(bucket: BucketName, options?: CallOptions): Promise<PublicAccessBlock>;

  putPublicAccessBlock(bucket: BucketName, block: PublicAccessBlock, options?: CallOptions): Promise<void>;

  /** The policy's JSON text, or undefined where the bucket has none. */
  getBucketPolicy(bucket: BucketName, options?: CallOptions): Promise<string | undefined>;

  /** @throws `POLICY_REFUSED` when S3 finds it malformed or public where that is blocked */
  putBucketPolicy(bucket: BucketName, policy: string, options?: CallOptions): Promise<void>;

  deleteBucketPolicy(bucket: BucketName, options?: CallOptions): Promise<void>;

  /** Whether static website hosting is switched on. */
  hasWebsite(bucket: BucketName, options?: CallOptions): Promise<boolean>;

  /** Undefined where static website hosting is off. */
  getWebsite(bucket: BucketName, options?: CallOptions): Promise<BucketWebsite | undefined>;

  /** Replaces the whole configuration, redirection rules included. */
  putWebsite(bucket: BucketName, website: NewBucketWebsite, options?: CallOptions): Promise<void>;

  deleteWebsite(bucket: BucketName, options?: CallOptions): Promise<void>;
}
