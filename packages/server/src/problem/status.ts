import { type ErrorKind, isS3FrontError, type S3FrontError } from '@s3front/core';
import { HTTPException } from 'hono/http-exception';
import { HttpProblem } from './http-problem.ts';

/** What a kind of error is answered with. */
export const STATUS_OF_KIND: Readonly<Record<ErrorKind, number>> = {
  usage: 400,
  configuration: 500,
  file: 500,
  'not-found': 404,
  conflict: 409,
  // Something else must be done first, such as asking for a certificate; a version that is not current is 412.
  precondition: 409,
  denied: 403,
  rejected: 422,
  throttled: 429,
  unavailable: 503,
  unreachable: 503,
  refused: 503,
  timeout: 504,
  interrupted: 503,
  partial: 502,
  internal: 500,
};

/** Codes whose status says more than their kind does. */
const STATUS_OF_CODE: ReadonlyMap<string, number> = new Map([
  ['PRECONDITION_FAILED', 412],
  ['RANGE_NOT_SATISFIABLE', 416],
  ['BODY_SIZE_MISMATCH', 400],
  ['OBJECT_TOO_LARGE', 413],
  ['UPLOAD_STALLED', 408],
]);

/** How long a client should wait where nobody said, in seconds. */
const RETRY_AFTER = 5;

/** Hints of the command line in the words of the API. */
const HINTS: ReadonlyMap<string, string> = new Map([
  ['DISTRIBUTION_EXISTS', 'Change that one with PATCH, or make another by sending "force": true.'],
  ['DISTRIBUTION_NOT_FOUND', 'List those that are there: GET /v1/distributions'],
  ['CERTIFICATE_MISSING', 'Ask for one: POST /v1/certificates with the names.'],
  ['CERTIFICATE_DOES_NOT_COVER', 'Ask for one that does: POST /v1/certificates with the names.'],
  ['CERTIFICATE_REGION', 'Ask for one in the right region: POST /v1/certificates with the names.'],
  ['CERTIFICATE_NOT_ISSUED', 'See what it waits for: GET /v1/certificates'],
  ['CERTIFICATE_ARN_INVALID', 'List the certificates with their ARNs: GET /v1/certificates'],
  ['BUCKET_NOT_EMPTY', 'Delete its objects first, or all of them at once with ?force=true.'],
  ['BUCKET_NOT_FOUND', 'List those that are there: GET /v1/buckets'],
  ['OBJECT_NOT_FOUND', 'List those that are there: GET /v1/buckets/{bucket}/objects'],
  ['TOO_MANY_ALIASES', 'Use a wildcard alias such as *.example.org, or ask AWS for a higher quota.'],
  ['HEADER_INVALID', 'Send the header in a form that S3 can store.'],
]);

/** Whatever was thrown, as what is answered. What is no error of ours is a fault of ours, and nothing of it is told. */
export function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (isS3FrontError(error)) return ofS3FrontError(error);
  if (error instanceof HTTPException) return ofHono(error);
  return internal(error);
}

function ofS3FrontError(error: S3FrontError): HttpProblem {
  const status = statusOf(error);
  if (status === 500) return internal(error);
  return new HttpProblem({
    status,
    code: error.code,
    detail: error.message,
    hint: HINTS.get(error.code) ?? error.hint,
    aws: error.aws,
    errors: error.problems,
    headers: status === 429 || status === 503 ? { 'retry-after': String(RETRY_AFTER) } : {},
    cause: error,
  });
}

function statusOf(error: S3FrontError): number {
  // Whatever is the matter with our own database, the request can be sent again later.
  if (error.code.startsWith('DATABASE_') && error.kind !== 'internal') return 503;
  return STATUS_OF_CODE.get(error.code) ?? STATUS_OF_KIND[error.kind];
}

/** Hono's validators throw these before ours are asked. */
function ofHono(error: HTTPException): HttpProblem {
  switch (error.status) {
    case 400:
      return new HttpProblem({ status: 400, code: 'JSON_MALFORMED', detail: 'The body is not JSON.', cause: error });
    case 415:
      return new HttpProblem({
        status: 415,
        code: 'MEDIA_TYPE_UNSUPPORTED',
        detail: 'The body has a media type that is not understood here.',
        hint: 'Send JSON with Content-Type: application/json.',
        cause: error,
      });
    default:
      return internal(error);
  }
}

function internal(cause: unknown): HttpProblem {
  return new HttpProblem({
    status: 500,
    code: isS3FrontError(cause) ? cause.code : 'INTERNAL',
    detail: 'The server could not do this, and it is not the fault of the request.',
    hint: "The server's log says why, under the request id.",
    cause,
  });
}
