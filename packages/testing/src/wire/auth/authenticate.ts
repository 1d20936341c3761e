import { createHash } from 'node:crypto';
import { AwsError } from '../../world/aws-error.ts';
import type { Accounts, KnownKey } from '../accounts.ts';
import { readBody } from '../body-text.ts';
import { WIRE_LIMITS } from '../limits.ts';
import { headerOf, parameterOf, type WireRequest } from '../request.ts';
import type { AuthenticatedRequest, Caller, Target } from '../service.ts';
import { type Chunked, decodeChunked } from './chunked-body.ts';
import { contentMismatch, withHash, withLength } from './content-hash.ts';
import {
  expired,
  MAX_SKEW,
  malformedSignature,
  missingSignature,
  notYetValid,
  tooSkewed,
  unknownKey,
  wrongSignature,
} from './refusal.ts';
import { momentOf, type Signature, type SignatureV2, type SignatureV4 } from './signature.ts';
import { verifyV2 } from './sigv2.ts';
import { SigningKeys, verifyV4 } from './sigv4.ts';

export interface Authentication {
  readonly accounts: Accounts;
  /** Signatures are verified, and clocks have to agree. */
  readonly strict: boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const UNSIGNED = 'UNSIGNED-PAYLOAD';
const HEX_HASH = /^[0-9a-f]{64}$/i;

/** Finds out who asks, and makes the body what the sender meant. */
export class Authenticator {
  readonly #authentication: Authentication;
  readonly #keys = new SigningKeys();

  constructor(authentication: Authentication) {
    this.#authentication = authentication;
  }

  /** @throws AwsError when the signature is not one, or is not right */
  async authenticate(request: WireRequest, target: Target, signature: Signature): Promise<AuthenticatedRequest> {
    const { accounts } = this.#authentication;
    const known = this.#signer(target, signature);
    const content = await this.#content(request, target, signature, known);
    return {
      ...request,
      ...content,
      target,
      caller: callerOf(signature, known),
      signedBy: signature.version === 4 || signature.version === 2 ? signature.by : 'nothing',
      region: signature.version === 4 ? signature.region : undefined,
      accounts,
    };
  }

  #signer(target: Target, signature: Signature): KnownKey | undefined {
    const { service } = target;
    switch (signature.version) {
      case 'malformed':
        throw malformedSignature(service, signature.by, signature.reason);
      case 'none':
        if (service !== 's3') throw missingSignature(service);
        return undefined;
      case 2:
      case 4: {
        const known = this.#authentication.accounts.byAccessKey(signature.accessKey);
        if (known === undefined) throw unknownKey(service, signature.accessKey);
        this.#checkTime(target, signature);
        return known;
      }
    }
  }

