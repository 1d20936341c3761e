import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/open-database.ts';
import {
  accept,
  calls,
  distributionId,
  HOUR,
  instead,
  openWorkplace,
  operation,
  PROPAGATION,
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
    expect(ended.steps.map((step) => step.kind)).toEqual(REMOVED);
    expect(ended.steps.every((step, index) => step.time >= (ended.steps[index - 1]?.time ?? accepted))).toBe(true);
    expect(ended.finished).toBeGreaterThanOrEqual(accepted + PROPAGATION);
    expect(calls(place, 'UpdateDistribution')).toBe(1);
    expect(calls(place, 'DeleteDistribution')).toBe(1);
    await expect(place.provider.cdn.getDistribution(distribution)).rejects.toMatchObject({
      code: 'DISTRIBUTION_NOT_FOUND',
    });
  });

  it('looks less and less often while it waits', async () => {
    const distribution = await publish(place, 'site.example.org');
    await accept(place, removalOf(distribution));
    await workOn(place, place.worker());
    expect(calls(place, 'GetDistributionConfig') + calls(place, 'GetDistribution')).toBeLessThan(20);
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
    expect((await stepKinds(place, id)).filter((kind) => kind !== 'retrying' && kind !== 'waiting')).toEqual(
      REMOVED.filter((kind) => kind !== 'waiting'),
    );
    expect(calls(place, 'UpdateDistribution')).toBe(1);
    expect(calls(place, 'DeleteDistribution')).toBe(1);
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
    expect(calls(place, 'UpdateDistribution')).toBe(1);
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
    expect(await stepKinds(place, id)).toEqual(['waiting', 'deployed']);
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
    expect(await stepKinds(place, throttled)).toEqual(['throttled']);

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
