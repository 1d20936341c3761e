import { S3FrontError } from '@s3front/core';
import type { Database, Session } from './database.ts';
import { MIGRATIONS } from './migrations.ts';

/** Any number that nobody else locks: servers that start at once queue up behind it. */
const ADVISORY_LOCK = 5_337_017_368;

/**
 * Brings the schema `s3front` to this version's, in one transaction: it is as before or as after.
 *
 * @throws `DATABASE_TOO_NEW` (kind `precondition`)
 */
export async function migrate(
  database: Database,
  migrations: readonly (readonly string[])[] = MIGRATIONS,
): Promise<void> {
  await database.transaction(async (session) => {
    await session.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
    const current = await currentVersion(session);
    if (current > migrations.length) throw tooNew(current, migrations.length);
    for (const [index, statements] of migrations.entries()) {
      if (index < current) continue;
      for (const statement of statements) await session.query(statement);
      await session.query('insert into s3front.migration (version) values ($1)', [index + 1]);
    }
  });
}

async function currentVersion(session: Session): Promise<number> {
  // Asked for first: `create schema if not exists` needs the privilege even where there is nothing to create.
  const [there] = await session.query<{ found: boolean }>(
    "select to_regclass('s3front.migration') is not null as found",
  );
  if (there?.found !== true) {
    await session.query('create schema if not exists s3front');
    await session.query(
      'create table s3front.migration (version integer primary key, applied timestamptz not null default now())',
    );
    return 0;
  }
  const [row] = await session.query<{ version: number }>(
    'select coalesce(max(version), 0)::int as version from s3front.migration',
  );
  return row?.version ?? 0;
}

function tooNew(found: number, known: number): S3FrontError {
  return new S3FrontError({
    code: 'DATABASE_TOO_NEW',
    kind: 'precondition',
    message: `The database was written by a newer s3front: its tables have version ${found}, and this one knows ${known}.`,
    hint: 'Run that version of s3front, or give another database.',
  });
}
