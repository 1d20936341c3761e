import { open } from 'node:fs/promises';
import { S3FrontError } from '../errors.ts';
import type { ObjectBody } from '../ports/object-store.ts';
import { fileError } from './file-error.ts';

/** Bytes that are read at once. */
const CHUNK: number = 64 * 1024;

/**
 * The content of a file that had this size when it was looked at. A file that has another one by the time it is read
 * is refused, `FILE_CHANGED`, since what would be stored is neither the old content nor the new.
 */
export function fileBody(path: string, size: number): ObjectBody & { readonly size: number } {
  return { size, open: () => read(path, size) };
}

async function* read(path: string, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  const file = await open(path).catch((error: unknown) => {
    throw fileError(error, path);
  });
  try {
    let left = size;
    while (left > 0) {
      // A chunk is handed on, so the next is read into another.
      const buffer = new Uint8Array(Math.min(CHUNK, left));
      const { bytesRead } = await file.read(buffer, 0, buffer.byteLength);
      if (bytesRead === 0) throw changed(path, 'shorter');
      left -= bytesRead;
      // Known before the last chunk is sent, so that nothing is stored.
      if (left === 0 && (await file.read(new Uint8Array(1), 0, 1)).bytesRead > 0) throw changed(path, 'longer');
      yield buffer.subarray(0, bytesRead);
    }
    if (size === 0 && (await file.read(new Uint8Array(1), 0, 1)).bytesRead > 0) throw changed(path, 'longer');
  } catch (error) {
    throw error instanceof S3FrontError ? error : fileError(error, path);
  } finally {
    await file.close();
  }
}

function changed(path: string, how: string): S3FrontError {
  return new S3FrontError({
    code: 'FILE_CHANGED',
    kind: 'file',
    message: `'${path}' became ${how} while it was read. It was not stored.`,
    hint: 'Run the command again when nothing writes the file.',
  });
}
