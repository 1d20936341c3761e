import { VirtualClock } from '@s3front/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/open-database.ts';
import { sweep } from '../operations/sweep.ts';
import type { Held, Idempotency, Reservation } from './idempotency.ts';
import { openIdempotency } from './stored-idempotency.ts';

let database: Database;
let clock: VirtualClock;
let idempotency: Idempotency;

beforeAll(async () => {
  database = await openDatabase(undefined);
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.query('truncate s3front.idempotency');
  clock = new VirtualClock();
  idempotency = openIdempotency(database, clock);
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const answer = { status: 201, headers: { location: '/v1/buckets/x' }, body: '{"name":"\\u0000x"}' };

const reserve = (fingerprint = 'POST /v1/buckets abc', owner = 'somebody') =>
  idempotency.reserve({ owner, key: 'key', fingerprint });

function heldIn(reservation: Reservation): Held {
  if (reservation.kind !== 'new') throw new Error(`The key is not free: ${reservation.kind}.`);
  return reservation.held;
}

describe('a key', () => {
  it('is new once, then in flight, then answered the same', async () => {
    const held = heldIn(await reserve());
    expect(await reserve()).toEqual({ kind: 'in-flight', retryAfter: 1_000 });
    await held.answered(answer);
    expect(await reserve()).toEqual({ kind: 'replay', answer });
  });

  it('is refused for another request, in flight and answered', async () => {
    const held = heldIn(await reserve());
    expect(await reserve('POST /v1/buckets other')).toEqual({ kind: 'mismatch' });
    await held.answered(answer);
    expect(await reserve('POST /v1/buckets other')).toEqual({ kind: 'mismatch' });
  });

  it('of one owner says nothing to another', async () => {
    await heldIn(await reserve()).answered(answer);
    expect((await reserve('other', 'somebody else')).kind).toBe('new');
  });

  it('is given to one of many that ask at once', async () => {
    const reservations = await Promise.all(Array.from({ length: 10 }, () => reserve()));
    expect(reservations.filter((one) => one.kind === 'new')).toHaveLength(1);
  });

  it('is free again when it was released', async () => {
    await heldIn(await reserve()).released();
    expect((await reserve('another request')).kind).toBe('new');
  });

  it('is free again when its request died, whose late answer counts for nothing', async () => {
    const dead = heldIn(await reserve());
    clock.advance(2 * MINUTE);
    expect((await reserve()).kind).toBe('in-flight');
    clock.advance(1);
    const held = heldIn(await reserve());
    await dead.answered({ ...answer, status: 500 });
    await dead.released();
    expect((await reserve()).kind).toBe('in-flight');
    await held.answered(answer);
    expect(await reserve()).toEqual({ kind: 'replay', answer });
  });

  it('is kept for 24 hours, and swept afterwards', async () => {
    await heldIn(await reserve()).answered(answer);
    clock.advance(24 * HOUR);
    await sweep(database, clock.now(), HOUR);
    expect((await reserve()).kind).toBe('replay');
    clock.advance(1);
    expect((await reserve('another request')).kind).toBe('new');
    clock.advance(24 * HOUR + 1);
    await sweep(database, clock.now(), HOUR);
    expect(await database.query('select * from s3front.idempotency')).toEqual([]);
  });
});
