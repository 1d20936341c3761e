import { isUtf8 } from 'node:buffer';
import { s3Error } from '../../world/aws-error.ts';
import type { ObjectMetadata } from '../../world/s3/object.ts';
import type { CopySource } from '../../world/s3/object-writing.ts';
import type { ObjectHead, ReadConditions, WriteConditions } from '../../world/s3/requests.ts';
import type { RequestedRange } from '../../world/s3/stored-object.ts';
import type { Tag } from '../../world/s3/tags.ts';
import { headerOf, parameterOf, parseQuery, type WireRequest } from '../request.ts';
import type { ResponseHeaders } from '../response.ts';
import type { AuthenticatedRequest } from '../service.ts';
import { checksumHeaders } from './checksum-headers.ts';
import { httpDate } from './document.ts';

const META = 'x-amz-meta-';

/** What a request says of the object that it writes. */
export function metadataIn(request: WireRequest): ObjectMetadata {
  const found: Record<string, string> = {};
  for (const name of request.headers.keys()) {
    if (name.startsWith(META)) found[name.slice(META.length)] = textOfHeader(headerOf(request, name) ?? '');
  }
  return {
    ContentType: headerOf(request, 'content-type'),
    CacheControl: headerOf(request, 'cache-control'),
    ContentDisposition: headerText(request, 'content-disposition'),
    ContentEncoding: storedEncoding(headerOf(request, 'content-encoding')),
    ContentLanguage: headerOf(request, 'content-language'),
    Expires: headerOf(request, 'expires'),
    WebsiteRedirectLocation: headerText(request, 'x-amz-website-redirect-location'),
    StorageClass: headerOf(request, 'x-amz-storage-class'),
    Metadata: found,
  };
}

function headerText(request: WireRequest, name: string): string | undefined {
  const value = headerOf(request, name);
  return value === undefined ? undefined : textOfHeader(value);
}

/** HTTP's headers are bytes, which Node reads as Latin-1; S3's clients send UTF-8. */
function textOfHeader(value: string): string {
  if (!/[\u0080-\u00ff]/.test(value) || /[\u0100-\uffff]/.test(value)) return value;
  const bytes = Buffer.from(value, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : value;
}

/** What has no ASCII is told as RFC 2047 has it, which is what S3 does. */
function headerOfText(value: string): string {
  if (/^[\t\x20-\x7e]*$/.test(value)) return value;
  return `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`;
}

/** `aws-chunked` is how it was sent, and not what it is. */
function storedEncoding(value: string | undefined): string | undefined {
  const kept = value
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part.toLowerCase() !== 'aws-chunked')
    .join(',');
  return kept === '' ? undefined : kept;
}

const OVERRIDES: readonly (readonly [parameter: string, header: string])[] = [
  ['response-content-type', 'content-type'],
  ['response-content-language', 'content-language'],
  ['response-expires', 'expires'],
  ['response-cache-control', 'cache-control'],
  ['response-content-disposition', 'content-disposition'],
  ['response-content-encoding', 'content-encoding'],
];

/** @throws `InvalidRequest` to who has not signed */
export function overridesIn(request: AuthenticatedRequest): ResponseHeaders {
  const found: Record<string, string> = {};
  for (const [parameter, header] of OVERRIDES) {
    const value = parameterOf(request, parameter);
    if (value !== undefined) found[header] = headerOfText(value);
  }
  if (Object.keys(found).length > 0 && request.signedBy === 'nothing') {
    throw s3Error('InvalidRequest', 'Request specific response headers cannot be used for anonymous GET requests.');
  }
  return found;
}

