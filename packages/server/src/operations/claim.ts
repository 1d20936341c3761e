import type { Database, Session } from '../database/database.ts';
import type { OperationId, OperationProblem, OperationRequest, OperationStep } from './operation.ts';
import { EMPTY_MEMORY, type OperationMemory } from './operation-memory.ts';
import { appendEvents, type NewEvent } from './operation-record.ts';
import { stepKey, withoutRepetitions } from './operation-step.ts';

// The queue is the table of operations itself: a turn is due, and a worker leases it. PostgreSQL's SKIP LOCKED hands
// every due turn to one worker, and the lease, which its holder renews while it works, gives it to another one within
// seconds when the holder dies. pg-boss was tried in its place (10.4 is the newest for Node 20). It has no heartbeat
// before version 12, so a job's expiry must outlast the longest turn, and when one does expire its handler runs on
// beside the retried job (timgit/pg-boss issues 436, 555): what a lease must exclude. And the schedule would be a
// second truth beside the operation's own row. Other queues need an extension or lock for hours, and none runs in PGlite.

/** The right to run the next turn of an operation, for a while. */
export interface Claim {
  readonly id: OperationId;
  readonly request: OperationRequest;
  /** Counts the turns: what is written under an older number is refused. */
  readonly turn: number;
  readonly memory: OperationMemory;
  /** The key of the step that was told last. */
  readonly lastStep: string | undefined;
  readonly cancelling: boolean;
  /** It has taken longer than was asked for: this turn is the last. */
  readonly overdue: boolean;
  /** The pause before this turn, in milliseconds. */
  readonly pause: number;
  /** Milliseconds since the epoch, by the clock that everybody shares. */
  readonly created: number;
  readonly now: number;
}

/** What a turn came to. */
export type Settlement =
  | { readonly kind: 'again' /** Milliseconds. */; readonly pause: number }
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed'; readonly problem: OperationProblem }
  | { readonly kind: 'cancelled' };

/** What a turn learnt and did since it last said so. */
export interface Progress {
  readonly memory: OperationMemory;
  readonly steps: readonly OperationStep[];
}

interface ClaimRow extends Record<string, unknown> {
  readonly id: OperationId;
  readonly request: OperationRequest;
  readonly turn: number;
  readonly memory: Partial<OperationMemory>;
  readonly last_step: string | null;
  readonly cancelling: boolean;
  readonly overdue: boolean;
  readonly pause: number;
  readonly created: Date;
  readonly at: Date;
}

/**
 * Leases up to `limit` operations whose turn is due and that nobody else has, the longest due first; none while AWS
 * throttles.
 *
 * @param lease milliseconds
 */
export async function claimDue(
  database: Database,
  now: number | null,
  limit: number,
  lease: number,
): Promise<readonly Claim[]> {
  const rows = await database.query<ClaimRow>(
    `with present as materialized (select s3front.moment($1::double precision) as m),
       due as materialized (
         select o.id from s3front.operation o, present
          where o.finished is null and o.due <= m and (o.lease_until is null or o.lease_until <= m)
            and not exists (select 1 from s3front.throttling t where t.until > m)
          order by o.due limit $2 for update of o skip locked)
     update s3front.operation o
        set lease_until = m + $3 * interval '1 millisecond', turn = o.turn + 1, status = 'running', updated = m
       from due, present where o.id = due.id
     returning o.id, o.request, o.turn, o.memory, o.last_step, o.cancelling, o.deadline <= m as overdue, o.pause,
       o.created, m as at`,
    [now, limit, lease],
  );
  return rows.map((row) => ({
    id: row.id,
    request: row.request,
    turn: row.turn,
    memory: { ...EMPTY_MEMORY, ...row.memory },
    lastStep: row.last_step ?? undefined,
    cancelling: row.cancelling,
    overdue: row.overdue,
    pause: row.pause,
    created: row.created.getTime(),
    now: row.at.getTime(),
  }));
}

