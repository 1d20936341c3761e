import type { Clock } from '@s3front/core';
import type { Database, Session } from '../database/database.ts';
import { moment } from '../database/moment.ts';
import type { Operation, OperationId, OperationRequest, OperationStatus } from './operation.ts';
import { followEvents } from './operation-events.ts';
import { newOperationId } from './operation-id.ts';
import { appendEvents, OPERATION_COLUMNS, type OperationRecord, operationOf } from './operation-record.ts';
import type { OperationOrigin, OperationPage, OperationQuery, Operations } from './operations.ts';

/** The operations kept in this database. */
export function openOperations(database: Database, clock: Clock): Operations {
  const now = (): number | null => moment(database, clock);
  return {
    accept: (request, origin) => database.transaction((session) => accept(session, clock, now(), request, origin)),
    get: (id) => read(database, id),
    list: (query) => list(database, query),
    cancel: (id) => database.transaction((session) => cancel(session, now(), id)),
    events: (id, options) => followEvents(database, clock, id, options),
    count: () => count(database),
  };
}

async function read(session: Session, id: OperationId): Promise<Operation | undefined> {
  const [record] = await session.query<OperationRecord>(
    `select ${OPERATION_COLUMNS} from s3front.operation o where o.id = $1`,
    [id],
  );
  return record === undefined ? undefined : operationOf(record);
}

async function accept(
  session: Session,
  clock: Clock,
  now: number | null,
  request: OperationRequest,
  origin: OperationOrigin,
): Promise<{ readonly operation: Operation; readonly joined: boolean }> {
  const id = newOperationId(clock.now());
  const [made] = await session.query<{ created: Date }>(
    `insert into s3front.operation
       (id, kind, subject, request, owner, buckets, created, updated, due, deadline, events)
     select $1, $2, $3, $4::jsonb, $5, $6::text[], m, m, m, m + $7 * interval '1 millisecond', 1
       from s3front.moment($8::double precision) as m
     on conflict (subject) where kind = 'removal' and finished is null do nothing
     returning created`,
    [
      id,
      request.kind,
      request.distribution,
      JSON.stringify(request),
      origin.owner ?? null,
      [...origin.buckets],
      request.timeout,
      now,
    ],
  );
  if (made === undefined) return { operation: await removalUnderWay(session, request), joined: true };
  await appendEvents(session, id, 0, [{ kind: 'accepted', time: made.created.getTime() }]);
  return { operation: await readOwn(session, id), joined: false };
}

async function removalUnderWay(session: Session, request: OperationRequest): Promise<Operation> {
  const [record] = await session.query<OperationRecord>(
    `select ${OPERATION_COLUMNS} from s3front.operation o
      where o.kind = 'removal' and o.subject = $1 order by o.finished desc nulls first limit 1`,
    [request.distribution],
  );
  if (record === undefined) throw new Error('A removal was in the way of another one, and is not there.');
  return operationOf(record);
}

/** What this transaction wrote or locked itself. */
async function readOwn(session: Session, id: OperationId): Promise<Operation> {
  const operation = await read(session, id);
  if (operation === undefined) throw new Error(`Operation ${id} vanished inside of its own transaction.`);
  return operation;
}

async function list(session: Session, query: OperationQuery): Promise<OperationPage> {
  const limit = Math.min(1000, Math.max(1, Math.trunc(query.limit)));
  const records = await session.query<OperationRecord>(
    `select ${OPERATION_COLUMNS} from s3front.operation o
      where ($1::text is null or o.id < $1) and ($2::text is null or o.status = $2)
        and ($3::text[] is null or (o.buckets <@ $3::text[] and cardinality(o.buckets) > 0))
      order by o.id desc limit $4`,
    [query.after ?? null, query.status ?? null, query.buckets === undefined ? null : [...query.buckets], limit + 1],
  );
  const operations = records.slice(0, limit).map(operationOf);
  return { operations, next: records.length > limit ? operations.at(-1)?.id : undefined };
}

/** A turn that is running sees the mark when it ends; without one the operation ends here. */
async function cancel(session: Session, now: number | null, id: OperationId): Promise<Operation | undefined> {
  const [row] = await session.query<{ events: number; open: boolean; leased: boolean; at: Date }>(
    `select events, finished is null and not cancelling as open, coalesce(lease_until > m, false) as leased, m as at
       from s3front.operation, s3front.moment($2::double precision) as m where id = $1 for update of operation`,
    [id, now],
  );
  if (row === undefined) return undefined;
  if (!row.open) return readOwn(session, id);
  const time = row.at.getTime();
  if (row.leased) {
    await appendEvents(session, id, row.events, [{ kind: 'cancelling', time }]);
    await session.query(
      'update s3front.operation set cancelling = true, updated = $2, events = events + 1 where id = $1',
      [id, row.at],
    );
    return readOwn(session, id);
  }
  await appendEvents(session, id, row.events, [
    { kind: 'cancelling', time },
    { kind: 'ended', time, status: 'cancelled' },
  ]);
  await session.query(
    `update s3front.operation set cancelling = true, status = 'cancelled', lease_until = null,
       updated = $2, finished = $2, events = events + 2 where id = $1`,
    [id, row.at],
  );
  return readOwn(session, id);
}

async function count(session: Session): Promise<Readonly<Record<OperationStatus, number>>> {
  const rows = await session.query<{ status: OperationStatus; count: number }>(
    'select status, count(*)::int as count from s3front.operation group by status',
  );
  const counted = Object.fromEntries(rows.map((row) => [row.status, row.count]));
  return { queued: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0, ...counted };
}
