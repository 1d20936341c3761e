import { accessSync, constants, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { damaged, unreadable } from './state-error.ts';

/**
 * Makes the directory where it is missing, and answers the path of LMDB's data file in it.
 *
 * @throws `STATE_UNREADABLE`; `STATE_DAMAGED` when a state was here and its data file is gone or empty
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
  const empty = (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0;
  if (empty && isMarked(directory)) throw damaged(path, 'there was a state, and its data file is empty or gone');
  return path;
}

/**
 * Notes beside the data file that there is a state. A process that is killed while it makes the first one leaves an
 * empty data file, which is no harm; an empty data file beside this mark has lost what was in it.
 *
 * @param format the format of the records
 * @throws `STATE_UNREADABLE`
 */
export function markState(directory: string, format: number): void {
  if (isMarked(directory)) return;
  try {
    writeFileSync(markOf(directory), `${format}\n`, { mode: 0o600 });
  } catch (error) {
    throw unreadable(directory, error);
  }
}

function isMarked(directory: string): boolean {
  return statSync(markOf(directory), { throwIfNoEntry: false }) !== undefined;
}

function markOf(directory: string): string {
  return join(directory, 'format');
}
