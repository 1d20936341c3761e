import { join } from 'node:path';
import type { Operation } from '@s3front/server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PostgresCluster, postgresBinaries, startPostgres } from './postgres-cluster.ts';
import { removeThrough } from './removal-client.ts';
import { publishAll, type Removals } from './removals.ts';
import { ServerPlace } from './server-place.ts';

const FIFTY = 50;
const TIMEOUT = 120_000;

let removals: Removals;

beforeEach(async () => {
  removals = await publishAll(FIFTY);
}, TIMEOUT);
afterEach(() => removals.close());

/** Has every distribution removed through the servers of these places, which are killed meanwhile. */
async function removeAll(location: string, livesOfPlaces: readonly (readonly number[])[]): Promise<void> {
  const places = livesOfPlaces.map((one) => new ServerPlace(removals.request(location), one));
  const seen = await Promise.all(
    removals.distributions.map((distribution, index) => {
      const place = places[index % places.length];
      if (place === undefined) throw new Error('no place');
      return removeThrough(place, distribution);
    }),
  );
  await Promise.all(places.map((place) => place.end()));
  const killed = places.flatMap((place) => place.killed);
  // A place may have nothing left to do before its last process had to die.
  expect(killed.length).toBeGreaterThanOrEqual(livesOfPlaces.flat().length / 2);

  for (const { events } of seen) {
    expect(events.map((event) => event.id)).toEqual(events.map((_, index) => index + 1));
    expect(events.at(-1)?.kind).toBe('ended');
  }
  expect(removals.repetitions(killed)).toEqual([]);
  expect(await removals.leftovers()).toEqual([]);
  const operations = await removals.operations(location);
  expect(operations.map((operation) => operation.id).sort()).toEqual(seen.map((one) => one.operation).sort());
  operations.forEach(expectRemovedOnce);
}

function expectRemovedOnce(operation: Operation): void {
  expect(operation).toMatchObject({ status: 'succeeded', problem: undefined });
  const kinds = operation.steps.map((step) => step.kind);
  expect(kinds.filter((kind) => kind === 'disabled')).toEqual(['disabled']);
  expect(kinds.filter((kind) => kind === 'deleted')).toEqual(['deleted']);
  expect(kinds.indexOf('disabled')).toBeLessThan(kinds.indexOf('deleted'));
}

/** After how many acts each process of a place is killed: the same with every run, so that a failure can be repeated. */
function lives(seed: number, count: number, most: number): readonly number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return 1 + Math.floor((state / 2 ** 31) * most);
  });
}

const binaries = postgresBinaries();

// Where PostgreSQL is not installed, the suite says so by showing this as skipped.
describe.skipIf(binaries === undefined)('fifty removals by two servers on one PostgreSQL', () => {
  let cluster: PostgresCluster;
  beforeAll(async () => {
    if (binaries !== undefined) cluster = await startPostgres(binaries);
  }, TIMEOUT);
  afterAll(() => cluster?.stop());

  it(
    'all end, each step done once, while the servers are killed again and again',
    () => removeAll(cluster.url(), [lives(1, 5, 25), lives(2, 5, 25)]),
    TIMEOUT,
  );
});

describe('fifty removals by one server on PGlite', () => {
  it(
    'all end, each step done once, while the server is killed and started again',
    () => removeAll(join(removals.directory, 'database'), [lives(3, 4, 40)]),
    TIMEOUT,
  );
});