  /** A presigned URL expires whether or not it is verified; clocks only have to agree where it is. */
  #checkTime({ service }: Target, signature: SignatureV4 | SignatureV2): void {
    const { now: clock, strict } = this.#authentication;
    const now = clock();
    if (signature.version === 2) {
      if (signature.expires !== undefined && signature.expires * 1000 < now) {
        throw expired(service, undefined, signature.expires * 1000, now);
      }
      return;
    }
    const moment = momentOf(signature.time);
    if (Number.isNaN(moment)) {
      throw malformedSignature(service, signature.by, {
        kind: 'date',
        message: 'The date of the signature is no date.',
      });
    }
    if (signature.expires !== undefined) {
      const end = moment + signature.expires * 1000;
      if (end < now) throw expired(service, signature.expires, end, now);
      if (strict && moment > now + MAX_SKEW) throw notYetValid(service);
    } else if (strict && Math.abs(now - moment) > MAX_SKEW) {
      throw tooSkewed(service, signature.time, moment, now);
    }
  }

  async #content(
    request: WireRequest,
    target: Target,
    signature: Signature,
    known: KnownKey | undefined,
  ): Promise<Pick<AuthenticatedRequest, 'body' | 'contentLength' | 'trailers'>> {
    if (target.service !== 's3') return this.#document(request, target, signature, known);
    const declared =
      headerOf(request, 'x-amz-content-sha256') ??
      (signature.version === 4 && signature.by === 'query' ? parameterOf(request, 'X-Amz-Content-Sha256') : undefined);
    const hash = checkedHash(declared, signature);
    this.#verify(request, target, signature, known, hash);
    if (hash.startsWith('STREAMING-')) return this.#streaming(request, signature, known, hash);
    const length = lengthOf(request);
    const whole = length === undefined ? request.body : withLength(request.body, length);
    const body = HEX_HASH.test(hash) ? withHash(whole, hash.toLowerCase()) : whole;
    return { body, contentLength: length, trailers: NO_TRAILERS };
  }

  /** What is not S3 takes documents, which are signed by their hash even where nobody sends it. */
  async #document(
    request: WireRequest,
    target: Target,
    signature: Signature,
    known: KnownKey | undefined,
  ): Promise<Pick<AuthenticatedRequest, 'body' | 'contentLength' | 'trailers'>> {
    const { service } = target;
    const document = await readBody(
      request.body,
      WIRE_LIMITS.document,
      () => new AwsError({ service, code: 'RequestEntityTooLarge', status: 413, message: 'The request is too large.' }),
    );
    const found = createHash('sha256').update(document).digest('hex');
    const declared = headerOf(request, 'x-amz-content-sha256');
    if (declared !== undefined && HEX_HASH.test(declared) && declared.toLowerCase() !== found) {
      if (signature.version === 4) throw wrongSignature(service, signature, '');
      throw contentMismatch(declared, found);
    }
    this.#verify(request, target, signature, known, declared ?? found);
    return { body: once(document), contentLength: document.length, trailers: NO_TRAILERS };
  }

  #verify(
    request: WireRequest,
    target: Target,
    signature: Signature,
    known: KnownKey | undefined,
    payloadHash: string,
  ): void {
    const secret = known?.secretKey;
    if (!this.#authentication.strict || secret === undefined) return;
    if (signature.version === 4) {
      const wrong = verifyV4(request, signature, this.#keys.keyFor(secret, signature), payloadHash);
      if (wrong !== undefined) throw wrongSignature(target.service, signature, wrong);
    }
    if (signature.version === 2) {
      const bucket = target.service === 's3' && target.addressing !== 'path' ? target.bucket : undefined;
      const wrong = verifyV2(request, signature, secret, bucket);
      if (wrong !== undefined) throw wrongSignature(target.service, signature, wrong);
    }
  }

  #streaming(
    request: WireRequest,
    signature: Signature,
    known: KnownKey | undefined,
    hash: string,
  ): Pick<AuthenticatedRequest, 'body' | 'contentLength' | 'trailers'> {
    const text = headerOf(request, 'x-amz-decoded-content-length') ?? '';
    if (!/^\d{1,15}$/.test(text)) {
      throw s3Refusal('MissingContentLength', 411, 'You must provide the Content-Length HTTP header.');
    }
    const trailers = new Map<string, string>();
    const secret = known?.secretKey;
    const signed = !hash.startsWith('STREAMING-UNSIGNED');
    const verified = this.#authentication.strict && signed && secret !== undefined && signature.version === 4;
    const chunked: Chunked = {
      body: request.body,
      decodedLength: Number(text),
      announced: announcedTrailers(request),
      signed,
      signing: verified ? { key: this.#keys.keyFor(secret, signature), signature } : undefined,
      trailers,
    };
    return { body: decodeChunked(chunked), contentLength: chunked.decodedLength, trailers };
  }
}

const NO_TRAILERS: ReadonlyMap<string, string> = new Map();

/** The forms that S3 knows. Source: S3 API Reference, "Authenticating Requests: Using the Authorization Header". */
const KNOWN_FORMS: ReadonlySet<string> = new Set([
  UNSIGNED,
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
]);

function checkedHash(declared: string | undefined, signature: Signature): string {
  if (declared === undefined) {
    if (signature.version === 4 && signature.by === 'header') {
      throw s3Refusal('InvalidRequest', 400, 'Missing required header for this request: x-amz-content-sha256');
    }
    return UNSIGNED;
  }
  if (KNOWN_FORMS.has(declared) || HEX_HASH.test(declared)) return declared;
  if (declared.startsWith('STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD')) {
    throw s3Refusal('NotImplemented', 501, 'Signatures of version 4A are not implemented here.');
  }
  throw new AwsError({
    service: 's3',
    code: 'InvalidArgument',
    status: 400,
    message:
      'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.',
    details: { ArgumentName: 'x-amz-content-sha256', ArgumentValue: declared },
  });
}

function announcedTrailers(request: WireRequest): readonly string[] {
  return (headerOf(request, 'x-amz-trailer') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}

function lengthOf(request: WireRequest): number | undefined {
  const text = headerOf(request, 'content-length');
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function callerOf(signature: Signature, known: KnownKey | undefined): Caller {
  if (known === undefined || (signature.version !== 4 && signature.version !== 2)) return { kind: 'anonymous' };
  return { kind: 'account', account: known.account, accessKey: signature.accessKey };
}

async function* once(document: Uint8Array): AsyncGenerator<Uint8Array> {
  if (document.length > 0) yield document;
}

function s3Refusal(code: string, status: number, message: string): AwsError {
  return new AwsError({ service: 's3', code, status, message });
}