/** What is told of an object. Source: S3 API Reference, GetObject and HeadObject, response elements. */
export function headersOf(head: ObjectHead, request: AuthenticatedRequest): ResponseHeaders {
  const meta = Object.fromEntries(
    Object.entries(head.Metadata ?? {}).map(([name, value]) => [META + name, headerOfText(value)]),
  );
  const range = head.ContentRange;
  const wantsChecksum = headerOf(request, 'x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
  // A checksum is of the whole, so it is not told beside a part.
  const checksum = wantsChecksum && range === undefined ? checksumHeaders(head.Checksum) : {};
  return {
    ...storedHeaders(head),
    ...meta,
    'accept-ranges': 'bytes',
    'content-length': head.ContentLength,
    etag: head.ETag,
    'last-modified': httpDate(head.LastModified),
    'x-amz-server-side-encryption': 'AES256',
    ...versionHeader(head.VersionId),
    ...(range === undefined ? {} : { 'content-range': `bytes ${range.first}-${range.last}/${range.size}` }),
    ...(head.TagCount === 0 ? {} : { 'x-amz-tagging-count': head.TagCount }),
    ...(parameterOf(request, 'partNumber') === undefined ? {} : { 'x-amz-mp-parts-count': head.PartsCount }),
    ...checksum,
  };
}

function storedHeaders(head: ObjectHead): ResponseHeaders {
  const { StorageClass: storageClass } = head;
  return {
    'content-type': head.ContentType,
    'cache-control': head.CacheControl,
    'content-disposition': optionalText(head.ContentDisposition),
    'content-encoding': head.ContentEncoding,
    'content-language': head.ContentLanguage,
    expires: head.Expires,
    'x-amz-website-redirect-location': optionalText(head.WebsiteRedirectLocation),
    'x-amz-storage-class': storageClass === 'STANDARD' ? undefined : storageClass,
  };
}

function optionalText(value: string | undefined): string | undefined {
  return value === undefined ? undefined : headerOfText(value);
}

export function versionHeader(versionId: string | undefined): ResponseHeaders {
  return versionId === undefined ? {} : { 'x-amz-version-id': versionId };
}

/** Of one range; several, or what is no range of bytes, are not looked at, as RFC 9110 §14.2 allows. */
export function rangeIn(value: string | undefined): RequestedRange | undefined {
  const match = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(value ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (first === '') return last === '' ? undefined : { suffix: Number(last) };
  if (last !== '' && Number(last) < Number(first)) return undefined;
  return { first: Number(first), last: last === '' ? Number.POSITIVE_INFINITY : Number(last) };
}

/** @param prefix `x-amz-copy-source-` for those of a copy's source */
export function readConditionsIn(request: WireRequest, prefix = ''): ReadConditions {
  return {
    IfMatch: headerOf(request, `${prefix}if-match`),
    IfNoneMatch: headerOf(request, `${prefix}if-none-match`),
    IfModifiedSince: dateIn(headerOf(request, `${prefix}if-modified-since`)),
    IfUnmodifiedSince: dateIn(headerOf(request, `${prefix}if-unmodified-since`)),
  };
}

/** What is no date is not looked at. Source: RFC 9110 §13.1.3. */
function dateIn(value: string | undefined): number | undefined {
  const time = value === undefined ? Number.NaN : Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}

export function writeConditionsIn(request: WireRequest): WriteConditions {
  return { IfMatch: headerOf(request, 'if-match'), IfNoneMatch: headerOf(request, 'if-none-match') };
}

/** `key=value&…`, encoded as a query is. */
export function tagsIn(request: WireRequest): readonly Tag[] | undefined {
  const header = headerOf(request, 'x-amz-tagging');
  if (header === undefined) return undefined;
  return parseQuery(header).map(([Key, Value]) => ({ Key, Value }));
}

/** `/bucket/key?versionId=…`, encoded, the slash before it optional. @throws `InvalidArgument` */
export function copySourceIn(request: WireRequest): CopySource {
  const header = headerOf(request, 'x-amz-copy-source') ?? '';
  const [path = '', query = ''] = splitQuery(header);
  const text = decodedSource(path).replace(/^\//, '');
  const slash = text.indexOf('/');
  if (slash <= 0 || slash === text.length - 1) {
    throw s3Error('InvalidArgument', 'Invalid copy source object key', {
      ArgumentName: 'x-amz-copy-source',
      ArgumentValue: header,
    });
  }
  const versionId = parseQuery(query).find(([name]) => name === 'versionId')?.[1];
  return { Bucket: text.slice(0, slash), Key: text.slice(slash + 1), VersionId: versionId };
}

function splitQuery(header: string): readonly string[] {
  const at = header.lastIndexOf('?versionId=');
  return at < 0 ? [header, ''] : [header.slice(0, at), header.slice(at + 1)];
}

function decodedSource(text: string): string {
  try {
    return textOfHeader(decodeURIComponent(text));
  } catch {
    return textOfHeader(text);
  }
}

export function numberIn(request: WireRequest, parameter: string): number | undefined {
  const text = parameterOf(request, parameter);
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,10}$/.test(text) && Number(text) <= 2_147_483_647) return Number(text);
  throw s3Error('InvalidArgument', `Provided ${parameter} not an integer or within integer range`, {
    ArgumentName: parameter,
    ArgumentValue: text,
  });
}
