import { S3FrontError } from '../errors.ts';

/** A failure of the file system in our words; kind `file`, codes `FILE_NOT_FOUND` and `FILE_UNREADABLE`. */
export function fileError(error: unknown, path: string): S3FrontError {
  const code = systemCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new S3FrontError({
      code: 'FILE_NOT_FOUND',
      kind: 'file',
      message: `There is no file or directory '${path}'.`,
      cause: error,
    });
  }
  return unreadable(path, REASONS.get(code ?? '') ?? sentenceOf(error), error);
}

/** For what is there and still no file to read. */
export function unreadable(path: string, reason: string, cause?: unknown): S3FrontError {
  return new S3FrontError({
    code: 'FILE_UNREADABLE',
    kind: 'file',
    message: `'${path}' cannot be read: ${reason}.`,
    cause,
  });
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EISDIR', 'it is a directory'],
  ['ELOOP', 'its symbolic links lead in a circle'],
  ['EMFILE', 'too many files are open'],
  ['ENFILE', 'too many files are open'],
  ['ENAMETOOLONG', 'its name is too long'],
]);

export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
