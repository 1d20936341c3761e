import { type DistributionId, type Provider, S3FrontError } from '@s3front/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/open-database.ts';
import { claimDue } from './claim.ts';
import type { OperationId } from './operation.ts';
import {
  accept,
  calls,
  distributionId,
  endless,
  Gate,
  HOUR,
  idle,
  instead,
  openWorkplace,
  operation,
  publish,
  REMOVED,
  removalOf,
  stepKinds,
  type Workplace,
  workOn,
} from './workplace.test-support.ts';

let database: Database;
let place: Workplace;

beforeAll(async () => {
  database = await openDatabase(undefined);
});
afterAll(() => database.close());
beforeEach(async () => {
  place = await openWorkplace(database);
});

describe('a worker that dies', () => {
  const LEASE = 10_000;

  it('leaves its operation to another one when the lease is over, and not before', async () => {
    const distribution = await publish(place, 'site.example.org');
    const id = await accept(place, removalOf(distribution));
    expect(await claimDue(database, place.clock.now(), 5, LEASE)).toHaveLength(1);
    const other = place.worker({ lease: LEASE });
    place.clock.advance(LEASE - 1);
    expect(await other.runDue()).toBe(0);
    place.clock.advance(1);
    expect(await other.runDue()).toBe(1);
    expect(await stepKinds(place, id)).toEqual(['disabled']);
  });

  it.each(['updateDistribution', 'deleteDistribution'] as const)(
    'in the middle of %s has its step told by the next one',
    async (method) => {
      const distribution = await publish(place, 'site.example.org');
      const id = await accept(place, removalOf(distribution));
      // The call happens, and its process never hears of it.
      const dying = instead(place.provider, {
        [method]: async (...request: Parameters<Provider['cdn'][typeof method]>) => {
          await (place.provider.cdn[method] as (...all: unknown[]) => Promise<unknown>)(...request);
          return new Promise(() => undefined);
        },
      });
      const dead = place.worker({ provider: dying, lease: LEASE, lanes: 1 });
      const alive = place.worker({ lease: LEASE });
      const last = REMOVED.indexOf(method === 'updateDistribution' ? 'disabled' : 'deleted');
      for (let turns = 0; (await acting(id)) === undefined && turns < 200; turns += 1) {
        void dead.runDue();
        await idle();
        place.clock.advance(500);
      }
      // Nobody renews the lease of a dead process.
      await database.query('update s3front.operation set turn = turn + 1, lease_until = to_timestamp(0)');
      await workOn(place, alive);
      expect(await operation(place, id)).toMatchObject({ status: 'succeeded' });
      const told = await stepKinds(place, id);
      expect(told.filter((kind) => kind === REMOVED[last])).toHaveLength(1);
      expect(told.filter((kind) => kind !== 'waiting')).toEqual(
        expect.arrayContaining(REMOVED.filter((kind) => kind !== 'waiting')),
      );
      expect(calls(place, 'UpdateDistribution')).toBe(1);
      expect(calls(place, 'DeleteDistribution')).toBe(1);
    },
  );

  it('does nothing more once its lease is lost', async () => {
    const distribution = await publish(place, 'site.example.org');
    const id = await accept(place, removalOf(distribution));
    const slow = instead(place.provider, {
      getDistribution: async (...request: Parameters<Provider['cdn']['getDistribution']>) => {
        const found = await place.provider.cdn.getDistribution(...request);
        await database.query('update s3front.operation set turn = turn + 1');
        return found;
      },
    });
    await place.worker({ provider: slow }).runDue();
    expect(calls(place, 'UpdateDistribution')).toBe(0);
    expect(await stepKinds(place, id)).toEqual([]);
    expect(place.faults).toEqual([]);
  });

  async function acting(id: OperationId): Promise<unknown> {
    const [row] = await database.query<{ acting: string | null }>(
      "select memory -> 'removal' ->> 'acting' as acting from s3front.operation where id = $1",
      [id],
    );
    return row?.acting ?? undefined;
  }
});

