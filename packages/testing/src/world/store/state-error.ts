import { S3FrontError } from '@s3front/core';

export const STATE_HINT: string =
  'S3FRONT_HOME chooses the directory. To start afresh, move the directory away: what the local provider holds is only a trial.';

/** The state cannot be reached at all. */
export function unreadable(path: string, cause: unknown): S3FrontError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new S3FrontError({
    code: 'STATE_UNREADABLE',
    kind: 'file',
    message: `The local provider's state in ${path} cannot be read or written: ${reason.trim()}.`,
    hint: `Check who owns it and whether it is writable. ${STATE_HINT}`,
    cause,
  });
}

/** The state is there, and it is not what s3front wrote. */
export function damaged(path: string, reason: string, cause?: unknown): S3FrontError {
  return new S3FrontError({
    code: 'STATE_DAMAGED',
    kind: 'file',
    message: `The local provider's state in ${path} is damaged: ${reason}. Nothing was changed.`,
    hint: STATE_HINT,
    cause,
  });
}
