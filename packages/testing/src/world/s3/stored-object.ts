import { s3Error } from '../aws-error.ts';
import type { ByteRange } from '../bodies/body-store.ts';
import type { View } from '../store/store.ts';
import type { BucketRecord } from './bucket.ts';
import { type ObjectMetadata, type ObjectRecord, objectKey, objects } from './object.ts';
import type { ObjectHead, PutObjectRequest } from './requests.ts';

export function findObject(view: View, bucket: BucketRecord, key: string): ObjectRecord {
  const record = view.get(objects, objectKey(bucket.name, key));
  if (record === undefined) throw s3Error('NoSuchKey', 'The specified key does not exist.', { Key: key });
  return record;
}

export function headOf(record: ObjectRecord): ObjectHead {
  const { size, etag, lastModified, body: _, acl: __, ...metadata } = record;
  return { ...metadata, ContentLength: size, ETag: `"${etag}"`, LastModified: lastModified };
}

export function metadataOf(request: PutObjectRequest): ObjectMetadata {
  return {
    ContentType: request.ContentType ?? 'binary/octet-stream',
    CacheControl: request.CacheControl,
    ContentDisposition: request.ContentDisposition,
    ContentEncoding: request.ContentEncoding,
    ContentLanguage: request.ContentLanguage,
    Expires: request.Expires,
    WebsiteRedirectLocation: request.WebsiteRedirectLocation,
    StorageClass: request.StorageClass,
    Metadata: { ...request.Metadata },
  };
}

export function rangeWithin(range: ByteRange | undefined, size: number): ByteRange | undefined {
  if (range === undefined) return undefined;
  if (range.first >= size) throw s3Error('InvalidRange', 'The requested range is not satisfiable');
  return { first: range.first, last: Math.min(range.last, size - 1) };
}
