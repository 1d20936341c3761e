import type { Clock } from '@s3front/core';
import type { Database } from '../database/database.ts';
import type { OperationEvent, OperationId } from './operation.ts';

/**
 * How often the table is looked at, in milliseconds. Polling works the same on PostgreSQL, also behind a pooler that
 * knows no LISTEN, and embedded; for something that takes minutes half a second is at once.
 */
const INTERVAL = 500;

/** Events read at once. */
const PAGE = 200;

/** As Operations.events: what the table holds after `after`, then what is added to it. */
export async function* followEvents(
  database: Database,
  clock: Clock,
  id: OperationId,
  options: { readonly after?: number | undefined; readonly signal?: AbortSignal | undefined } = {},
): AsyncGenerator<OperationEvent> {
  const { signal } = options;
  let after = options.after ?? 0;
  while (signal?.aborted !== true) {
    // The state first: what is not in the page read after it can only have happened later.
    const state = await stateOf(database, id);
    if (state === undefined) return;
    const page = await eventsAfter(database, id, after);
    for (const event of page) {
      yield event;
      if (event.kind === 'ended') return;
      after = event.id;
    }
    if (state.finished && after >= state.events) return;
    if (page.length < PAGE) await pause(clock, signal);
  }
}

async function stateOf(
  database: Database,
  id: OperationId,
): Promise<{ readonly finished: boolean; readonly events: number } | undefined> {
  const [row] = await database.query<{ finished: boolean; events: number }>(
    'select finished is not null as finished, events from s3front.operation where id = $1',
    [id],
  );
  return row;
}

async function eventsAfter(database: Database, id: OperationId, after: number): Promise<readonly OperationEvent[]> {
  const rows = await database.query<{ id: number; body: OperationEvent }>(
    // A number of the client's may be larger than any column's.
    `select id, body from s3front.event where operation = $1 and id > $2::double precision order by id limit ${PAGE}`,
    [id, after],
  );
  return rows.map((row) => ({ ...row.body, id: row.id }));
}

async function pause(clock: Clock, signal: AbortSignal | undefined): Promise<void> {
  try {
    await clock.sleep(INTERVAL, signal);
  } catch (error) {
    // The listener left: that is an end, not a failure.
    if (signal?.aborted !== true) throw error;
  }
}
