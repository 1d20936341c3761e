import { AwsError, type ServiceName } from '../../world/aws-error.ts';
import { signatureMismatch } from './body-errors.ts';
import type { MalformedReason, SignatureV2, SignatureV4 } from './signature.ts';
import type { SignedText } from './sigv4.ts';

/** Ten of AWS's codes for the same few things: S3 has its own, the query and REST services theirs, ACM's are of JSON. */
type Dialect = 's3' | 'json' | 'query';

function dialectOf(service: ServiceName): Dialect {
  switch (service) {
    case 's3':
      return 's3';
    case 'acm':
      return 'json';
    case 'cloudfront':
    case 'route53':
    case 'sts':
      return 'query';
  }
}

/** How far a client's clock may be off, in milliseconds: S3 and the others agree on a quarter of an hour. */
export const MAX_SKEW: number = 15 * 60 * 1000;

function refusal(
  service: ServiceName,
  codes: Readonly<Record<Dialect, readonly [code: string, status: number]>>,
  message: string,
  details?: Readonly<Record<string, string>>,
): AwsError {
  const [code, status] = codes[dialectOf(service)];
  return new AwsError({ service, code, status, message, ...(service === 's3' ? { details } : {}) });
}

export function unknownKey(service: ServiceName, accessKey: string): AwsError {
  return refusal(
    service,
    {
      s3: ['InvalidAccessKeyId', 403],
      json: ['UnrecognizedClientException', 400],
      query: ['InvalidClientTokenId', 403],
    },
    service === 's3'
      ? 'The AWS Access Key Id you provided does not exist in our records.'
      : 'The security token included in the request is invalid.',
    { AWSAccessKeyId: accessKey },
  );
}

export function wrongSignature(
  service: ServiceName,
  signature: SignatureV4 | SignatureV2,
  text: SignedText | string,
): AwsError {
  if (service === 's3') return signatureMismatch(signature.accessKey, signature.signature, text);
  return refusal(
    service,
    {
      s3: ['SignatureDoesNotMatch', 403],
      json: ['InvalidSignatureException', 400],
      query: ['SignatureDoesNotMatch', 403],
    },
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  );
}

/** @param now milliseconds since the epoch, as `moment` is */
export function tooSkewed(service: ServiceName, time: string, moment: number, now: number): AwsError {
  const [given, server] = [basic(moment), basic(now)];
  const others =
    moment < now
      ? `Signature expired: ${given} is now earlier than ${basic(now - MAX_SKEW)} (${server} - 15 min.)`
      : `Signature not yet current: ${given} is still later than ${basic(now + MAX_SKEW)} (${server} + 15 min.)`;
  return refusal(
    service,
    {
      s3: ['RequestTimeTooSkewed', 403],
      json: ['InvalidSignatureException', 400],
      query: ['SignatureDoesNotMatch', 403],
    },
    service === 's3' ? 'The difference between the request time and the current time is too large.' : others,
    { RequestTime: time, ServerTime: isoSeconds(now), MaxAllowedSkewMilliseconds: String(MAX_SKEW) },
  );
}

/** @param expires milliseconds since the epoch, as `now` is */
export function expired(service: ServiceName, seconds: number | undefined, expires: number, now: number): AwsError {
  return refusal(
    service,
    { s3: ['AccessDenied', 403], json: ['InvalidSignatureException', 400], query: ['SignatureDoesNotMatch', 403] },
    'Request has expired',
    {
      ...(seconds === undefined ? {} : { 'X-Amz-Expires': String(seconds) }),
      Expires: isoSeconds(expires),
      ServerTime: isoSeconds(now),
    },
  );
}

/** A request of tomorrow. */
export function notYetValid(service: ServiceName): AwsError {
  return refusal(
    service,
    { s3: ['AccessDenied', 403], json: ['InvalidSignatureException', 400], query: ['SignatureDoesNotMatch', 403] },
    'Request is not valid yet',
  );
}

export function malformedSignature(service: ServiceName, by: 'header' | 'query', reason: MalformedReason): AwsError {
  if (service !== 's3') {
    return refusal(
      service,
      { s3: ['', 400], json: ['IncompleteSignatureException', 400], query: ['IncompleteSignature', 400] },
      reason.message,
    );
  }
  return new AwsError({ service, ...s3Malformed(by, reason) });
}

function s3Malformed(
  by: 'header' | 'query',
  { kind, message }: MalformedReason,
): { readonly code: string; readonly status: number; readonly message: string } {
  if (by === 'query') {
    return kind === 'expires' && message.startsWith('Invalid date')
      ? { code: 'AccessDenied', status: 403, message }
      : { code: 'AuthorizationQueryParametersError', status: 400, message };
  }
  switch (kind) {
    case 'algorithm':
      return { code: 'InvalidArgument', status: 400, message };
    case 'date':
      return { code: 'AccessDenied', status: 403, message };
    case 'credential':
    case 'expires':
    case 'incomplete': {
      const whole = message.startsWith('The authorization header')
        ? message
        : `The authorization header is malformed; ${message}`;
      return { code: 'AuthorizationHeaderMalformed', status: 400, message: whole };
    }
  }
}

/** Everybody but S3 wants to know who asks. */
export function missingSignature(service: ServiceName): AwsError {
  return refusal(
    service,
    {
      s3: ['AccessDenied', 403],
      json: ['MissingAuthenticationTokenException', 400],
      query: ['MissingAuthenticationToken', 403],
    },
    'Request is missing Authentication Token',
  );
}

/** `20260101T000000Z` */
function basic(moment: number): string {
  return isoSeconds(moment).replace(/[-:]/g, '');
}

function isoSeconds(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}
