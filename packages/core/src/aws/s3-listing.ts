import type { ListBucketsCommandOutput, ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import { compareBytes } from '../naming/byte-order.ts';
import type { BucketSummary, ListEntry } from '../ports/object-store.ts';
import { unquoted } from './wire.ts';

export function readBuckets(page: ListBucketsCommandOutput): readonly BucketSummary[] {
  return (page.Buckets ?? []).map((bucket) => ({
    name: bucket.Name ?? '',
    created: bucket.CreationDate?.getTime() ?? 0,
  }));
}

/** One page in the order of S3, which sends objects and prefixes apart. */
export function readEntries(page: ListObjectsV2CommandOutput): readonly ListEntry[] {
  const decode = page.EncodingType === 'url' ? decodeKey : (key: string): string => key;
  const objects = (page.Contents ?? []).map(
    (object): ListEntry => ({
      kind: 'object',
      object: {
        key: decode(object.Key ?? ''),
        size: object.Size ?? 0,
        lastModified: object.LastModified?.getTime() ?? 0,
        etag: unquoted(object.ETag ?? ''),
      },
    }),
  );
  const prefixes = (page.CommonPrefixes ?? []).map(
    (common): ListEntry => ({
      kind: 'prefix',
      prefix: decode(common.Prefix ?? ''),
    }),
  );
  return [...objects, ...prefixes].sort((left, right) => compareBytes(nameOf(left), nameOf(right)));
}

function nameOf(entry: ListEntry): string {
  return entry.kind === 'object' ? entry.object.key : entry.prefix;
}

/** `encoding-type=url` writes a space as `+`, as HTML forms do. Source: S3 API Reference, ListObjectsV2. */
function decodeKey(key: string): string {
  return decodeURIComponent(key.replaceAll('+', ' '));
}
