import { createHmac } from 'node:crypto';
import { headerOf, parameterOf, type WireRequest } from '../request.ts';
import type { SignatureV2 } from './signature.ts';
import { equalInConstantTime } from './sigv4.ts';

/** Whether the signature is the one that the secret makes; what was signed, when it is not. */
export function verifyV2(
  request: WireRequest,
  signature: SignatureV2,
  secret: string,
  bucket: string | undefined,
): string | undefined {
  const text = stringToSign(request, signature, bucket);
  const expected = createHmac('sha1', secret).update(text, 'utf8').digest('base64');
  return equalInConstantTime(expected, signature.signature) ? undefined : text;
}

/**
 * Source: S3 User Guide, "Signing and authenticating REST requests (AWS signature version 2)".
 *
 * @param bucket the one in the host name
 */
function stringToSign(request: WireRequest, signature: SignatureV2, bucket: string | undefined): string {
  const amazonDate = request.headers.has('x-amz-date');
  const date = signature.expires === undefined ? (headerOf(request, 'date') ?? '') : String(signature.expires);
  return [
    request.method,
    headerOf(request, 'content-md5') ?? '',
    headerOf(request, 'content-type') ?? '',
    amazonDate && signature.expires === undefined ? '' : date,
    ...amazonHeaders(request),
    canonicalResource(request, bucket),
  ].join('\n');
}

function amazonHeaders(request: WireRequest): readonly string[] {
  return [...request.headers]
    .filter(([name]) => name.startsWith('x-amz-'))
    .sort(([name], [other]) => (name < other ? -1 : 1))
    .map(([name, values]) => `${name}:${values.map((value) => value.trim()).join(',')}`);
}

function canonicalResource(request: WireRequest, bucket: string | undefined): string {
  const path = `${bucket === undefined ? '' : `/${bucket}`}${request.path}`;
  const named = [...new Set(request.parameters.map(([name]) => name))].filter((name) => SIGNED.has(name)).sort();
  if (named.length === 0) return path;
  const query = named.map((name) => {
    const value = parameterOf(request, name) ?? '';
    return value === '' ? name : `${name}=${value}`;
  });
  return `${path}?${query.join('&')}`;
}

/** The parameters that name what is asked for. */
const SIGNED: ReadonlySet<string> = new Set([
  'accelerate',
  'acl',
  'analytics',
  'cors',
  'delete',
  'encryption',
  'inventory',
  'lifecycle',
  'location',
  'logging',
  'metrics',
  'notification',
  'object-lock',
  'partNumber',
  'policy',
  'publicAccessBlock',
  'replication',
  'requestPayment',
  'response-cache-control',
  'response-content-disposition',
  'response-content-encoding',
  'response-content-language',
  'response-content-type',
  'response-expires',
  'restore',
  'tagging',
  'torrent',
  'uploadId',
  'uploads',
  'versionId',
  'versioning',
  'versions',
  'website',
]);
