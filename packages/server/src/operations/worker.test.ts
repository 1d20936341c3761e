import { type DistributionId, expectParsed, type Provider, parseDistributionId, S3FrontError } from '@s3front/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/open-database.ts';
import { claimDue } from './claim.ts';
import type { OperationId } from './operation.ts';
import {
  accept,
  HOUR,
  openWorkplace,
  operation,
  PROPAGATION,
  publish,
  removalOf,
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

const kinds = async (id: OperationId) => (await operation(place, id)).steps.map((step) => step.kind);

const removed = ['disabled', 'waiting', 'statement-removed', 'deleted', 'control-deleted'];

function calls(name: string): number {
  return place.world.calls.filter((call) => call.operation === name).length;
}

describe('a removal', () => {
  it('runs to its end, a step per turn, each with its time', async () => {
    const distribution = await publish(place, 'site.example.org');
    const accepted = place.clock.now();
    const id = await accept(place, removalOf(distribution));
    expect(await operation(place, id)).toMatchObject({ status: 'queued', steps: [], finished: undefined });

    const worker = place.worker();
    expect(await worker.runDue()).toBe(1);
    expect(await operation(place, id)).toMatchObject({
      status: 'running',
      steps: [{ kind: 'disabled', time: accepted, distribution }],
    });

    await workOn(place, worker);
    const ended = await operation(place, id);
    expect(ended).toMatchObject({ status: 'succeeded', problem: undefined });
    expect(ended.steps.map((step) => step.kind)).toEqual(removed);
    expect(ended.steps.every((step, index) => step.time >= (ended.steps[index - 1]?.time ?? accepted))).toBe(true);
    expect(ended.finished).toBeGreaterThanOrEqual(accepted + PROPAGATION);
    expect(calls('UpdateDistribution')).toBe(1);
    expect(calls('DeleteDistribution')).toBe(1);
    await expect(place.provider.cdn.getDistribution(distribution)).rejects.toMatchObject({
      code: 'DISTRIBUTION_NOT_FOUND',
    });
  });

  it('looks less and less often while it waits', async () => {
    const distribution = await publish(place, 'site.example.org');
    await accept(place, removalOf(distribution));
    await workOn(place, place.worker());
    expect(calls('GetDistributionConfig') + calls('GetDistribution')).toBeLessThan(20);
  });

  it('of a distribution that never was fails with the problem', async () => {
    const id = await accept(place, removalOf(distributionId('E00000000000')));
    await workOn(place, place.worker());
    expect(await operation(place, id)).toMatchObject({
      status: 'failed',
      problem: { code: 'DISTRIBUTION_NOT_FOUND', kind: 'not-found', hint: expect.any(String) },
    });
  });

  it('fails with what AWS said when it is denied', async () => {
    const distribution = await publish(place, 'site.example.org');
    place.world.faults.add({ operation: 'UpdateDistribution', fault: { kind: 'deny' } });
    const id = await accept(place, removalOf(distribution));
    await workOn(place, place.worker());
    expect(await operation(place, id)).toMatchObject({
      status: 'failed',
      problem: { kind: 'denied', aws: { code: 'AccessDenied' } },
    });
  });

  it('tells of an act whose answer was lost, and does not repeat it', async () => {
    const distribution = await publish(place, 'site.example.org');
    place.world.faults.add({ operation: 'UpdateDistribution', fault: { kind: 'lose-answer' } });
    place.world.faults.add({ operation: 'DeleteDistribution', fault: { kind: 'lose-answer' } });
    const id = await accept(place, removalOf(distribution));
    await workOn(place, place.worker());
    expect(await operation(place, id)).toMatchObject({ status: 'succeeded' });
    expect((await kinds(id)).filter((kind) => kind !== 'retrying' && kind !== 'waiting')).toEqual(
      removed.filter((kind) => kind !== 'waiting'),
    );
    expect(calls('UpdateDistribution')).toBe(1);
    expect(calls('DeleteDistribution')).toBe(1);
  });

  it('ends after its time with what was done, and a second one goes on from there', async () => {
    const distribution = await publish(place, 'site.example.org');
    const id = await accept(place, removalOf(distribution, 10_000));
    await workOn(place, place.worker());
    expect(await operation(place, id)).toMatchObject({
      status: 'failed',
      problem: { code: 'WAIT_TIMED_OUT', kind: 'timeout' },
    });
    const second = await accept(place, removalOf(distribution));
    await workOn(place, place.worker());
    expect(await operation(place, second)).toMatchObject({ status: 'succeeded' });
    expect(calls('UpdateDistribution')).toBe(1);
  });

  it('shows a fault of ours as one, and reports it', async () => {
    const distribution = await publish(place, 'site.example.org');
    const fault = new TypeError('secret detail');
    const provider = instead(place.provider, { getDistribution: () => Promise.reject(fault) });
    const id = await accept(place, removalOf(distribution));
    await workOn(place, place.worker({ provider }));
    const { problem } = await operation(place, id);
    expect(problem).toMatchObject({ code: 'INTERNAL_FAULT', kind: 'internal' });
    expect(JSON.stringify(problem)).not.toContain('secret');
    expect(place.faults).toEqual([{ kind: 'turn', operation: id, error: fault }]);
  });
});

describe('a deployment', () => {
  it('is waited for', async () => {
    const distribution = await publish(place, 'site.example.org');
    const { etag } = await place.provider.cdn.getDistribution(distribution);
    await place.provider.cdn.updateDistribution(distribution, etag, { comment: 'new' });
    const id = await accept(place, { kind: 'deployment', distribution, timeout: HOUR });
    await workOn(place, place.worker());
    expect(await operation(place, id)).toMatchObject({ status: 'succeeded' });
    expect(await kinds(id)).toEqual(['waiting', 'deployed']);
  });
});

describe('an invalidation', () => {
  it('is sent in batches, one per turn, and each is followed to its end', async () => {
    const distribution = await publish(place, 'site.example.org');
    const paths = Array.from({ length: 20 }, (_, index) => `/directory-${index}/*`);
    const id = await accept(place, { kind: 'invalidation', distribution, paths, timeout: HOUR });
    await workOn(place, place.worker());
    const ended = await operation(place, id);
    expect(ended.status).toBe('succeeded');
    expect(ended.invalidations).toHaveLength(2);
    expect(ended.steps.filter((step) => step.kind === 'invalidation-completed')).toHaveLength(2);
    const sent = await Promise.all(
      ended.invalidations.map((one) => place.provider.cdn.getInvalidation(distribution, one)),
    );
    expect(sent.flatMap((one) => one.paths).sort()).toEqual([...paths].sort());
  });

  it('is sent once when the answer is lost', async () => {
    const distribution = await publish(place, 'site.example.org');
    place.world.faults.add({ operation: 'CreateInvalidation', fault: { kind: 'lose-answer' } });
    const id = await accept(place, { kind: 'invalidation', distribution, paths: ['/a'], timeout: HOUR });
    await workOn(place, place.worker());
    expect(await operation(place, id)).toMatchObject({ status: 'succeeded' });
    const all = [];
    for await (const one of place.provider.cdn.listInvalidations(distribution)) all.push(one.id);
    expect(all).toEqual((await operation(place, id)).invalidations);
  });
});

describe('throttling', () => {
  it('keeps every worker from starting a turn, for longer and longer', async () => {
    const first = await publish(place, 'one.example.org');
    const second = await publish(place, 'two.example.org');
    place.world.faults.add({ operation: '*', times: 2, fault: { kind: 'throttle' } });
    const throttled = await accept(place, removalOf(first));
    expect(await place.worker().runDue()).toBe(1);
    expect(await kinds(throttled)).toEqual(['throttled']);

    const other = await accept(place, removalOf(second));
    place.clock.advance(999);
    expect(await place.worker().runDue()).toBe(0);
    place.clock.advance(1);
    expect(await place.worker({ lanes: 1 }).runDue()).toBe(1);
    place.clock.advance(1_999);
    expect(await place.worker().runDue()).toBe(0);
    await workOn(place, place.worker());
    expect(await operation(place, throttled)).toMatchObject({ status: 'succeeded' });
    expect(await operation(place, other)).toMatchObject({ status: 'succeeded' });
  });
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
    expect(await kinds(id)).toEqual(['disabled']);
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
      const last = removed.indexOf(method === 'updateDistribution' ? 'disabled' : 'deleted');
      for (let turns = 0; (await acting(id)) === undefined && turns < 200; turns += 1) {
        void dead.runDue();
        await idle();
        place.clock.advance(500);
      }
      // Nobody renews the lease of a dead process.
      await database.query('update s3front.operation set turn = turn + 1, lease_until = to_timestamp(0)');
      await workOn(place, alive);
      expect(await operation(place, id)).toMatchObject({ status: 'succeeded' });
      const told = await kinds(id);
      expect(told.filter((kind) => kind === removed[last])).toHaveLength(1);
      expect(told.filter((kind) => kind !== 'waiting')).toEqual(
        expect.arrayContaining(removed.filter((kind) => kind !== 'waiting')),
      );
      expect(calls('UpdateDistribution')).toBe(1);
      expect(calls('DeleteDistribution')).toBe(1);
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
    expect(calls('UpdateDistribution')).toBe(0);
    expect(await kinds(id)).toEqual([]);
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
    expect(calls('UpdateDistribution')).toBe(1);

    // The renewal is on its way to the database, and its sleeper is back when it is there.
    async function renewals(): Promise<void> {
      await idle();
      await database.ready();
      await idle();
    }
  });

  it('takes each due operation once among several', async () => {
    const distributions: DistributionId[] = [];
    for (let index = 0; index < 12; index += 1) distributions.push(await publish(place, `site-${index}.example.org`));
    for (const distribution of distributions) await accept(place, removalOf(distribution));
    const workers = [place.worker({ lanes: 3 }), place.worker({ lanes: 3 }), place.worker({ lanes: 3 })];
    const turns = await Promise.all(workers.map((worker) => worker.runDue()));
    expect(turns.reduce((sum, count) => sum + count, 0)).toBe(12);
    expect(calls('UpdateDistribution')).toBe(12);
    await workOn(place, ...workers);
    expect(await place.operations.count()).toMatchObject({ succeeded: 12 });
    expect(calls('DeleteDistribution')).toBe(12);
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
    expect(await kinds(running)).toEqual(['disabled']);
    expect(await operation(place, queued)).toMatchObject({ status: 'queued' });
  });

  it('interrupts a turn that does not end in time, which is due at once for another', async () => {
    const distribution = await publish(place, 'site.example.org');
    const id = await accept(place, removalOf(distribution));
    const endless = instead(place.provider, {
      getDistribution: (_: DistributionId, options?: { readonly signal?: AbortSignal | undefined }) =>
        new Promise<never>((_resolve, reject) => {
          options?.signal?.addEventListener('abort', () => reject(interrupted()));
        }),
    });
    const worker = place.worker({ provider: endless });
    worker.start();
    while (place.clock.sleeping < 2) await idle();
    const stopped = worker.stop(5_000);
    while (place.clock.sleeping < 2) await idle();
    place.clock.advance(5_000);
    await stopped;
    expect(await operation(place, id)).toMatchObject({ status: 'running', steps: [] });
    await place.worker().runDue();
    expect(await kinds(id)).toEqual(['disabled']);
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
    while ((await kinds(id)).length === 0) {
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

function distributionId(text: string): DistributionId {
  return expectParsed(parseDistributionId(text), 'CF_URI_INVALID', text);
}

/** A provider whose look at a distribution waits until the gate is opened. */
class Gate {
  readonly provider: Provider;
  readonly open: () => void;
  reached = false;

  constructor(provider: Provider) {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    this.open = open;
    this.provider = instead(provider, {
      getDistribution: async (...request: Parameters<Provider['cdn']['getDistribution']>) => {
        this.reached = true;
        await opened;
        return provider.cdn.getDistribution(...request);
      },
    });
  }
}

/** The provider with some calls of its CDN replaced. */
function instead(provider: Provider, replaced: Partial<Provider['cdn']>): Provider {
  const cdn = new Proxy(provider.cdn, {
    get: (target, name) => Reflect.get(name in replaced ? replaced : target, name),
  });
  return { ...provider, cdn, objects: provider.objects, certificates: provider.certificates };
}

function interrupted(): S3FrontError {
  return new S3FrontError({ code: 'INTERRUPTED', kind: 'interrupted', message: 'Interrupted.' });
}

/** Lets everything happen that waits for nothing but its turn. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
