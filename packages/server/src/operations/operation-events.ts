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
    const { events, over } = await newsOf(database, id, after);
    for (const event of events) {
      yield event;
      after = event.id;
    }
    if (over) return;
    if (events.length === 0) await pause(clock, signal);
  }
}

/** The next events, and whether none will follow them. Whoever has seen everything costs one look at one row. */
async function newsOf(
  database: Database,
  id: OperationId,
  after: number,
): Promise<{ readonly events: readonly OperationEvent[]; readonly over: boolean }> {
  const state = await stateOf(database, id);
  if (state === undefined) return { events: [], over: true };
  const events = state.events > after ? await eventsAfter(database, id, after) : [];
  return { events, over: state.finished && (events.at(-1)?.id ?? after) >= state.events };
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
