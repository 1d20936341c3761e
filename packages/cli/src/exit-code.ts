import { type ErrorKind, isS3FrontError } from '@s3front/core';

export interface ExitCode {
  readonly code: number;
  /** For `s3front help exit-codes`. */
  readonly meaning: string;
}

/** What a kind of error ends the program with: s3cmd's table. */
export const EXIT_CODES: Readonly<Record<ErrorKind, ExitCode>> = {
  partial: { code: 2, meaning: 'some of several things failed' },
  rejected: { code: 11, meaning: 'AWS understood the request and refuses it' },
  'not-found': { code: 12, meaning: 'the bucket, object, distribution or certificate is not there' },
  conflict: { code: 13, meaning: 'something is in the way, or several things could be meant' },
  precondition: { code: 14, meaning: 'something else must be done or be true first' },
  throttled: { code: 15, meaning: 'too many requests, or AWS is not available: try again later' },
  unavailable: { code: 15, meaning: 'too many requests, or AWS is not available: try again later' },
  usage: { code: 64, meaning: 'the command line is wrong' },
  internal: { code: 70, meaning: "a fault of s3front's or of AWS's (status 500)" },
  file: { code: 72, meaning: 'a local file cannot be read or written' },
  unreachable: { code: 74, meaning: 'the server cannot be reached' },
  timeout: { code: 75, meaning: 'the wait ended before the work did; nothing failed' },
  denied: { code: 77, meaning: 'AWS, or a setting of the bucket, does not allow it' },
  configuration: { code: 78, meaning: 'settings or credentials are missing or wrong' },
  refused: { code: 111, meaning: 'nothing listens at the endpoint' },
  interrupted: { code: 130, meaning: 'Ctrl-C or a termination signal' },
};

/** The exit code for whatever was thrown; what is no error of s3front's is a fault of ours. */
export function exitCodeOf(error: unknown): number {
  if (!isS3FrontError(error)) return EXIT_CODES.internal.code;
  if (error.kind === 'unavailable' && error.aws?.status === 500) return EXIT_CODES.internal.code;
  return EXIT_CODES[error.kind].code;
}
