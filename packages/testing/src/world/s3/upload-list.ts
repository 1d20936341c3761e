import type { View } from '../store/store.ts';
import { groupedPage, type Placed } from './grouped-page.ts';
import { type UploadRecord, uploads } from './upload.ts';

export interface ListUploadsRequest {
  readonly Prefix?: string | undefined;
  readonly Delimiter?: string | undefined;
  readonly KeyMarker?: string | undefined;
  readonly UploadIdMarker?: string | undefined;
  /** At most, and by default, 1000. */
  readonly MaxUploads?: number | undefined;
}

export interface UploadList {
  readonly Uploads: readonly UploadRecord[];
  readonly CommonPrefixes: readonly string[];
  readonly IsTruncated: boolean;
  readonly NextKeyMarker?: string | undefined;
  readonly NextUploadIdMarker?: string | undefined;
}

const MOST_UPLOADS = 1000;
const READ_AHEAD = 64;

/** A page of a bucket's uploads, by key and then by time. Source: S3 API Reference, ListMultipartUploads. */
export function listUploads(view: View, bucket: string, request: ListUploadsRequest): UploadList {
  const { Prefix: prefix = '', Delimiter: delimiter = '', MaxUploads: wanted = MOST_UPLOADS } = request;
  const { items, prefixes, next } = groupedPage((start) => uploadsFrom(view, bucket, prefix, start), {
    prefix,
    delimiter,
    keyMarker: request.KeyMarker,
    idMarker: request.UploadIdMarker,
    most: Math.min(wanted, MOST_UPLOADS),
  });
  return {
    Uploads: items,
    CommonPrefixes: prefixes,
    IsTruncated: next !== undefined,
    ...(next === undefined ? {} : { NextKeyMarker: next.key }),
    ...(next?.id === undefined ? {} : { NextUploadIdMarker: next.id }),
  };
}

function* uploadsFrom(view: View, bucket: string, prefix: string, start: string): Generator<Placed<UploadRecord>> {
  const home = `${bucket}/`;
  let after: string | undefined;
  for (;;) {
    const begin = after === undefined ? { from: home + start } : { after };
    const found = view.scan(uploads, { prefix: home + prefix, ...begin, limit: READ_AHEAD });
    for (const { value: upload } of found) yield { key: upload.key, id: upload.id, item: upload };
    after = found.at(-1)?.key;
    if (found.length < READ_AHEAD) return;
  }
}
