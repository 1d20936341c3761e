import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { percentEncode } from '../percent-encoding.ts';
import type { QueryParameter, WireRequest } from '../request.ts';
import type { SignatureV4 } from './signature.ts';

/** What was signed, as AWS tells it to a client whose signature does not match. */
export interface SignedText {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
}

/**
 * Signing keys by secret, day, region and service: deriving one costs four HMACs, and a client uses one all day.
 * Source: IAM User Guide, "Create a signed AWS API request".
 */
export class SigningKeys {
  readonly #keys = new Map<string, Buffer>();

  keyFor(secret: string, { date, region, service }: Pick<SignatureV4, 'date' | 'region' | 'service'>): Buffer {
    const name = `${secret}\n${date}\n${region}\n${service}`;
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const day = hmac(`AWS4${secret}`, date);
    const made = hmac(hmac(hmac(day, region), service), 'aws4_request');
    if (this.#keys.size >= 100) this.#keys.clear();
    this.#keys.set(name, made);
    return made;
  }
}

/** Whether the signature is the one that the key makes; what was signed, when it is not. */
export function verifyV4(
  request: WireRequest,
  signature: SignatureV4,
  key: Buffer,
  payloadHash: string,
): SignedText | undefined {
  let wrong: SignedText | undefined;
  for (const path of canonicalPaths(request.path, signature.service)) {
    const text = signedText(request, signature, payloadHash, path);
    if (equalInConstantTime(hmac(key, text.stringToSign).toString('hex'), signature.signature)) return undefined;
    wrong ??= text;
  }
  return wrong;
}

/**
 * S3 signs the path as the key is encoded, everybody else encodes the encoded path once more. Of S3's clients some
 * sign what they send and some what AWS would have sent, so both are tried.
 */
function canonicalPaths(path: string, service: string): readonly string[] {
  const sent = path === '' ? '/' : path;
  if (service === 's3') return [...new Set([encodedOnce(sent), sent])];
  return [...new Set([encodedAgain(sent), sent])];
}

function encodedAgain(path: string): string {
  return path.split('/').map(percentEncode).join('/');
}

function encodedOnce(path: string): string {
  try {
    return decodeURIComponent(path).split('/').map(percentEncode).join('/');
  } catch {
    return path;
  }
}

function signedText(request: WireRequest, signature: SignatureV4, payloadHash: string, path: string): SignedText {
  const canonicalRequest = [
    request.method,
    path,
    canonicalQuery(request.parameters),
    ...signature.signedHeaders.map((name) => `${name}:${canonicalHeader(request, name)}`),
    '',
    signature.signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
  const stringToSign = [
    'AWS4-HMAC-SHA256',
    signature.time,
    scopeOf(signature),
    createHash('sha256').update(canonicalRequest).digest('hex'),
  ].join('\n');
  return { canonicalRequest, stringToSign };
}

export function scopeOf({ date, region, service }: Pick<SignatureV4, 'date' | 'region' | 'service'>): string {
  return `${date}/${region}/${service}/aws4_request`;
}

function canonicalQuery(parameters: readonly QueryParameter[]): string {
  return parameters
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([name, value], [otherName, otherValue]) =>
      name === otherName ? compare(value, otherValue) : compare(name, otherName),
    )
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function canonicalHeader(request: WireRequest, name: string): string {
  const values = request.headers.get(name) ?? [];
  return values.map((value) => value.trim().replace(/ +/g, ' ')).join(',');
}

export function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}

/** Takes as long for a wrong first character as for a wrong last one. */
export function equalInConstantTime(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