describe('a worker at work', () => {
  it('renews its lease while a turn takes long', async () => {
    const distribution = await publish(place, 'site.example.org');
    await accept(place, removalOf(distribution));
    const gate = new Gate(place.provider);
    const working = place.worker({ provider: gate.provider, lease: 9_000, lanes: 1 }).runDue();
    while (place.clock.sleeping === 0) await idle();
    for (let third = 0; third < 12; third += 1) {
      place.clock.advance(3_000);
      await renewals();
      expect(await place.worker().runDue()).toBe(0);
    }
    gate.open();
    await working;
    expect(calls(place, 'UpdateDistribution')).toBe(1);

    // The renewal is on its way to the database, and its sleeper is back when it is there.
    async function renewals(): Promise<void> {
      await idle();
      await database.ready();
      await idle();
    }
  });

  it.each([
    ['fails', () => Promise.reject(new Error('away'))],
    ['is not answered', () => new Promise<never>(() => undefined)],
  ])('ends its turn with the lease when the renewal %s', async (_, renewal) => {
    const distribution = await publish(place, 'site.example.org');
    const id = await accept(place, removalOf(distribution));
    const unrenewed: Database = {
      kind: 'embedded',
      query: (sql, parameters) =>
        sql.startsWith('update s3front.operation set lease_until') ? renewal() : database.query(sql, parameters),
      transaction: (work) => database.transaction(work),
      ready: () => database.ready(),
      close: () => database.close(),
    };
    let looks = 0;
    const provider = instead(place.provider, {
      getDistribution: (...request) => {
        looks += 1;
        return (looks === 1 ? endless(place.provider) : place.provider).cdn.getDistribution(...request);
      },
    });
    const working = place.worker({ database: unrenewed, provider, lease: 9_000 }).runDue();
    for (let third = 0; third < 3; third += 1) {
      while (place.clock.sleeping === 0) await idle();
      await idle();
      expect(looks).toBe(1);
      place.clock.advance(3_000);
    }
    // The first turn ended without a word, and the operation was free for the next one.
    expect(await working).toBe(2);
    expect(await stepKinds(place, id)).toEqual(['disabled']);
    expect(place.faults).toEqual([]);
  });

  it('takes each due operation once among several', async () => {
    const distributions: DistributionId[] = [];
    for (let index = 0; index < 12; index += 1) distributions.push(await publish(place, `site-${index}.example.org`));
    for (const distribution of distributions) await accept(place, removalOf(distribution));
    const workers = [place.worker({ lanes: 3 }), place.worker({ lanes: 3 }), place.worker({ lanes: 3 })];
    const turns = await Promise.all(workers.map((worker) => worker.runDue()));
    expect(turns.reduce((sum, count) => sum + count, 0)).toBe(12);
    expect(calls(place, 'UpdateDistribution')).toBe(12);
    await workOn(place, ...workers);
    expect(await place.operations.count()).toMatchObject({ succeeded: 12 });
    expect(calls(place, 'DeleteDistribution')).toBe(12);
  });

  it('stops: the running turn ends, and what is queued stays', async () => {
    const first = await publish(place, 'one.example.org');
    const second = await publish(place, 'two.example.org');
    const [running, queued] = [await accept(place, removalOf(first)), await accept(place, removalOf(second))];
    const gate = new Gate(place.provider);
    const worker = place.worker({ provider: gate.provider, lanes: 1 });
    worker.start();
    while (!gate.reached) await idle();
    const stopped = worker.stop();
    gate.open();
    await stopped;
    expect(await stepKinds(place, running)).toEqual(['disabled']);
    expect(await operation(place, queued)).toMatchObject({ status: 'queued' });
  });

  it('interrupts a turn that does not end in time, which is due at once for another', async () => {
    const distribution = await publish(place, 'site.example.org');
    const id = await accept(place, removalOf(distribution));
    const worker = place.worker({ provider: endless(place.provider) });
    worker.start();
    while (place.clock.sleeping < 2) await idle();
    const stopped = worker.stop(5_000);
    while (place.clock.sleeping < 2) await idle();
    place.clock.advance(5_000);
    await stopped;
    expect(await operation(place, id)).toMatchObject({ status: 'running', steps: [] });
    await place.worker().runDue();
    expect(await stepKinds(place, id)).toEqual(['disabled']);
  });

  it('outlives a database that is away for a while', async () => {
    const distribution = await publish(place, 'site.example.org');
    const id = await accept(place, removalOf(distribution));
    const away = new S3FrontError({ code: 'DATABASE_UNAVAILABLE', kind: 'unavailable', message: 'away' });
    let failures = 2;
    const flaky: Database = {
      kind: 'embedded',
      query: async (sql, parameters) => {
        failures -= 1;
        if (failures >= 0) throw away;
        return database.query(sql, parameters);
      },
      transaction: (work) => database.transaction(work),
      ready: () => database.ready(),
      close: () => database.close(),
    };
    const worker = place.worker({ database: flaky });
    worker.start();
    while ((await stepKinds(place, id)).length === 0) {
      await idle();
      place.clock.advance(1_000);
    }
    await worker.stop();
    expect(place.faults).toEqual([
      { kind: 'database', error: away },
      { kind: 'database', error: away },
    ]);
  });

  it('sweeps what ended long ago', async () => {
    const id = await accept(place, removalOf(distributionId('E00000000000')));
    const worker = place.worker({ keep: 2 * HOUR });
    await worker.runDue();
    worker.start();
    while (place.clock.sleeping === 0) await idle();
    for (let hour = 0; (await place.operations.get(id)) !== undefined; hour += 1) {
      expect(hour).toBeLessThan(5);
      place.clock.advance(HOUR);
      while (place.clock.sleeping === 0) await idle();
    }
    await worker.stop();
    expect(await database.query('select count(*)::int as count from s3front.event')).toEqual([{ count: 0 }]);
  });
});
