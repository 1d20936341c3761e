import type { Clock } from '@s3front/core';
import type { Database } from './database.ts';

/**
 * What `s3front.moment()` is to be called with: nothing where several machines share the database, since then only its
 * own clock is common to them; this process's clock where the database belongs to this process.
 */
export function moment(database: Database, clock: Clock): number | null {
  return database.kind === 'postgres' ? null : clock.now();
}
