import { headerOf, parameterOf, type WireRequest } from '../request.ts';

/** What a request says of its signer, before anything of it is believed. */
export type Signature =
  | { readonly version: 'none' }
  | SignatureV4
  | SignatureV2
  /** It is signed, but not in a way that AWS takes. */
  | { readonly version: 'malformed'; readonly by: 'header' | 'query'; readonly reason: MalformedReason };

export interface SignatureV4 {
  readonly version: 4;
  readonly by: 'header' | 'query';
  readonly accessKey: string;
  /** `20260101` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** In lower case, in the order in which they stand. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20260101T000000Z`; empty when the request has none. */
  readonly time: string;
  /** Seconds; undefined unless it stands in the query. */
  readonly expires: number | undefined;
}

export interface SignatureV2 {
  readonly version: 2;
  readonly by: 'header' | 'query';
  readonly accessKey: string;
  readonly signature: string;
  /** Seconds since the epoch; undefined unless it stands in the query. */
  readonly expires: number | undefined;
}

export interface MalformedReason {
  readonly kind: 'algorithm' | 'credential' | 'incomplete' | 'date' | 'expires';
  readonly message: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** Finds the signature in the header or in the query. Source: IAM User Guide, "Elements of a request signature". */
export function signatureOf(request: WireRequest): Signature {
  const header = headerOf(request, 'authorization');
  if (header !== undefined) return headerSignature(request, header);
  if (parameterOf(request, 'X-Amz-Algorithm') !== undefined || parameterOf(request, 'X-Amz-Credential') !== undefined) {
    return queryV4(request);
  }
  const accessKey = parameterOf(request, 'AWSAccessKeyId');
  const signature = parameterOf(request, 'Signature');
  if (accessKey === undefined || signature === undefined) return { version: 'none' };
  const expires = parameterOf(request, 'Expires') ?? '';
  if (!/^\d{1,12}$/.test(expires)) {
    return malformed('query', 'expires', `Invalid date (should be seconds since epoch): ${expires}`);
  }
  return { version: 2, by: 'query', accessKey, signature, expires: Number(expires) };
}

function headerSignature(request: WireRequest, header: string): Signature {
  const old = /^AWS ([^:\s]+):(\S+)$/.exec(header);
  if (old !== null) {
    return { version: 2, by: 'header', accessKey: old[1] ?? '', signature: old[2] ?? '', expires: undefined };
  }
  if (!header.startsWith(`${ALGORITHM} `) && !header.startsWith(`${ALGORITHM}\t`)) {
    return malformed('header', 'algorithm', 'Unsupported Authorization Type');
  }
  const fields = fieldsOf(header.slice(ALGORITHM.length));
  const missing = ['Credential', 'SignedHeaders', 'Signature'].find((name) => !fields.has(name));
  if (missing !== undefined) {
    return malformed('header', 'incomplete', `The authorization header is malformed; missing ${missing}.`);
  }
  const time = headerOf(request, 'x-amz-date') ?? timeOfDate(headerOf(request, 'date'));
  return v4('header', fields, time, undefined);
}

function queryV4(request: WireRequest): Signature {
  if (parameterOf(request, 'X-Amz-Algorithm') !== ALGORITHM) {
    return malformed(
      'query',
      'algorithm',
      'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"',
    );
  }
  const found = new Map<string, string>();
  for (const name of ['Credential', 'Signature', 'Date', 'SignedHeaders', 'Expires']) {
    const value = parameterOf(request, `X-Amz-${name}`);
    if (value === undefined) {
      return malformed(
        'query',
        'incomplete',
        'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
      );
    }
    found.set(name, value);
  }
  const expires = Number(found.get('Expires'));
  const wrong = wrongExpiry(found.get('Expires') ?? '', expires);
  if (wrong !== undefined) return malformed('query', 'expires', wrong);
  return v4('query', found, found.get('Date') ?? '', expires);
}

/** A week at most. Source: S3 API Reference, "Authenticating Requests: Using Query Parameters". */
function wrongExpiry(text: string, expires: number): string | undefined {
  if (!/^-?\d+$/.test(text)) return 'X-Amz-Expires should be a number';
  if (expires < 0) return 'X-Amz-Expires must be non-negative';
  if (expires > 604_800)
    return 'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds';
  return undefined;
}

function v4(
  by: 'header' | 'query',
  fields: ReadonlyMap<string, string>,
  time: string,
  expires: number | undefined,
): Signature {
  const credential = fields.get('Credential') ?? '';
  const parts = credential.split('/');
  const [terminator, service = '', region = '', date = ''] = parts.slice(-4).reverse();
  const accessKey = parts.slice(0, -4).join('/');
  if (accessKey === '' || terminator !== 'aws4_request' || !/^\d{8}$/.test(date)) {
    return malformed(
      by,
      'credential',
      `the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".`,
    );
  }
  if (!/^\d{8}T\d{6}Z$/.test(time)) {
    return malformed(
      by,
      'date',
      by === 'query'
        ? "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""
        : 'AWS authentication requires a valid Date or x-amz-date header',
    );
  }
  if (!time.startsWith(date)) {
    return malformed(
      by,
      'credential',
      `Invalid credential date "${date}". This date is not the same as X-Amz-Date: "${time.slice(0, 8)}".`,
    );
  }
  return {
    version: 4,
    by,
    accessKey,
    date,
    region,
    service,
    signedHeaders: (fields.get('SignedHeaders') ?? '')
      .toLowerCase()
      .split(';')
      .filter((name) => name !== ''),
    signature: fields.get('Signature') ?? '',
    time,
    expires,
  };
}

/** `Name=value` between commas, with or without spaces. */
function fieldsOf(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const part of text.split(',')) {
    const at = part.indexOf('=');
    if (at !== -1) fields.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  return fields;
}

/** Milliseconds since the epoch of `20260101T000000Z`; NaN when there is no such day. */
export function momentOf(time: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** A `Date` header in SigV4's own form. */
function timeOfDate(date: string | undefined): string {
  if (date === undefined) return '';
  if (/^\d{8}T\d{6}Z$/.test(date)) return date;
  const moment = Date.parse(date);
  return Number.isNaN(moment) ? '' : `${new Date(moment).toISOString().replace(/[-:]|\.\d+/g, '')}`;
}

function malformed(by: 'header' | 'query', kind: MalformedReason['kind'], message: string): Signature {
  return { version: 'malformed', by, reason: { kind, message } };
}
