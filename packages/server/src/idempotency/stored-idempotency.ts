import { randomUUID } from 'node:crypto';
import type { Clock } from '@s3front/core';
import type { Database } from '../database/database.ts';
import { moment } from '../database/moment.ts';
import type { Held, Idempotency, IdempotencyRequest, KeptAnswer, Reservation } from './idempotency.ts';

/** How long an answer is given again, in milliseconds. */
export const IDEMPOTENCY_KEPT: number = 24 * 60 * 60 * 1000;
/** A request that has not answered after this many milliseconds has died. */
const ABANDONED_AFTER: number = 2 * 60 * 1000;
/** What a client that meets its own request is told to wait, in milliseconds. */
const RETRY_AFTER = 1_000;

interface Entry extends Record<string, unknown> {
  readonly attempt: string;
  readonly fingerprint: string;
  readonly answer: KeptAnswer | null;
}

/** What is remembered in this database; `sweep` forgets it after 24 hours. */
export function openIdempotency(database: Database, clock: Clock): Idempotency {
  return {
    reserve: (request) => reserve(database, clock, request),
  };
}

async function reserve(database: Database, clock: Clock, request: IdempotencyRequest): Promise<Reservation> {
  const { owner, key, fingerprint } = request;
  const attempt = randomUUID();
  // One statement, so that of two requests at the same moment one takes the key and the other one sees it taken.
  const [entry] = await database.query<Entry>(
    `insert into s3front.idempotency as i (owner, key, fingerprint, attempt, reserved)
       values ($1, $2, $3, $4, s3front.moment($5::double precision))
     on conflict (owner, key) do update set
       fingerprint = case when ${FREE} then excluded.fingerprint else i.fingerprint end,
       attempt = case when ${FREE} then excluded.attempt else i.attempt end,
       answer = case when ${FREE} then null else i.answer end,
       reserved = case when ${FREE} then excluded.reserved else i.reserved end
     returning attempt, fingerprint, answer`,
    [owner, key, fingerprint, attempt, moment(database, clock), ABANDONED_AFTER, IDEMPOTENCY_KEPT],
  );
  if (entry === undefined) throw new Error('The database kept a key and did not answer it.');
  if (entry.attempt === attempt) return { kind: 'new', held: hold(database, request, attempt) };
  if (entry.fingerprint !== fingerprint) return { kind: 'mismatch' };
  return entry.answer === null
    ? { kind: 'in-flight', retryAfter: RETRY_AFTER }
    : { kind: 'replay', answer: entry.answer };
}

/** Its request died without an answer, or the answer's time is over. */
const FREE = `excluded.reserved > i.reserved + interval '1 millisecond' *
  case when i.answer is null then $6::double precision else $7::double precision end`;

function hold(database: Database, request: IdempotencyRequest, attempt: string): Held {
  const { owner, key } = request;
  return {
    async answered(answer) {
      await database.query(
        'update s3front.idempotency set answer = $4::jsonb where owner = $1 and key = $2 and attempt = $3',
        [owner, key, attempt, JSON.stringify(answer)],
      );
    },
    async released() {
      await database.query('delete from s3front.idempotency where owner = $1 and key = $2 and attempt = $3', [
        owner,
        key,
        attempt,
      ]);
    },
  };
}
