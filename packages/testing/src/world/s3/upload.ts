import { s3Error } from '../aws-error.ts';
import { type Table, type Transaction, table, type View } from '../store/store.ts';
import type { BodyLedger } from './body-ledger.ts';
import type { ChecksumAlgorithm, ChecksumType } from './checksum.ts';
import type { Grant } from './grants.ts';
import { type ObjectMetadata, objectKey } from './object.ts';
import type { Tag } from './tags.ts';

/** A multipart upload that is neither completed nor aborted. */
export interface UploadRecord {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly initiated: number;
  /** The account that began it. */
  readonly initiator: string;
  readonly metadata: ObjectMetadata;
  readonly acl?: string | undefined;
  readonly grants?: readonly Grant[] | undefined;
  readonly tags?: readonly Tag[] | undefined;
  readonly checksumAlgorithm: ChecksumAlgorithm;
  readonly checksumType: ChecksumType;
  /** Whether whoever began it asked for the checksum; else it is S3's own. */
  readonly checksumAsked: boolean;
}

export interface PartRecord {
  readonly number: number;
  readonly body: string;
  /** Bytes. */
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** Base64. */
  readonly checksum: string;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
}

/** By bucket and key, then by time. */
export const uploads: Table<UploadRecord> = table('upload');
export const parts: Table<PartRecord> = table('upload part');

const DIGITS = 5;

/** Ids begin with the time in which they were given, so those of one key come in that order. */
export function uploadKey(bucket: string, key: string, id: string): string {
  return `${objectKey(bucket, key)}\0${id}`;
}

export function partKey(uploadId: string, number: number): string {
  return `${uploadId}/${String(number).padStart(DIGITS, '0')}`;
}

/** @throws `NoSuchUpload` */
export function findUpload(view: View, bucket: string, key: string, id: string): UploadRecord {
  const upload = view.get(uploads, uploadKey(bucket, key, id));
  if (upload !== undefined) return upload;
  throw s3Error(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { UploadId: id },
  );
}

export function partsOf(view: View, uploadId: string): readonly PartRecord[] {
  return view.scan(parts, { prefix: `${uploadId}/` }).map(({ value }) => value);
}

/** Forgets an upload; the bodies of its parts too, but for those that the object now has. */
export function forgetUpload(
  transaction: Transaction,
  bodies: BodyLedger,
  upload: UploadRecord,
  kept: ReadonlySet<string> = new Set(),
): void {
  for (const part of partsOf(transaction, upload.id)) {
    transaction.remove(parts, partKey(upload.id, part.number));
    if (!kept.has(part.body)) bodies.drop(transaction, part.body);
  }
  transaction.remove(uploads, uploadKey(upload.bucket, upload.key, upload.id));
}

/** Uploads do not keep a bucket from being deleted. */
export function dropUploadsOf(transaction: Transaction, bodies: BodyLedger, bucket: string): void {
  for (const { value } of transaction.scan(uploads, { prefix: `${bucket}/` })) forgetUpload(transaction, bodies, value);
}
