import type { BucketName } from '@s3front/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/open-database.ts';
import { claimDue } from './claim.ts';
import type { OperationId } from './operation.ts';
import { newOperationId, parseOperationId } from './operation-id.ts';
import {
  accept,
  bucketName,
  eventsSoFar,
  HOUR,
  openWorkplace,
  operation,
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

const unknown = newOperationId(0);

describe('accepting', () => {
  it('keeps the request, who asked, and the buckets', async () => {
    const distribution = await publish(place, 'site.example.org');
    const buckets = [bucketName('site.example.org')];
    const request = { kind: 'deployment' as const, distribution, timeout: HOUR };
    const { operation: accepted, joined } = await place.operations.accept(request, { owner: 'somebody', buckets });
    expect(joined).toBe(false);
    expect(accepted).toEqual({
      id: expect.stringMatching(/^op_[0-9a-z]{26}$/),
      request,
      status: 'queued',
      created: place.clock.now(),
      updated: place.clock.now(),
      finished: undefined,
      cancelling: false,
      buckets,
      owner: 'somebody',
      steps: [],
      invalidations: [],
      problem: undefined,
    });
    expect(await place.operations.get(accepted.id)).toEqual(accepted);
    expect(await place.operations.get(unknown)).toBeUndefined();
  });

  it('of a second removal joins the one under way, until that has ended', async () => {
    const distribution = await publish(place, 'site.example.org');
    const requests = Array.from({ length: 5 }, () => place.operations.accept(removalOf(distribution), { buckets: [] }));
    const accepted = await Promise.all(requests);
    expect(new Set(accepted.map((one) => one.operation.id)).size).toBe(1);
    expect(accepted.filter((one) => !one.joined)).toHaveLength(1);
    await workOn(place, place.worker());
    expect((await place.operations.accept(removalOf(distribution), { buckets: [] })).joined).toBe(false);
  });
});

describe('listing', () => {
  it('goes page by page, newest first, by status and by bucket', async () => {
    const distribution = await publish(place, 'site.example.org');
    const ids: OperationId[] = [];
    const owned: readonly (readonly BucketName[])[] = [
      [],
      [bucketName('one.example.org')],
      [bucketName('one.example.org'), bucketName('two.example.org')],
    ];
    for (const buckets of owned) {
      const request = { kind: 'deployment' as const, distribution, timeout: HOUR };
      ids.unshift((await place.operations.accept(request, { buckets })).operation.id);
      place.clock.advance(1);
    }
    const first = await place.operations.list({ limit: 2 });
    expect(first.operations.map((one) => one.id)).toEqual(ids.slice(0, 2));
    const second = await place.operations.list({ limit: 2, after: first.next });
    expect(second).toMatchObject({ operations: [{ id: ids[2] }], next: undefined });

    const limited = await place.operations.list({ limit: 10, buckets: [bucketName('one.example.org')] });
    expect(limited.operations.map((one) => one.id)).toEqual([ids[1]]);
    expect((await place.operations.list({ limit: 10, buckets: [] })).operations).toEqual([]);

    await place.worker().runDue();
    expect((await place.operations.list({ limit: 10, status: 'queued' })).operations).toEqual([]);
    expect((await place.operations.list({ limit: 10, status: 'succeeded' })).operations).toHaveLength(3);
    expect(await place.operations.count()).toEqual({ queued: 0, running: 0, succeeded: 3, failed: 0, cancelled: 0 });
  });
});

describe('cancelling', () => {
  it('ends what is queued or waits, at once, and no turn follows', async () => {
    const distribution = await publish(place, 'site.example.org');
    const id = await accept(place, removalOf(distribution));
    await place.worker().runDue();
    expect(await place.operations.cancel(id)).toMatchObject({ status: 'cancelled', finished: place.clock.now() });
    place.clock.advance(HOUR);
    expect(await place.worker().runDue()).toBe(0);
    const { distribution: left } = await place.provider.cdn.getDistribution(distribution);
    expect(left.settings.enabled).toBe(false);
    expect((await eventsSoFar(place, id)).map((event) => event.kind)).toEqual([
      'accepted',
      'step',
      'cancelling',
      'ended',
    ]);
  });

  it('waits for the turn that is running', async () => {
    const distribution = await publish(place, 'site.example.org');
    const id = await accept(place, removalOf(distribution));
    await claimDue(database, place.clock.now(), 1, 10_000);
    expect(await place.operations.cancel(id)).toMatchObject({ status: 'running', cancelling: true });
    expect(await place.operations.cancel(id)).toMatchObject({ status: 'running', cancelling: true });
    place.clock.advance(10_000);
    await place.worker().runDue();
    expect(await operation(place, id)).toMatchObject({ status: 'cancelled', steps: [] });
  });

  it('does not change what has ended, nor what is not there', async () => {
    const distribution = await publish(place, 'site.example.org');
    const id = await accept(place, { kind: 'deployment', distribution, timeout: HOUR });
    await place.worker().runDue();
    expect(await place.operations.cancel(id)).toMatchObject({ status: 'succeeded', cancelling: false });
    expect(await place.operations.cancel(unknown)).toBeUndefined();
  });
});

describe('the events of an operation', () => {
  it('are numbered without gaps, and replayed from any of them', async () => {
    const distribution = await publish(place, 'site.example.org');
    const id = await accept(place, removalOf(distribution));
    await workOn(place, place.worker());
    const events = await eventsSoFar(place, id);
    expect(events.map((event) => event.id)).toEqual(events.map((_, index) => index + 1));
    expect(events[0]).toEqual({ id: 1, kind: 'accepted', time: expect.any(Number) });
    expect(events.at(-1)).toMatchObject({ kind: 'ended', status: 'succeeded' });
    expect(events.flatMap((event) => (event.kind === 'step' ? [event.step] : []))).toEqual(
      (await operation(place, id)).steps,
    );
    expect(await eventsSoFar(place, id, 3)).toEqual(events.slice(3));
    expect(await eventsSoFar(place, id, events.length)).toEqual([]);
    expect(await eventsSoFar(place, id, 1e300)).toEqual([]);
    expect(await eventsSoFar(place, unknown)).toEqual([]);
  });

  it('are followed as they happen, and end with the operation', async () => {
    const distribution = await publish(place, 'site.example.org');
    const id = await accept(place, removalOf(distribution));
    const kinds: string[] = [];
    const following = (async () => {
      for await (const event of place.operations.events(id)) kinds.push(event.kind);
    })();
    await workOn(place, place.worker());
    while (!kinds.includes('ended')) {
      place.clock.advance(500);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
    await following;
    expect(kinds).toEqual(['accepted', 'step', 'step', 'step', 'step', 'step', 'ended']);
  });

  it('end when the listener leaves', async () => {
    const distribution = await publish(place, 'site.example.org');
    const id = await accept(place, removalOf(distribution));
    expect(await eventsSoFar(place, id)).toHaveLength(1);
    expect(place.clock.sleeping).toBe(0);
  });
});

describe('an id', () => {
  it('sorts by time and can be read back', () => {
    const ids = [1, 1_700_000_000_000, 1_700_000_000_001, 2 ** 45].map(newOperationId);
    expect([...ids].sort()).toEqual(ids);
    expect(ids.map(parseOperationId)).toEqual(ids);
    expect(new Set(Array.from({ length: 100 }, () => newOperationId(5))).size).toBe(100);
  });

  it.each(['', 'op_', 'op_I1111111111111111111111111', `${unknown}0`, `${unknown}\n`, unknown.toUpperCase()])(
    'is not %j',
    (text) => {
      expect(parseOperationId(text)).toBeUndefined();
    },
  );
});
