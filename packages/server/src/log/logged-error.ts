import { isS3FrontError } from '@s3front/core';

export interface LoggedError {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

/** How far down the causes are followed. */
const DEEPEST = 4;

/** What a log says of an error, and nothing that hangs on it: an SDK's error can carry a whole request with its headers. */
export function loggedError(error: unknown, depth = 1): LoggedError {
  if (!(error instanceof Error)) return { name: typeof error, message: String(error) };
  return {
    name: error.name,
    message: error.message,
    ...(isS3FrontError(error) ? { code: error.code } : {}),
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(error.cause === undefined || depth >= DEEPEST ? {} : { cause: loggedError(error.cause, depth + 1) }),
  };
}
