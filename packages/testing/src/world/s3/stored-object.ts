import { s3Error } from '../aws-error.ts';
import type { BodyStore, ByteRange } from '../bodies/body-store.ts';
import type { BucketRecord } from './bucket.ts';
import { type ObjectMetadata, type ObjectRecord, segmentsOf } from './object.ts';
import type { ObjectHead } from './requests.ts';
import { versionIdOf } from './versions.ts';

export function headOf(record: ObjectRecord, bucket: BucketRecord): ObjectHead {
  const {
    size,
    etag,
    lastModified,
    body: _,
    acl: __,
    grants: ___,
    owner: ____,
    parts,
    tags,
    checksum,
    versionId: _____,
    ...metadata
  } = record;
  return {
    ...metadata,
    ContentLength: size,
    ETag: `"${etag}"`,
    LastModified: lastModified,
    TagCount: tags?.length ?? 0,
    ...(checksum === undefined ? {} : { Checksum: checksum }),
    ...(bucket.versioning === undefined ? {} : { VersionId: versionIdOf(record) }),
    ...(parts === undefined ? {} : { PartsCount: parts.length }),
  };
}

export function metadataOf(request: ObjectMetadata): ObjectMetadata {
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

/** Bytes from here to there, or the last so many. */
export type RequestedRange = ByteRange | { readonly suffix: number };

/** @throws `InvalidRange` */
export function rangeWithin(range: RequestedRange | undefined, size: number): ByteRange | undefined {
  if (range === undefined) return undefined;
  if ('suffix' in range) {
    if (range.suffix === 0 || size === 0) throw outside(`bytes=-${range.suffix}`, size);
    return { first: Math.max(0, size - range.suffix), last: size - 1 };
  }
  if (range.first >= size) {
    const last = Number.isFinite(range.last) ? String(range.last) : '';
    throw outside(`bytes=${range.first}-${last}`, size);
  }
  return { first: range.first, last: Math.min(range.last, size - 1) };
}

function outside(range: string, size: number): Error {
  return s3Error('InvalidRange', 'The requested range is not satisfiable', {
    RangeRequested: range,
    ActualObjectSize: String(size),
  });
}

/** What of an object is its part of that number. @throws `InvalidPartNumber` */
export function rangeOfPart(record: ObjectRecord, number: number): ByteRange | undefined {
  const parts = record.parts ?? [{ number: 1, size: record.size }];
  let first = 0;
  for (const part of parts) {
    if (part.number === number) return part.size === 0 ? undefined : { first, last: first + part.size - 1 };
    first += part.size;
  }
  throw s3Error('InvalidPartNumber', 'The requested partnumber is not satisfiable', {
    PartNumberRequested: String(number),
    ActualPartCount: String(parts.length),
  });
}

/** An object's content, or so much of it, from one body after the other. */
export async function* contentOf(
  bodies: BodyStore,
  record: ObjectRecord,
  range: ByteRange | undefined,
): AsyncGenerator<Uint8Array> {
  let start = 0;
  const { first, last } = range ?? { first: 0, last: record.size - 1 };
  for (const { body, size } of segmentsOf(record)) {
    const from = Math.max(first - start, 0);
    const to = Math.min(last - start, size - 1);
    start += size;
    if (from > to) continue;
    yield* from === 0 && to === size - 1 ? bodies.read(body) : bodies.read(body, { first: from, last: to });
  }
}
