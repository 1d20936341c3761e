import { s3Error } from '../aws-error.ts';
import { afterPrefix } from '../store/key-order.ts';
import type { Range, View } from '../store/store.ts';
import type { ObjectChecksum } from './checksum.ts';
import { type ObjectRecord, objects } from './object.ts';

export interface ListObjectsRequest {
  readonly Prefix?: string | undefined;
  readonly Delimiter?: string | undefined;
  readonly StartAfter?: string | undefined;
  readonly ContinuationToken?: string | undefined;
  /** At most, and by default, 1000. */
  readonly MaxKeys?: number | undefined;
}

export interface ListedObject {
  readonly Key: string;
  readonly Size: number;
  /** With quotes, as S3 sends it. */
  readonly ETag: string;
  /** Milliseconds since the epoch. */
  readonly LastModified: number;
  readonly StorageClass: string;
  /** The account, where it is not the bucket's. */
  readonly Owner?: string | undefined;
  readonly Checksum?: ObjectChecksum | undefined;
}

export interface ObjectList {
  readonly Contents: readonly ListedObject[];
  readonly CommonPrefixes: readonly { readonly Prefix: string }[];
  readonly KeyCount: number;
  readonly MaxKeys: number;
  readonly IsTruncated: boolean;
  readonly NextContinuationToken?: string | undefined;
  /** The last key or prefix of the page, where another follows. */
  readonly NextMarker?: string | undefined;
}

const MOST_KEYS = 1000;
const READ_AHEAD = 8;

/**
 * A page of a bucket's keys, in byte order of UTF-8; keys that share what stands before the delimiter are told once,
 * as a prefix, and jumped over, so that a page costs its own length however much lies below a prefix.
 */
export function listObjects(view: View, bucket: string, request: ListObjectsRequest): ObjectList {
  const { MaxKeys: wanted = MOST_KEYS } = request;
  if (!Number.isInteger(wanted) || wanted < 0) {
    throw s3Error('InvalidArgument', 'Argument maxKeys must be an integer between 0 and 2147483647');
  }
  const most = Math.min(wanted, MOST_KEYS);
  const { contents, prefixes, rest, last } = collect(view, bucket, request, most);
  const truncated = most > 0 && rest !== undefined && scan(view, bucket, request, rest, 1).length > 0;
  return {
    Contents: contents,
    CommonPrefixes: prefixes.map((text) => ({ Prefix: text })),
    KeyCount: contents.length + prefixes.length,
    MaxKeys: wanted,
    IsTruncated: truncated,
    ...(truncated && last !== undefined ? { NextContinuationToken: encodeToken(last), NextMarker: last.text } : {}),
  };
}

interface Collected {
  readonly contents: ListedObject[];
  readonly prefixes: string[];
  last: Token | undefined;
  /** Where what follows begins; undefined when nothing can. */
  rest: Start | undefined;
}

function collect(view: View, bucket: string, request: ListObjectsRequest, most: number): Collected {
  const { Delimiter: delimiter = '' } = request;
  const page: Collected = { contents: [], prefixes: [], last: undefined, rest: startOf(request, delimiter) };
  // Without a delimiter one scan is enough; with one, what follows a prefix is jumped over, so little is read ahead.
  let ahead = delimiter === '' ? most : READ_AHEAD;
  for (;;) {
    const limit = Math.min(ahead, most - page.contents.length - page.prefixes.length);
    if (limit <= 0 || page.rest === undefined) return page;
    const found = scan(view, bucket, request, page.rest, limit);
    const jumped = take(page, found, request);
    if (!jumped && found.length < limit) {
      page.rest = undefined;
      return page;
    }
    ahead = jumped ? READ_AHEAD : ahead * 2;
  }
}

/** Takes what was found into the page, up to the first prefix; true when there was one, which has to be jumped over. */
function take(page: Collected, found: readonly Found[], request: ListObjectsRequest): boolean {
  const { Prefix: prefix = '', Delimiter: delimiter = '' } = request;
  for (const { key, record } of found) {
    const common = commonPrefix(key, prefix, delimiter);
    page.last = common === undefined ? { kind: 'key', text: key } : { kind: 'prefix', text: common };
    page.rest = startAfterToken(page.last);
    if (common === undefined) {
      page.contents.push(listed(key, record));
      continue;
    }
    page.prefixes.push(common);
    return true;
  }
  return false;
}

interface Found {
  readonly key: string;
  readonly record: ObjectRecord;
}

function scan(view: View, bucket: string, request: ListObjectsRequest, start: Start, limit: number): readonly Found[] {
  const home = `${bucket}/`;
  return view
    .scan(objects, { prefix: home + (request.Prefix ?? ''), ...inBucket(home, start), limit })
    .map((entry) => ({ key: entry.key.slice(home.length), record: entry.value }));
}

type Start = Pick<Range, 'from' | 'after'>;

/** What a page ended with. */
interface Token {
  readonly kind: 'key' | 'prefix';
  readonly text: string;
}

function startOf(request: ListObjectsRequest, delimiter: string): Start | undefined {
  const { ContinuationToken: token, StartAfter: after, Prefix: prefix = '' } = request;
  if (token !== undefined) return startAfterToken(decodeToken(token));
  if (after === undefined || after === '') return {};
  // A prefix that StartAfter lies in, or is, has been told already.
  const common = commonPrefix(after, prefix, delimiter);
  return common === undefined || common !== after ? { after } : startAfterToken({ kind: 'prefix', text: common });
}

/** Undefined when nothing can come after it. */
function startAfterToken(token: Token): Start | undefined {
  if (token.kind === 'key') return { after: token.text };
  const from = afterPrefix(token.text);
  return from === undefined ? undefined : { from };
}

function inBucket(home: string, start: Start): Start {
  return {
    ...(start.from === undefined ? {} : { from: home + start.from }),
    ...(start.after === undefined ? {} : { after: home + start.after }),
  };
}

/** The key up to the first delimiter after the prefix, where there is one. */
export function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '' || !key.startsWith(prefix)) return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

function listed(key: string, record: ObjectRecord): ListedObject {
  return {
    Key: key,
    Size: record.size,
    ETag: `"${record.etag}"`,
    LastModified: record.lastModified,
    StorageClass: record.StorageClass ?? 'STANDARD',
    ...(record.owner === undefined ? {} : { Owner: record.owner }),
    ...(record.checksum === undefined ? {} : { Checksum: record.checksum }),
  };
}

function encodeToken(token: Token): string {
  return Buffer.from(`${token.kind}:${token.text}`).toString('base64url');
}

function decodeToken(text: string): Token {
  const decoded = Buffer.from(text, 'base64url').toString('utf8');
  const match = /^(key|prefix):(.*)$/s.exec(decoded);
  if (match === null) throw s3Error('InvalidArgument', 'The continuation token provided is incorrect');
  return { kind: match[1] === 'prefix' ? 'prefix' : 'key', text: match[2] ?? '' };
}
