import { isS3FrontError, S3FrontError } from '@s3front/core';

/** The errors of a socket that never reached a database, or lost it. */
const NO_ANSWER: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'ENOENT',
  'EACCES',
]);
const LOST: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

/**
 * What PostgreSQL or the way to it said, as one of our errors. Errors of ours that passed through a transaction stay
 * as they are.
 * Source: PostgreSQL, "Appendix A. Error Codes".
 *
 * @param where `host:port/name`, without a password
 */
export function translated(error: unknown, where: string): unknown {
  if (isS3FrontError(error) || !(error instanceof Error)) return error;
  const code = codeOf(error);
  if (NO_ANSWER.has(code)) return unreachable(error, where, code);
  if (isDenied(code)) return denied(error, where);
  if (code === '3D000') return databaseMissing(error, where);
  if (isUnavailable(code, error.message)) return unavailable(error, where);
  if (code === '57014' || error.message === 'Query read timeout') return timedOut(error, where);
  // Not of the database at all, such as a fault in the work of a transaction.
  if (!/^[\dA-Z]{5}$/.test(code)) return error;
  return failed(error, where, code);
}

export function databaseClosed(): S3FrontError {
  return new S3FrontError({ code: 'DATABASE_CLOSED', kind: 'unavailable', message: 'The database was closed.' });
}

function codeOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code;
  // Node tries every address of a host and collects what each answered.
  const [first] = error instanceof AggregateError ? error.errors : [];
  return first instanceof Error ? codeOf(first) : '';
}

/** Class 28: wrong user or password. 42501: a missing privilege. */
function isDenied(code: string): boolean {
  return /^28...$/.test(code) || code === '42501';
}

/** Class 08: connections. 53: out of something. 57P: shutting down, starting. 25006: a standby. The rest is pg's own. */
function isUnavailable(code: string, message: string): boolean {
  if (LOST.has(code) || /^(?:08|53|57P)/.test(code) || code === '25006') return true;
  return /^connection terminated|^timeout exceeded when trying to connect|^client has encountered a connection error/i.test(
    message,
  );
}

function unreachable(cause: Error, where: string, code: string): S3FrontError {
  return new S3FrontError({
    code: 'DATABASE_UNREACHABLE',
    kind: code === 'ECONNREFUSED' ? 'refused' : 'unreachable',
    message: `The database at ${where} cannot be reached (${code}).`,
    hint: 'Check host and port, and that PostgreSQL runs and accepts connections from here.',
    cause,
  });
}

function denied(cause: Error, where: string): S3FrontError {
  return new S3FrontError({
    code: 'DATABASE_DENIED',
    kind: 'denied',
    message: `The database at ${where} refuses: ${cause.message}.`,
    hint: 'Check user and password; the user needs the privilege to create the schema s3front, or to own it.',
    cause,
  });
}

function databaseMissing(cause: Error, where: string): S3FrontError {
  return new S3FrontError({
    code: 'DATABASE_NOT_FOUND',
    kind: 'configuration',
    message: `There is no database ${where}.`,
    hint: "Create it first, with PostgreSQL's createdb.",
    cause,
  });
}

function unavailable(cause: Error, where: string): S3FrontError {
  return new S3FrontError({
    code: 'DATABASE_UNAVAILABLE',
    kind: 'unavailable',
    message: `The database at ${where} is not available now: ${cause.message}.`,
    hint: 'Try again in a moment.',
    cause,
  });
}

function timedOut(cause: Error, where: string): S3FrontError {
  return new S3FrontError({
    code: 'DATABASE_TIMED_OUT',
    kind: 'unavailable',
    message: `The database at ${where} took too long to answer.`,
    hint: 'Try again in a moment; when it stays so, look at its load and its locks.',
    cause,
  });
}

function failed(cause: Error, where: string, code: string): S3FrontError {
  return new S3FrontError({
    code: 'DATABASE_FAILED',
    kind: 'internal',
    message: `The database at ${where} failed (${code}): ${cause.message}.`,
    cause,
  });
}
