import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unreadable } from './state-error.ts';

/**
 * Makes the directory where it is missing, and answers the path of LMDB's data file in it.
 *
 * @throws `STATE_UNREADABLE`
 */
export function prepareDirectory(directory: string): string {
  const path = join(directory, 'data.mdb');
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    for (const file of [path, join(directory, 'lock.mdb')]) {
      const found = statSync(file, { throwIfNoEntry: false });
      if (found === undefined) continue;
      if (!found.isFile()) throw new Error(`${file} is not a file`);
      accessSync(file, constants.R_OK | constants.W_OK);
    }
  } catch (error) {
    throw unreadable(directory, error);
  }
  return path;
}
