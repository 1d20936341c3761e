import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import { S3FrontError } from '@s3front/core';
import type { Database, Row, Session } from './database.ts';
import { databaseClosed, translated } from './database-error.ts';
import { type DirectoryLock, lockDirectory } from './directory-lock.ts';

/** PostgreSQL embedded in this process, in a directory or, without one, in memory. @throws as openDatabase */
export async function openEmbeddedDatabase(directory: string | undefined): Promise<Database> {
  if (directory === undefined) return new EmbeddedDatabase(await PGlite.create(), 'memory', undefined);
  const lock = await lockDirectory(directory);
  try {
    return new EmbeddedDatabase(await openFiles(directory), directory, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

class EmbeddedDatabase implements Database {
  readonly kind = 'embedded';
  readonly #engine: PGlite;
  readonly #where: string;
  readonly #lock: DirectoryLock | undefined;
  #closing: Promise<void> | undefined;

  constructor(engine: PGlite, where: string, lock: DirectoryLock | undefined) {
    this.#engine = engine;
    this.#where = where;
    this.#lock = lock;
  }

  query<Result extends Row = Row>(sql: string, parameters: readonly unknown[] = []): Promise<readonly Result[]> {
    return this.#guarded(() => ask<Result>(this.#engine, sql, parameters));
  }

  transaction<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    return this.#guarded(() =>
      this.#engine.transaction((transaction) =>
        work({
          query: <Answer extends Row>(sql: string, parameters: readonly unknown[] = []) =>
            this.#guarded(() => ask<Answer>(transaction, sql, parameters)),
        }),
      ),
    );
  }

  async ready(): Promise<void> {
    await this.query('select 1');
  }

  close(): Promise<void> {
    this.#closing ??= this.#shut();
    return this.#closing;
  }

  async #shut(): Promise<void> {
    await this.#engine.close();
    await this.#lock?.release();
  }

  async #guarded<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#engine.closed) throw databaseClosed();
    try {
      return await work();
    } catch (error) {
      throw translated(error, this.#where);
    }
  }
}

async function ask<Result extends Row>(
  session: PGlite | Transaction,
  sql: string,
  parameters: readonly unknown[],
): Promise<readonly Result[]> {
  return (await session.query<Result>(sql, [...parameters])).rows;
}

/**
 * A new database is made beside its place and moved there when it is whole, so that a process killed while it makes
 * one leaves nothing that looks like a database.
 */
async function openFiles(directory: string): Promise<PGlite> {
  const place = join(directory, 'data');
  if (!(await exists(place))) {
    const draft = join(directory, 'draft');
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { mode: 0o700 });
    const made = await PGlite.create(draft);
    await made.close();
    await rename(draft, place);
  }
  try {
    return await PGlite.create(place);
  } catch (cause) {
    throw new S3FrontError({
      code: 'DATABASE_DAMAGED',
      kind: 'file',
      message: `The database in ${directory} cannot be opened: it is damaged, or of another version of PostgreSQL.`,
      hint: 'Put a copy of the directory back, or give another directory to begin anew.',
      cause,
    });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
