import { S3FrontError } from '@s3front/core';
import type { Database } from './database.ts';
import { openEmbeddedDatabase } from './embedded-database.ts';
import { migrate } from './migrate.ts';
import { openPostgresDatabase } from './postgres-database.ts';

/**
 * Opens the database and brings its tables to this version's. Any number of servers may do so at once on one
 * PostgreSQL; a directory belongs to one process at a time.
 *
 * @param location `postgres://user:password@host:5432/name?sslmode=require`, or a directory (made where it is
 * missing); undefined keeps everything in memory, for tests and trials
 * @throws as Database, and `DATABASE_LOCATION_INVALID` (kind `usage`), `DATABASE_TOO_NEW` (kind `precondition`: a newer
 * s3front wrote it), `DATABASE_IN_USE` (kind `conflict`: another process has the directory open), `DATABASE_DAMAGED`
 * and `DATABASE_DIRECTORY_UNUSABLE` (kind `file`)
 */
export async function openDatabase(location: string | undefined): Promise<Database> {
  const database = await connect(location);
  try {
    await migrate(database);
    if (database.kind === 'embedded') await freeLeases(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Nobody else can have a directory open, so what is leased in it is leased to a process that died. */
async function freeLeases(database: Database): Promise<void> {
  await database.query('update s3front.operation set lease_until = null where lease_until is not null');
}

async function connect(location: string | undefined): Promise<Database> {
  if (location === undefined) return openEmbeddedDatabase(undefined);
  if (/^postgres(?:ql)?:\/\//i.test(location)) return openPostgresDatabase(location);
  // A drive letter is no scheme, so a scheme has two letters at least.
  if (location !== '' && !/^[a-z][a-z\d+.-]+:\/\//i.test(location)) return openEmbeddedDatabase(location);
  const scheme = location.split('://', 1)[0] ?? '';
  throw new S3FrontError({
    code: 'DATABASE_LOCATION_INVALID',
    kind: 'usage',
    message: location === '' ? 'The database has an empty location.' : `There is no database behind '${scheme}://'.`,
    hint: 'Give postgres://user@host/name, or a directory.',
  });
}
