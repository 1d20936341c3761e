/**
 * What went wrong, in terms that a caller can branch on. The command line turns a kind into an exit code and
 * the REST API turns it into a status; nothing else decides.
 *
 * - `usage`: the request itself is wrong (a name, a flag, a combination);
 * - `configuration`: settings or credentials are missing or unreadable;
 * - `file`: a local file cannot be read or written;
 * - `not-found`, `conflict`, `precondition`: the thing is missing, in the way, or has changed meanwhile;
 * - `denied`: AWS or the bucket's own settings refuse it;
 * - `rejected`: AWS understood the request and refuses it as invalid;
 * - `throttled`, `unavailable`: worth trying again later;
 * - `unreachable`, `refused`: no answer from the endpoint; `refused` when nothing listens there;
 * - `timeout`: waiting ended, the work itself may go on;
 * - `interrupted`: the caller's abort signal;
 * - `partial`: some of several things failed;
 * - `internal`: a fault of ours.
 */
export type ErrorKind =
  | 'usage'
  | 'configuration'
  | 'file'
  | 'not-found'
  | 'conflict'
  | 'precondition'
  | 'denied'
  | 'rejected'
  | 'throttled'
  | 'unavailable'
  | 'unreachable'
  | 'refused'
  | 'timeout'
  | 'interrupted'
  | 'partial'
  | 'internal';

/** What AWS itself said, where it spoke. */
export interface AwsAnswer {
  /** AWS's error code, such as `NoSuchDistribution`. */
  readonly code: string;
  /** The HTTP status of the answer. */
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  /** AWS's own sentence. */
  readonly message?: string | undefined;
}

/** One reason why an input was refused. */
export interface Problem {
  /** Stable, upper case: `BUCKET_NAME_TOO_SHORT`. */
  readonly code: string;
  readonly message: string;
}

export interface S3FrontErrorDetails {
  readonly code: string;
  readonly kind: ErrorKind;
  /** One sentence: what happened, to what. */
  readonly message: string;
  /** What to do next, with the exact command where there is one. */
  readonly hint?: string | undefined;
  readonly aws?: AwsAnswer | undefined;
  /** Every reason, where one input was wrong in several ways. */
  readonly problems?: readonly Problem[] | undefined;
  readonly cause?: unknown;
}

/** The one error of s3front: branch on `code` or `kind`, show `message` and `hint`. */
export class S3FrontError extends Error {
  override readonly name = 'S3FrontError';
  readonly code: string;
  readonly kind: ErrorKind;
  readonly hint: string | undefined;
  readonly aws: AwsAnswer | undefined;
  readonly problems: readonly Problem[];

  constructor(details: S3FrontErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.kind = details.kind;
    this.hint = details.hint;
    this.aws = details.aws;
    this.problems = details.problems ?? [];
  }
}

/** True for an S3FrontError, also one of another copy of this package. */
export function isS3FrontError(error: unknown): error is S3FrontError {
  return error instanceof Error && error.name === 'S3FrontError' && 'code' in error && 'kind' in error;
}

/** True for an S3FrontError with this code. */
export function hasCode(error: unknown, code: string): error is S3FrontError {
  return isS3FrontError(error) && error.code === code;
}
