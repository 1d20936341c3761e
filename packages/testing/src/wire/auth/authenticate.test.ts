import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 as Signer } from '@smithy/signature-v4';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../world/aws-error.ts';
import { type AccountKeys, createAccounts } from '../accounts.ts';
import { parseQuery, type WireRequest } from '../request.ts';
import type { AuthenticatedRequest, Target } from '../service.ts';
import { Authenticator } from './authenticate.ts';
import { signatureOf } from './signature.ts';

/** The keys and times of AWS's published examples. */
const EXAMPLE: AccountKeys = {
  name: 'example',
  accessKey: 'AKIAIOSFODNN7EXAMPLE',
  secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const EXAMPLE_TIME = Date.parse('2013-05-24T00:00:00Z');
const EMPTY = createHash('sha256').digest('hex');
const PATH_STYLE: Target = { service: 's3', addressing: 'path' };

interface Given {
  readonly method?: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** In how many pieces the body arrives. */
  readonly pieces?: number;
}

function requestOf({ method = 'GET', url, headers, body = '', pieces = 1 }: Given): WireRequest {
  const [path = '/', query = ''] = url.split('?', 2);
  const bytes = Buffer.from(body);
  const size = Math.max(1, Math.ceil(bytes.length / pieces));
  return {
    requestId: 'id',
    method,
    path,
    query,
    parameters: parseQuery(query),
    headers: new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value]])),
    body: (async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    })(),
    remoteAddress: undefined,
    secure: false,
  };
}

function authenticator(strict: boolean, now = EXAMPLE_TIME): Authenticator {
  const accounts = createAccounts([EXAMPLE], strict, '123456789012');
  return new Authenticator({ accounts, strict, now: () => now });
}

async function authenticated(given: Given, now = EXAMPLE_TIME, target = PATH_STYLE): Promise<AuthenticatedRequest> {
  const request = requestOf(given);
  return authenticator(true, now).authenticate(request, target, signatureOf(request));
}

async function textOf({ body }: AuthenticatedRequest): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

/** The code with which it is refused, at once or while its body is read. */
async function refusal(given: Given, now = EXAMPLE_TIME, target = PATH_STYLE): Promise<string> {
  try {
    await textOf(await authenticated(given, now, target));
    return 'none';
  } catch (error) {
    if (error instanceof AwsError) return error.code;
    throw error;
  }
}

const V4 = (signed: string, signature: string) =>
  `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=${signed},Signature=${signature}`;