/** Keeps the lease for another `lease` milliseconds. False when somebody else has it by now. */
export async function renewLease(
  database: Database,
  now: number | null,
  claim: Claim,
  lease: number,
): Promise<boolean> {
  const rows = await database.query(
    `update s3front.operation set lease_until = s3front.moment($1::double precision) + $2 * interval '1 millisecond'
      where id = $3 and turn = $4 and finished is null returning id`,
    [now, lease, claim.id, claim.turn],
  );
  return rows.length > 0;
}

/** Writes down what a turn learnt and did while it goes on. False when somebody else has the lease by now. */
export function noteProgress(
  database: Database,
  now: number | null,
  claim: Claim,
  lastStep: string | undefined,
  progress: Progress,
): Promise<boolean> {
  return database.transaction(async (session) => {
    const held = await lockRow(session, now, claim);
    if (held === undefined) return false;
    await write(session, claim, held, lastStep, progress, undefined);
    return true;
  });
}

/**
 * Ends a turn: gives the lease back, and ends the operation or says when its next turn is due. A cancellation that was
 * asked for meanwhile takes the place of another turn. False when somebody else has the lease by now.
 */
export function settle(
  database: Database,
  now: number | null,
  claim: Claim,
  lastStep: string | undefined,
  progress: Progress,
  settlement: Settlement,
): Promise<boolean> {
  return database.transaction(async (session) => {
    const held = await lockRow(session, now, claim);
    if (held === undefined) return false;
    const end: Settlement = settlement.kind === 'again' && held.cancelling ? { kind: 'cancelled' } : settlement;
    await write(session, claim, held, lastStep, progress, end);
    return true;
  });
}

interface HeldRow extends Record<string, unknown> {
  readonly events: number;
  readonly cancelling: boolean;
  readonly at: Date;
}

async function lockRow(session: Session, now: number | null, claim: Claim): Promise<HeldRow | undefined> {
  const [row] = await session.query<HeldRow>(
    `select events, cancelling, s3front.moment($1::double precision) as at from s3front.operation
      where id = $2 and turn = $3 and finished is null for update`,
    [now, claim.id, claim.turn],
  );
  return row;
}

async function write(
  session: Session,
  claim: Claim,
  held: HeldRow,
  lastStep: string | undefined,
  progress: Progress,
  settlement: Settlement | undefined,
): Promise<void> {
  const steps = withoutRepetitions(progress.steps, lastStep);
  const last = steps.at(-1);
  const events: NewEvent[] = steps.map((step) => ({ kind: 'step', time: step.time, step }));
  const ended = settlement === undefined || settlement.kind === 'again' ? undefined : settlement;
  const problem = ended?.kind === 'failed' ? ended.problem : undefined;
  if (ended !== undefined) {
    const time = held.at.getTime();
    events.push({ kind: 'ended', time, status: ended.kind, ...(problem === undefined ? {} : { problem }) });
  }
  if (events.length > 0) await appendEvents(session, claim.id, held.events, events);
  const pause = settlement?.kind === 'again' ? settlement.pause : null;
  await session.query(
    `update s3front.operation
        set memory = $3::jsonb, last_step = $4, events = events + $5, updated = $2, problem = $6::jsonb,
            status = coalesce($7, status), finished = case when $7::text is null then null else $2::timestamptz end,
            pause = coalesce($8::double precision, pause),
            due = coalesce($2::timestamptz + $8::double precision * interval '1 millisecond', due),
            lease_until = case when $9 then null else lease_until end
      where id = $1`,
    [
      claim.id,
      held.at,
      JSON.stringify(progress.memory),
      last === undefined ? (lastStep ?? null) : stepKey(last),
      events.length,
      problem === undefined ? null : JSON.stringify(problem),
      ended?.kind ?? null,
      pause,
      settlement !== undefined,
    ],
  );
}
