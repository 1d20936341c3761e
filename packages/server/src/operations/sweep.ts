import type { Database } from '../database/database.ts';
import { IDEMPOTENCY_KEPT } from '../idempotency/stored-idempotency.ts';

/** Rows per statement, so that nobody waits for a long one. */
const BATCH = 1_000;

/**
 * Deletes the operations, with their events, that ended more than `keep` milliseconds ago, and the answers whose 24
 * hours are over. Answers how many operations went.
 */
export async function sweep(database: Database, now: number | null, keep: number): Promise<number> {
  await deleteInBatches(
    database,
    `delete from s3front.idempotency where (owner, key) in (
       select owner, key from s3front.idempotency
        where reserved < s3front.moment($1::double precision) - $2 * interval '1 millisecond' limit ${BATCH})
     returning 1`,
    [now, IDEMPOTENCY_KEPT],
  );
  return deleteInBatches(
    database,
    `delete from s3front.operation where id in (
       select id from s3front.operation
        where finished < s3front.moment($1::double precision) - $2 * interval '1 millisecond' limit ${BATCH})
     returning 1`,
    [now, keep],
  );
}

async function deleteInBatches(database: Database, sql: string, parameters: readonly unknown[]): Promise<number> {
  for (let deleted = 0; ; ) {
    const rows = await database.query(sql, parameters);
    deleted += rows.length;
    if (rows.length < BATCH) return deleted;
  }
}