describe('published examples', () => {
  const getObject = (signature: string): Given => ({
    url: '/test.txt',
    headers: {
      Host: 'examplebucket.s3.amazonaws.com',
      Authorization: V4('host;range;x-amz-content-sha256;x-amz-date', signature),
      Range: 'bytes=0-9',
      'x-amz-content-sha256': EMPTY,
      'x-amz-date': '20130524T000000Z',
    },
  });
  const rightGet = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';

  it('of a signed GET', async () => {
    const found = await authenticated(getObject(rightGet));
    expect(found).toMatchObject({ caller: { kind: 'account', account: { name: 'example' } }, signedBy: 'header' });
    expect(await refusal(getObject(rightGet.replace('f0', 'f1')))).toBe('SignatureDoesNotMatch');
  });

  const presigned = (expires: number, signature: string): Given => ({
    url: `/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=${expires}&X-Amz-SignedHeaders=host&X-Amz-Signature=${signature}`,
    headers: { Host: 'examplebucket.s3.amazonaws.com' },
  });
  const rightUrl = 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';

  it('of a presigned GET, which expires', async () => {
    const day = 24 * 60 * 60 * 1000;
    expect(await refusal(presigned(86_400, rightUrl), EXAMPLE_TIME + day)).toBe('none');
    expect(await refusal(presigned(86_400, rightUrl), EXAMPLE_TIME + day + 1)).toBe('AccessDenied');
    expect(await refusal(presigned(86_401, rightUrl))).toBe('SignatureDoesNotMatch');
    expect(await refusal(presigned(604_801, rightUrl))).toBe('AuthorizationQueryParametersError');
    expect(await refusal(presigned(86_400, rightUrl), EXAMPLE_TIME - day)).toBe('AccessDenied');
  });

  const CHUNKS: readonly (readonly [text: string, signature: string])[] = [
    ['a'.repeat(65_536), 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648'],
    ['a'.repeat(1024), '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497'],
    ['', 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9'],
  ];
  const chunked = (change: (body: string) => string, pieces = 1): Given => ({
    method: 'PUT',
    url: '/examplebucket/chunkObject.txt',
    headers: {
      Host: 's3.amazonaws.com',
      'x-amz-date': '20130524T000000Z',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      Authorization: V4(
        'content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class',
        '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
      ),
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
      'Content-Encoding': 'aws-chunked',
      'x-amz-decoded-content-length': '66560',
      'Content-Length': '66824',
    },
    body: change(
      CHUNKS.map(([text, signature]) => `${text.length.toString(16)};chunk-signature=${signature}\r\n${text}\r\n`).join(
        '',
      ),
    ),
    pieces,
  });

  it.each([1, 7, 9999])('of a chunked PUT, in %i pieces', async (pieces) => {
    const found = await authenticated(chunked((body) => body, pieces));
    expect(found.contentLength).toBe(66_560);
    expect(await textOf(found)).toBe('a'.repeat(66_560));
  });

  it.each([
    ['SignatureDoesNotMatch', (body: string) => body.replace('aaaa', 'aaab')],
    ['SignatureDoesNotMatch', (body: string) => body.replace('b6c6', 'b6c7')],
    ['IncompleteBody', (body: string) => body.slice(0, -100)],
    ['IncompleteBody', (body: string) => body.slice(0, 50_000)],
    ['IncompleteBody', (body: string) => body.replace('10000;', '1ffff;')],
    ['IncompleteBody', (body: string) => body.replace(';chunk-signature', ';other')],
    ['IncompleteBody', () => ''],
  ])('of a chunked PUT, spoilt: %s', async (code, change) => {
    expect(await refusal(chunked(change))).toBe(code);
  });

  it('of version 2', async () => {
    const given = (signature: string): Given => ({
      url: '/photos/puppy.jpg',
      headers: {
        Host: 'awsexamplebucket1.us-west-1.s3.amazonaws.com',
        Date: 'Tue, 27 Mar 2007 19:36:42 +0000',
        Authorization: `AWS AKIAIOSFODNN7EXAMPLE:${signature}`,
      },
    });
    const target: Target = { service: 's3', addressing: 'virtual-host', bucket: 'awsexamplebucket1' };
    expect(await refusal(given('qgk2+6Sv9/oM7G3qLEjTH1a1l1g='), EXAMPLE_TIME, target)).toBe('none');
    expect(await refusal(given('qgk2+6Sv9/oM7G3qLEjTH1a1l1G='), EXAMPLE_TIME, target)).toBe('SignatureDoesNotMatch');
  });
});

describe('signatures of the SDK', () => {
  class Sha256 {
    readonly #hash;
    constructor(secret?: string | Uint8Array | ArrayBuffer | ArrayBufferView) {
      this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as Uint8Array);
    }
    update(data: string | Uint8Array) {
      this.#hash.update(data);
    }
    async digest() {
      return new Uint8Array(this.#hash.digest());
    }
    reset() {}
  }
  const signer = (service: string) =>
    new Signer({
      service,
      region: 'eu-west-1',
      credentials: { accessKeyId: EXAMPLE.accessKey, secretAccessKey: EXAMPLE.secretKey },
      sha256: Sha256,
      uriEscapePath: service !== 's3',
    });

  async function signedBySdk(
    service: string,
    path: string,
    query: Record<string, string>,
    body = '',
    headers: Record<string, string> = {},
  ): Promise<Given> {
    const signed = await signer(service).sign(
      {
        method: 'PUT',
        protocol: 'http:',
        hostname: 'localhost',
        path,
        query,
        headers: { host: 'localhost:4566', ...headers },
        body,
      },
      { signingDate: new Date(EXAMPLE_TIME) },
    );
    const text = new URLSearchParams(query).toString();
    return { method: 'PUT', url: text === '' ? path : `${path}?${text}`, headers: signed.headers, body };
  }

  it.each([
    ['/bucket/plain', {}],
    ['/bucket/a%20b/%C3%A9%2B%26~', {}],
    ["/bucket/it's(fine)!*", {}],
    ['/bucket/a//b/../c', {}],
    ['/bucket', { 'list-type': '2', prefix: 'a b+c/é', delimiter: '/', 'a-b': '1', a: '2' }],
  ])('of S3: %s %j', async (path, query) => {
    expect(await refusal(await signedBySdk('s3', path, query, 'Hello'))).toBe('none');
  });

  it('of S3, whose content is another one', async () => {
    const given = await signedBySdk('s3', '/bucket/key', {}, 'Hello');
    expect(await refusal({ ...given, body: 'Hallo' })).toBe('XAmzContentSHA256Mismatch');
  });

  it('of CloudFront, which signs the encoded path and the document', async () => {
    const target: Target = { service: 'cloudfront' };
    const given = await signedBySdk('cloudfront', '/2020-05-31/tagging', { Resource: 'arn:aws:x/y z' }, '<A/>');
    expect(await refusal(given, EXAMPLE_TIME, target)).toBe('none');
    expect(await refusal({ ...given, body: '<B/>' }, EXAMPLE_TIME, target)).toBe('SignatureDoesNotMatch');
    const spaced = await signedBySdk('cloudfront', '/2020-05-31/a%20b', {});
    expect(await refusal(spaced, EXAMPLE_TIME, target)).toBe('none');
  });

  it('with a clock that is off', async () => {
    const given = await signedBySdk('s3', '/bucket/key', {});
    const quarter = 15 * 60 * 1000;
    expect(await refusal(given, EXAMPLE_TIME + quarter)).toBe('none');
    expect(await refusal(given, EXAMPLE_TIME + quarter + 1)).toBe('RequestTimeTooSkewed');
    expect(await refusal(given, EXAMPLE_TIME - quarter - 1)).toBe('RequestTimeTooSkewed');
    expect(await refusal(await signedBySdk('cloudfront', '/', {}), 0, { service: 'cloudfront' })).toBe(
      'SignatureDoesNotMatch',
    );
  });
});

describe('what is no signature', () => {
  const date = { 'x-amz-date': '20130524T000000Z', 'x-amz-content-sha256': EMPTY };
  it.each<readonly [string, Record<string, string>]>([
    ['none', {}],
    ['InvalidArgument', { authorization: 'Basic dGVzdA==' }],
    ['AuthorizationHeaderMalformed', { ...date, authorization: 'AWS4-HMAC-SHA256 Credential=a' }],
    ['AuthorizationHeaderMalformed', { ...date, authorization: V4('host', '0').replace('/s3', '') }],
    ['AuthorizationHeaderMalformed', { ...date, authorization: V4('host', '0').replace('20130524', '20130525') }],
    ['AccessDenied', { 'x-amz-content-sha256': EMPTY, authorization: V4('host', '0') }],
    ['InvalidAccessKeyId', { ...date, authorization: V4('host', '0').replace('AKIA', 'AKIB') }],
    ['InvalidRequest', { 'x-amz-date': date['x-amz-date'], authorization: V4('host', '0') }],
    ['InvalidArgument', { ...date, 'x-amz-content-sha256': 'abc', authorization: V4('host', '0') }],
    ['SignatureDoesNotMatch', { ...date, authorization: V4('host', '') }],
  ])('%s: %j', async (code, headers) => {
    expect(await refusal({ url: '/bucket', headers: { host: 'localhost', ...headers } })).toBe(code);
  });

  it('is missing where AWS asks for one', async () => {
    expect(await refusal({ url: '/', headers: {} }, EXAMPLE_TIME, { service: 'cloudfront' })).toBe(
      'MissingAuthenticationToken',
    );
    expect(await refusal({ url: '/', headers: {} }, EXAMPLE_TIME, { service: 'acm' })).toBe(
      'MissingAuthenticationTokenException',
    );
  });

  it('needs no declared key when nobody is strict', async () => {
    const whose = async (accessKey: string) => {
      const request = requestOf({
        url: '/',
        headers: { ...date, authorization: V4('host', '0').replace('AKIAIOSFODNN7EXAMPLE', accessKey) },
      });
      const { caller } = await authenticator(false).authenticate(request, PATH_STYLE, signatureOf(request));
      return caller.kind === 'account' ? caller.account.id : caller.kind;
    };
    expect(await whose('somebody')).toBe('123456789012');
    expect(await whose('210987654321')).toBe('210987654321');
  });
});

describe('unsigned chunks with a trailer', () => {
  const given = (body: string, trailer = 'x-amz-checksum-crc32', length = 5): Given => ({
    method: 'PUT',
    url: '/bucket/key',
    headers: {
      host: 'localhost',
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'x-amz-decoded-content-length': String(length),
      'x-amz-trailer': trailer,
    },
    body,
  });

  it.each([
    '5\r\nHello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n',
    '2\r\nHe\r\n3\r\nllo\r\n0\r\nX-Amz-Checksum-CRC32: AAAAAA==\r\n',
  ])('are read: %j', async (body) => {
    for (const pieces of [1, 3, 100]) {
      const found = await authenticated({ ...given(body), pieces });
      expect(await textOf(found)).toBe('Hello');
      expect([...found.trailers]).toEqual([['x-amz-checksum-crc32', 'AAAAAA==']]);
    }
  });

  it.each([
    ['IncompleteBody', '5\r\nHello\r\n'],
    ['IncompleteBody', '4\r\nHello\r\n0\r\n\r\n'],
    ['IncompleteBody', '4\r\nHell\r\n0\r\n\r\n'],
    ['IncompleteBody', '6\r\nHello!\r\n0\r\n\r\n'],
    ['IncompleteBody', 'x\r\nHello\r\n'],
    ['IncompleteBody', 'fffffffffffffffff\r\nHello\r\n'],
    ['IncompleteBody', '5'.repeat(100_000)],
    ['MalformedTrailerError', '5\r\nHello\r\n0\r\n\r\n'],
    ['MalformedTrailerError', '5\r\nHello\r\n0\r\nx-amz-meta-a:1\r\n\r\n'],
    ['MalformedTrailerError', '5\r\nHello\r\n0\r\nnonsense\r\n\r\n'],
    ['MalformedTrailerError', `5\r\nHello\r\n0\r\n${'x-amz-checksum-crc32:A\r\n'.repeat(5000)}\r\n`],
  ])('are refused with %s', async (code, body) => {
    expect(await refusal(given(body))).toBe(code);
  });

  it('say how long they are', async () => {
    const { headers, ...others } = given('0\r\n\r\n', '', 0);
    expect(await refusal({ ...others, headers: { ...headers, 'x-amz-decoded-content-length': '-1' } })).toBe(
      'MissingContentLength',
    );
  });
});
