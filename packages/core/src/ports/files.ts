import type { ObjectBody } from './object-store.ts';

/** One file to upload. */
export interface LocalFile {
  /** The path as a person wrote or would write it, for messages. */
  readonly path: string;
  /** The path below the directory that was walked, with `/` on every system; the base name for a single file. */
  readonly relative: string;
  readonly body: ObjectBody & { readonly size: number };
}

/** The local file system, as far as uploads need it. */
export interface Files {
  /** @throws `FILE_NOT_FOUND`, `FILE_UNREADABLE` (kind `file`) */
  inspect(path: string): Promise<'file' | 'directory' | 'other'>;

  /** @throws as inspect, and `FILE_UNREADABLE` for what is not a regular file */
  file(path: string): Promise<LocalFile>;

  /** Every regular file below the directory, in byte order of the relative path; symbolic links are followed to files, never to directories. */
  walk(directory: string): AsyncIterable<LocalFile>;

  /** Standard input, of unknown length; it can be opened once. */
  standardInput(): ObjectBody;
}
