import type { ErrorKind } from '../errors.ts';
import { neededActions } from './iam-action.ts';
import {
  type AwsRefusal,
  type RefusalSubject,
  type RefusalTable,
  serviceName,
  subjectName,
  type Translate,
  type Translation,
} from './refusal.ts';

const WHICH_CREDENTIALS: string =
  "Credentials come from the flags, the environment, ~/.s3cfg, then the AWS profile: 's3front help environment' lists them.";

function credentialsInvalid(reason: string, hint: string = WHICH_CREDENTIALS): Translate {
  return ({ service }) => ({
    code: 'CREDENTIALS_INVALID',
    kind: 'denied',
    message: `${serviceName(service)} does not accept the credentials: ${reason}.`,
    hint,
  });
}

const UNKNOWN_KEY: Translate = credentialsInvalid('it does not know the access key');
const WRONG_SIGNATURE: Translate = credentialsInvalid(
  'the signature does not match',
  'The secret key most likely does not belong to the access key. Check both for missing or extra characters.',
);
const EXPIRED: Translate = credentialsInvalid(
  'the session token has expired',
  "Get new temporary credentials, such as with 'aws sso login', and run the command again.",
);
const WRONG_TOKEN: Translate = credentialsInvalid(
  'the session token is not valid',
  'An access key that starts with ASIA needs the session token that came with it; one that starts with AKIA takes none.',
);
const UNSIGNED: Translate = credentialsInvalid('the request reached it without a complete signature');

const THROTTLED: Translate = ({ service, operation }, subject) => ({
  code: 'THROTTLED',
  kind: 'throttled',
  message: `${serviceName(service)} asks for fewer requests: ${callOn(operation, subject)} was refused, also when tried again.`,
  hint: 'Wait a minute and run the command again.',
});

const UNAVAILABLE: Translate = ({ service, operation }, subject) => ({
  code: 'UNAVAILABLE',
  kind: 'unavailable',
  message: `${serviceName(service)} could not answer ${callOn(operation, subject)} at the moment, also when tried again.`,
  hint: 'Wait a minute and run the command again. https://health.aws.amazon.com says when AWS itself has a problem.',
});

const CLOCK_SKEWED: Translate = ({ service }) => ({
  code: 'CLOCK_SKEWED',
  kind: 'denied',
  message: `${serviceName(service)} refuses the request because its time is too far from AWS's.`,
  hint: "Set this machine's clock and run the command again.",
});

const NOT_IMPLEMENTED: Translate = ({ service, operation }, subject) => ({
  code: 'NOT_IMPLEMENTED',
  kind: 'rejected',
  message: `The endpoint does not implement ${serviceName(service)}'s ${callOn(operation, subject)}.`,
  hint: 'An S3-compatible server seldom has all of S3 or any of CloudFront; leave --endpoint-url out to reach AWS.',
});

/**
 * Codes that mean the same from every service.
 * Sources: "Common errors" of each API reference, S3's "Error responses", the throttling codes of the SDK's own
 * retry strategy.
 */
