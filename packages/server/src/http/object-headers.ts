import { headersFromLines, type ObjectHead, type ObjectHeaders } from '@s3front/core';
import type { Context } from 'hono';
import { quoted } from './entity-tag.ts';

/** Headers of a request that are stored with an object. */
const STORED = [
  'content-type',
  'content-disposition',
  'content-encoding',
  'content-language',
  'cache-control',
  'expires',
  'x-amz-storage-class',
  'x-amz-website-redirect-location',
];

const METADATA_PREFIX = 'x-amz-meta-';

/** What can stand in a header as it is. */
const VISIBLE = /^[\x20-\x7e]*$/;

/**
 * What a request says that an object shall be served with.
 *
 * @throws `HEADER_INVALID`, `METADATA_TOO_LARGE` (kind `usage`)
 */
export function storedHeaders(request: Context['req']): ObjectHeaders {
  const lines: string[] = [];
  for (const [name, value] of Object.entries(request.header())) {
    if (STORED.includes(name) || name.startsWith(METADATA_PREFIX)) lines.push(`${name}: ${value}`);
  }
  return headersFromLines(lines);
}

/**
 * The headers of an answer about an object. Its own Cache-Control is for the edges, not for whoever stands between
 * this server and the holder of a token, so it is told under another name.
 */
export function objectAnswerHeaders(head: ObjectHead): Headers {
  const { headers } = head;
  const answer = new Headers({
    'content-type': headers.contentType ?? 'application/octet-stream',
    'accept-ranges': 'bytes',
    etag: quoted(head.etag),
    'last-modified': new Date(head.lastModified).toUTCString(),
    'cache-control': 'private, no-cache',
  });
  const told: Readonly<Record<string, string | undefined>> = {
    'content-disposition': headers.contentDisposition,
    'content-encoding': headers.contentEncoding,
    'content-language': headers.contentLanguage,
    'x-object-cache-control': headers.cacheControl,
    'x-object-expires': headers.expires,
    'x-amz-storage-class': headers.storageClass,
    'x-amz-website-redirect-location': headers.websiteRedirect,
    ...Object.fromEntries(
      Object.entries(headers.metadata ?? {}).map(([name, value]) => [`${METADATA_PREFIX}${name}`, value]),
    ),
  };
  for (const [name, value] of Object.entries(told)) {
    if (value !== undefined && VISIBLE.test(value)) answer.set(name, value);
  }
  return answer;
}
