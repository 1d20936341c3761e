import type { Dirent, Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { compareBytes } from '../naming/byte-order.ts';
import type { Files, LocalFile } from '../ports/files.ts';
import type { ObjectBody } from '../ports/object-store.ts';
import { fileBody } from './file-body.ts';
import { fileError, systemCode, unreadable } from './file-error.ts';
import { standardInput } from './standard-input.ts';

/** Why something below a walked directory is left out. */
export type SkipReason = 'special-file' | 'linked-directory' | 'dangling-link';

export interface NodeFilesOptions {
  /** Told of what a walk leaves out: sockets, pipes and devices, links to directories, links to nothing. */
  readonly onSkip?: ((path: string, reason: SkipReason) => void) | undefined;
}

/** This machine's files. */
export function nodeFiles(options: NodeFilesOptions = {}): Files {
  return {
    inspect: async (path) => {
      const stats = await look(path);
      if (stats.isFile()) return 'file';
      return stats.isDirectory() ? 'directory' : 'other';
    },
    file: async (path) => {
      const stats = await look(path);
      if (stats.isDirectory()) throw unreadable(path, 'it is a directory');
      if (!stats.isFile()) throw unreadable(path, 'it is not a regular file');
      return localFile(path, basename(path), stats);
    },
    walk: (directory) => walk(directory, '', options.onSkip),
    standardInput: (): ObjectBody => standardInput(process.stdin),
  };
}

type OnSkip = NodeFilesOptions['onSkip'];

/** A directory or a file below the one that is walked, and what it sorts by. */
type Found =
  | { readonly kind: 'directory'; readonly name: string }
  | { readonly kind: 'file'; readonly name: string; readonly stats: Stats };

/**
 * Depth first and one directory at a time, so that it costs no memory for what is still to come. A directory sorts
 * as its name with the slash: `a-b` comes before what is in `a`, as the bytes of the whole paths have it.
 */
async function* walk(root: string, below: string, onSkip: OnSkip): AsyncGenerator<LocalFile, void, undefined> {
  const directory = join(root, below);
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    throw fileError(error, directory);
  });
  const found: Found[] = [];
  for (const entry of entries) {
    const one = await classify(directory, entry, onSkip);
    if (one !== undefined) found.push(one);
  }
  found.sort((left, right) => compareBytes(sortName(left), sortName(right)));
  for (const one of found) {
    const relative = `${below}${one.name}`;
    if (one.kind === 'directory') yield* walk(root, `${relative}/`, onSkip);
    else yield localFile(join(root, relative), relative, one.stats);
  }
}

async function classify(directory: string, entry: Dirent, onSkip: OnSkip): Promise<Found | undefined> {
  const { name } = entry;
  if (entry.isDirectory()) return { kind: 'directory', name };
  const path = join(directory, name);
  const stats = await lookThrough(path, entry.isSymbolicLink());
  const skipped = reasonToSkip(stats);
  if (skipped !== undefined) onSkip?.(path, skipped);
  return stats?.isFile() === true ? { kind: 'file', name, stats } : undefined;
}

function reasonToSkip(stats: Stats | undefined): SkipReason | undefined {
  if (stats === undefined) return 'dangling-link';
  if (stats.isFile()) return undefined;
  // Only links get here: following one could lead in a circle, or out of what was asked for.
  return stats.isDirectory() ? 'linked-directory' : 'special-file';
}

/** What stands there, or undefined for a link to nothing or to itself. */
async function lookThrough(path: string, isLink: boolean): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (isLink && ['ENOENT', 'ELOOP', 'ENOTDIR'].includes(systemCode(error) ?? '')) return undefined;
    throw fileError(error, path);
  }
}

function sortName(found: Found): string {
  return found.kind === 'directory' ? `${found.name}/` : found.name;
}

function localFile(path: string, relative: string, stats: Stats): LocalFile {
  return { path, relative, body: fileBody(path, stats.size) };
}

async function look(path: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (error) {
    throw fileError(error, path);
  }
}