export const COMMON_REFUSALS: RefusalTable = new Map<string, Translate>([
  ['AccessDenied', accessDenied],
  ['AccessDeniedException', accessDenied],
  ['Forbidden', accessDenied],
  ['UnauthorizedOperation', accessDenied],
  ['InvalidAccessKeyId', UNKNOWN_KEY],
  ['InvalidClientTokenId', UNKNOWN_KEY],
  ['UnrecognizedClientException', UNKNOWN_KEY],
  ['OptInRequired', credentialsInvalid('the account is not signed up for the service')],
  ['NotSignedUp', credentialsInvalid('the account is not signed up for the service')],
  ['SignatureDoesNotMatch', WRONG_SIGNATURE],
  ['InvalidSignatureException', WRONG_SIGNATURE],
  ['ExpiredToken', EXPIRED],
  ['ExpiredTokenException', EXPIRED],
  ['TokenRefreshRequired', EXPIRED],
  ['InvalidToken', WRONG_TOKEN],
  ['IncompleteSignature', UNSIGNED],
  ['IncompleteSignatureException', UNSIGNED],
  ['MissingAuthenticationToken', UNSIGNED],
  ['MissingAuthenticationTokenException', UNSIGNED],
  ['MissingSecurityHeader', UNSIGNED],
  ['RequestTimeTooSkewed', CLOCK_SKEWED],
  ['RequestExpired', CLOCK_SKEWED],
  ['Throttling', THROTTLED],
  ['ThrottlingException', THROTTLED],
  ['ThrottledException', THROTTLED],
  ['RequestThrottled', THROTTLED],
  ['RequestThrottledException', THROTTLED],
  ['RequestLimitExceeded', THROTTLED],
  ['TooManyRequests', THROTTLED],
  ['TooManyRequestsException', THROTTLED],
  ['BandwidthLimitExceeded', THROTTLED],
  ['SlowDown', THROTTLED],
  ['ServiceUnavailable', UNAVAILABLE],
  ['ServiceUnavailableException', UNAVAILABLE],
  ['InternalError', UNAVAILABLE],
  ['InternalFailure', UNAVAILABLE],
  ['InternalServerError', UNAVAILABLE],
  ['RequestTimeout', UNAVAILABLE],
  ['NotImplemented', NOT_IMPLEMENTED],
]);

/** A refused permission: the hint names what is missing, or the sort of policy that forbids it. */
export function accessDenied(answer: AwsRefusal, subject: RefusalSubject): Translation {
  const actions = neededActions(answer, subject).join(' and ');
  const sentence = answer.message ?? '';
  const ownWords = /^access denied\.?$|^forbidden$|not authorized to perform/i.test(sentence) ? '' : sentence;
  return {
    code: 'ACCESS_DENIED',
    kind: 'denied',
    message: `Access denied: ${serviceName(answer.service)} does not allow ${callOn(answer.operation, subject)}${quoted(ownWords)}.`,
    hint: /explicit deny/i.test(sentence)
      ? `A policy denies ${actions} explicitly: look in the bucket's policy, the identity's policies and the organization's.`
      : `The credentials in use need the permission ${actions}${on(subject)}.`,
  };
}

/** What no table knows: AWS's own code and sentence, and a kind by HTTP status. */
export function otherRefusal(answer: AwsRefusal, subject: RefusalSubject): Translation {
  if (answer.status === 401 || answer.status === 403) {
    if (isUnnamed(answer.code)) return accessDenied(answer, subject);
  } else if (answer.status === 429) {
    return THROTTLED(answer, subject);
  }
  const code = isUnnamed(answer.code) ? statusText(answer.status) : answer.code;
  return {
    code: 'AWS_REFUSED',
    kind: kindOf(answer.status),
    message: `${serviceName(answer.service)} refused ${callOn(answer.operation, subject)} with ${code}${quoted(answer.message)}.`,
  };
}

/** `HEAD` answers have no body, so the SDK has no code to tell. */
export function isUnnamed(code: string): boolean {
  return code === 'Unknown' || code === 'UnknownError' || /^\d+$/.test(code);
}

function statusText(status: number | undefined): string {
  return status === undefined ? 'an unknown error' : `HTTP status ${status}`;
}

function kindOf(status: number | undefined): ErrorKind {
  if (status === undefined) return 'internal';
  if (status >= 500) return 'unavailable';
  switch (status) {
    case 401:
    case 403:
      return 'denied';
    case 404:
    case 410:
      return 'not-found';
    case 409:
      return 'conflict';
    case 412:
      return 'precondition';
    default:
      return 'rejected';
  }
}

function quoted(sentence: string | undefined): string {
  const text = (sentence ?? '').trim().replace(/\.$/, '');
  return text === '' || /^unknown(error)?$/i.test(text) ? '' : `: ${text}`;
}

function callOn(operation: string, subject: RefusalSubject): string {
  return `${operation}${on(subject)}`;
}

function on(subject: RefusalSubject): string {
  const name = subjectName(subject);
  return name === undefined ? '' : ` on ${name}`;
}
