import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { S3FrontError } from '@s3front/core';

/** A directory that this process has for itself. */
export interface DirectoryLock {
  /** Safe to call twice. */
  release(): Promise<void>;
}

/** Directories that this very process holds: the file cannot tell two holders with one process id apart. */
const heldHere = new Set<string>();

/** How often a lock is fought for that others leave and take at the same moment. */
const ATTEMPTS = 20;

/**
 * Takes the directory (made where it is missing) for this process. The lock of a process that is gone, however it
 * went, is taken over. It holds among the processes of one machine, not across a network file system.
 *
 * @throws `DATABASE_IN_USE` (kind `conflict`), `DATABASE_DIRECTORY_UNUSABLE` (kind `file`)
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const place = resolve(directory);
  if (heldHere.has(place)) throw inUse(directory, process.pid);
  heldHere.add(place);
  try {
    await takeLock(directory);
  } catch (error) {
    heldHere.delete(place);
    throw error;
  }
  return {
    release: async () => {
      if (!heldHere.delete(place)) return;
      await rm(lockPath(directory), { force: true });
    },
  };
}

async function takeLock(directory: string): Promise<void> {
  const ticket = join(directory, `lock-${randomBytes(8).toString('hex')}`);
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFile(ticket, JSON.stringify(await describeProcess(process.pid)));
  } catch (cause) {
    throw unusable(directory, cause);
  }
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (await linked(ticket, directory)) return;
      await clearStaleLock(directory);
    }
  } finally {
    await rm(ticket, { force: true });
  }
  throw inUse(directory, undefined);
}

/** Linking is atomic, and the file is whole when it appears. */
async function linked(ticket: string, directory: string): Promise<boolean> {
  try {
    await link(ticket, lockPath(directory));
    return true;
  } catch (cause) {
    if (hasErrno(cause, 'EEXIST')) return false;
    throw unusable(directory, cause);
  }
}

async function clearStaleLock(directory: string): Promise<void> {
  const seen = await readLock(lockPath(directory));
  if (seen === undefined) return;
  const holder = parseHolder(seen);
  if (holder !== undefined && (await isAlive(holder))) throw inUse(directory, holder.pid);
  // Moved away, not deleted: should somebody have replaced it in between, theirs goes back to its place.
  const aside = join(directory, `lock-stale-${randomBytes(8).toString('hex')}`);
  try {
    await rename(lockPath(directory), aside);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return;
    throw unusable(directory, error);
  }
  if ((await readLock(aside)) !== seen) await link(aside, lockPath(directory)).catch(() => undefined);
  await rm(aside, { force: true });
}

interface Holder {
  readonly pid: number;
  /** When it started, as the system counts it: process ids are used again, in containers soon. */
  readonly started: string;
}

async function isAlive(holder: Holder): Promise<boolean> {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (hasErrno(error, 'ESRCH')) return false;
  }
  const now = await describeProcess(holder.pid);
  return now.started === '' || holder.started === '' || now.started === holder.started;
}

/** Field 22 of Linux's /proc/PID/stat; elsewhere unknown. The second field may hold blanks and brackets. */
async function describeProcess(pid: number): Promise<Holder> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { pid, started: text === '' ? '' : (fields[19] ?? '') };
}

async function readLock(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('started' in value)) return undefined;
    const { pid, started } = value;
    return typeof pid === 'number' && typeof started === 'string' ? { pid, started } : undefined;
  } catch {
    return undefined;
  }
}

function lockPath(directory: string): string {
  return join(directory, 'lock');
}

function hasErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function inUse(directory: string, pid: number | undefined): S3FrontError {
  return new S3FrontError({
    code: 'DATABASE_IN_USE',
    kind: 'conflict',
    message: `The database in ${directory} is open in another process${pid === undefined ? '' : ` (${pid})`}.`,
    hint: 'One directory serves one server. Stop the other one, give another directory, or let several share --database postgres://…',
  });
}

function unusable(directory: string, cause: unknown): S3FrontError {
  const reason = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return new S3FrontError({
    code: 'DATABASE_DIRECTORY_UNUSABLE',
    kind: 'file',
    message: `The directory ${directory} cannot hold a database${reason}.`,
    hint: 'Give a directory that can be written to.',
    cause,
  });
}
