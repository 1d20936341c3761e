import type { BucketName } from '@s3front/core';
import type { Session } from '../database/database.ts';
import type {
  Operation,
  OperationEvent,
  OperationId,
  OperationProblem,
  OperationRequest,
  OperationStatus,
  OperationStep,
} from './operation.ts';
import type { OperationMemory } from './operation-memory.ts';

/** A row of `s3front.operation` with its steps, as OPERATION_COLUMNS selects it. */
export interface OperationRecord extends Record<string, unknown> {
  readonly id: OperationId;
  readonly request: OperationRequest;
  readonly owner: string | null;
  readonly buckets: readonly BucketName[];
  readonly status: OperationStatus;
  readonly cancelling: boolean;
  readonly memory: Partial<OperationMemory>;
  readonly problem: OperationProblem | null;
  readonly created: Date;
  readonly updated: Date;
  readonly finished: Date | null;
  readonly steps: readonly OperationStep[];
}

/** For a `select` from `s3front.operation as o`. */
export const OPERATION_COLUMNS = `o.id, o.request, o.owner, o.buckets, o.status, o.cancelling, o.memory, o.problem,
  o.created, o.updated, o.finished,
  (select coalesce(jsonb_agg(e.body -> 'step' order by e.id), '[]') from s3front.event e
    where e.operation = o.id and e.body ->> 'kind' = 'step') as steps`;

export function operationOf(record: OperationRecord): Operation {
  return {
    id: record.id,
    request: record.request,
    status: record.status,
    created: record.created.getTime(),
    updated: record.updated.getTime(),
    finished: record.finished?.getTime(),
    cancelling: record.cancelling,
    buckets: record.buckets,
    owner: record.owner ?? undefined,
    steps: record.steps,
    invalidations: (record.memory.invalidations ?? []).map((sent) => sent.id),
    problem: record.problem ?? undefined,
  };
}

/** An event before it has its number. */
export type NewEvent = OperationEvent extends infer Event ? (Event extends unknown ? Omit<Event, 'id'> : never) : never;

/** Writes the events with the numbers after `last`; the caller holds the operation's row. */
export async function appendEvents(
  session: Session,
  id: OperationId,
  last: number,
  events: readonly NewEvent[],
): Promise<void> {
  await session.query(
    `insert into s3front.event (operation, id, body)
       select $1, $2::int + position, body from jsonb_array_elements($3::jsonb) with ordinality as list (body, position)`,
    [id, last, JSON.stringify(events)],
  );
}
