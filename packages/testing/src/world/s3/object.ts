import { s3Error } from '../aws-error.ts';
import { type Table, table } from '../store/store.ts';
import type { ObjectChecksum } from './checksum.ts';
import type { Grant } from './grants.ts';
import type { Tag } from './tags.ts';

/** What an object is served with, in AWS's names. */
export interface ObjectMetadata {
  readonly ContentType?: string | undefined;
  readonly CacheControl?: string | undefined;
  readonly ContentDisposition?: string | undefined;
  readonly ContentEncoding?: string | undefined;
  readonly ContentLanguage?: string | undefined;
  /** An HTTP date, as it was sent. */
  readonly Expires?: string | undefined;
  readonly WebsiteRedirectLocation?: string | undefined;
  readonly StorageClass?: string | undefined;
  /** User metadata, names in lower case without `x-amz-meta-`. */
  readonly Metadata?: Readonly<Record<string, string>> | undefined;
}

/** An object as the World keeps it. */
export interface ObjectRecord extends ObjectMetadata {
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
  /** The name of its body; empty when it came in parts. */
  readonly body: string;
  /** What an object that came in parts is made of, in order. */
  readonly parts?: readonly StoredPart[] | undefined;
  /** A canned ACL. */
  readonly acl: string;
  /** Instead of the canned ACL. */
  readonly grants?: readonly Grant[] | undefined;
  /** The account that it belongs to, where that is not the bucket's. */
  readonly owner?: string | undefined;
  readonly checksum?: ObjectChecksum | undefined;
  readonly tags?: readonly Tag[] | undefined;
  /** Absent for the version `null`. */
  readonly versionId?: string | undefined;
}

/** A part of an object, in a body of its own. */
export interface StoredPart {
  readonly number: number;
  readonly body: string;
  /** Bytes. */
  readonly size: number;
  /** Base64, where the object has one. */
  readonly checksum?: string | undefined;
}

/** The bodies that an object is made of, in order. */
export function segmentsOf(record: ObjectRecord): readonly { readonly body: string; readonly size: number }[] {
  return record.parts ?? [{ body: record.body, size: record.size }];
}

/** `bucket/key`: no bucket has a slash in its name. */
export const objects: Table<ObjectRecord> = table('object');

export function objectKey(bucket: string, key: string): string {
  return `${bucket}/${key}`;
}

const LONGEST_KEY = 1024;
const MOST_METADATA = 2048;

/** @throws `KeyTooLongError`, `InvalidArgument` */
export function checkKey(key: string): void {
  if (key === '') throw s3Error('InvalidArgument', 'The key must not be empty.');
  if (/\p{Surrogate}/u.test(key)) throw s3Error('InvalidURI', "Couldn't parse the specified URI.");
  const bytes = Buffer.byteLength(key);
  if (bytes > LONGEST_KEY) {
    throw s3Error('KeyTooLongError', 'Your key is too long', {
      Size: String(bytes),
      MaxSizeAllowed: String(LONGEST_KEY),
    });
  }
}

const STORAGE_CLASSES: readonly string[] = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
];

/** @throws `MetadataTooLarge`, `InvalidStorageClass`, `InvalidRedirectLocation` */
export function checkMetadata(metadata: ObjectMetadata): void {
  const size = Object.entries(metadata.Metadata ?? {}).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  );
  if (size > MOST_METADATA) {
    throw s3Error('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', {
      Size: String(size),
      MaxSizeAllowed: String(MOST_METADATA),
    });
  }
  const { StorageClass: storageClass, WebsiteRedirectLocation: redirect } = metadata;
  if (storageClass !== undefined && !STORAGE_CLASSES.includes(storageClass)) {
    throw s3Error('InvalidStorageClass', 'The storage class you specified is not valid');
  }
  if (redirect !== undefined && !/^(\/|https?:\/\/)/.test(redirect)) {
    throw s3Error(
      'InvalidRedirectLocation',
      "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.",
    );
  }
}
