import { createHash } from 'node:crypto';
import { s3Error } from '../../world/aws-error.ts';
import { badChecksum, badContentMd5, digestOf, isChecksumText } from '../../world/s3/checksum.ts';
import { malformedXml } from '../../world/s3/malformed-xml.ts';
import { readBody } from '../body-text.ts';
import { WIRE_LIMITS } from '../limits.ts';
import { headerOf } from '../request.ts';
import type { ResponseHeaders, WireResponse } from '../response.ts';
import { readXml, type XmlNode } from '../xml/read.ts';
import { writeDocument, type XmlElement } from '../xml/write.ts';
import type { S3Call } from './call.ts';
import { sentChecksum } from './checksum-headers.ts';
import type { S3Operation } from './operation.ts';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

export function xmlAnswer(root: XmlElement, headers: ResponseHeaders = {}): WireResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/xml', ...headers },
    body: writeDocument(root, NAMESPACE),
  };
}

export function emptyAnswer(status: 200 | 204, headers: ResponseHeaders = {}): WireResponse {
  return { status, headers, body: '' };
}

/**
 * Those that AWS refuses without a digest. Its documents name more (policies, ACLs, websites), but s3cmd sends those
 * without one, and is served.
 */
const NEED_DIGEST: readonly S3Operation[] = ['DeleteObjects', 'PutBucketCors', 'PutBucketLifecycleConfiguration'];

/** The body whole, when it is what its digests say. @throws `InvalidRequest`, `InvalidDigest`, `BadDigest` */
export async function readText({ request, operation }: S3Call): Promise<string> {
  const md5 = headerOf(request, 'content-md5');
  const bytes = await readBody(request.body, WIRE_LIMITS.largeDocument, () =>
    s3Error('MaxMessageLengthExceeded', 'Your request was too big.', {
      MaxMessageLengthBytes: String(WIRE_LIMITS.largeDocument),
    }),
  );
  const checksum = sentChecksum(request);
  const expected = checksum?.expected();
  if (md5 === undefined && expected === undefined && NEED_DIGEST.includes(operation)) {
    throw s3Error('InvalidRequest', 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
  }
  if (md5 !== undefined) {
    if (!isChecksumText(md5, 'MD5')) throw s3Error('InvalidDigest', 'The Content-MD5 you specified was invalid.');
    const found = createHash('md5').update(bytes).digest('base64');
    if (md5 !== found) throw badContentMd5(md5, found);
  }
  if (checksum !== undefined && expected !== undefined) {
    const digest = digestOf(checksum.algorithm);
    digest.update(bytes);
    if (digest.value() !== expected) throw badChecksum(checksum.algorithm);
  }
  return bytes.toString('utf8');
}

/** @throws `MalformedXML`, `MissingRequestBodyError` */
export async function readDocument(call: S3Call, root: string): Promise<XmlNode> {
  const text = await readText(call);
  if (text.trim() === '') throw s3Error('MissingRequestBodyError', 'Request Body is empty');
  return rootOf(text, root);
}

export function rootOf(text: string, root: string): XmlNode {
  const read = readXml(text);
  if (!read.ok || read.root.name !== root) throw malformedXml();
  return read.root;
}

/** As S3 writes it: with milliseconds that are always zero, since it knows seconds only. */
export function isoDate(time: number): string {
  return new Date(Math.floor(time / 1000) * 1000).toISOString();
}

/** As HTTP writes it: without fractions of a second. */
export function httpDate(time: number): string {
  return new Date(time).toUTCString();
}
