import { join } from 'node:path';
import { systemClock } from '@s3front/core/node';
import { type Operation, openDatabase, openOperations } from '@s3front/server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PostgresCluster, postgresBinaries, startPostgres } from './postgres-cluster.ts';
import { publishAll, type Removals } from './removals.ts';

const FIFTY = 50;
const TIMEOUT = 120_000;

let removals: Removals;

beforeEach(async () => {
  removals = await publishAll(FIFTY);
}, TIMEOUT);
afterEach(() => removals.close());

async function expectAllRemovedOnce(operations: readonly Operation[]): Promise<void> {
  expect(removals.faults).toEqual([]);
  expect(removals.repetitions()).toEqual([]);
  expect(await removals.leftovers()).toEqual([]);
  expect(operations.map((operation) => operation.request.distribution).sort()).toEqual(
    [...removals.distributions].sort(),
  );
  for (const operation of operations) {
    expect(operation).toMatchObject({ status: 'succeeded', problem: undefined });
    const kinds = operation.steps.map((step) => step.kind);
    expect(kinds.filter((kind) => kind === 'disabled')).toEqual(['disabled']);
    expect(kinds.filter((kind) => kind === 'deleted')).toEqual(['deleted']);
    expect(kinds.indexOf('disabled')).toBeLessThan(kinds.indexOf('deleted'));
  }
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
    async () => {
      const database = await openDatabase(cluster.url());
      const operations = openOperations(database, systemClock);
      for (const distribution of removals.distributions) {
        await operations.accept({ kind: 'removal', distribution, timeout: 600_000 }, { buckets: [] });
      }
      await database.close();
      const request = removals.request(cluster.url());
      await Promise.all([removals.runPlace(request, lives(1, 5, 25)), removals.runPlace(request, lives(2, 5, 25))]);
      expect(removals.killed).toBeGreaterThanOrEqual(5);
      await expectAllRemovedOnce(await removals.operations(cluster.url()));
    },
    TIMEOUT,
  );
});

describe('fifty removals by one server on PGlite', () => {
  it(
    'all end, each step done once, while the server is killed and started again',
    async () => {
      const location = join(removals.directory, 'database');
      await removals.runPlace(removals.request(location, removals.distributions), lives(3, 6, 25));
      expect(removals.killed).toBeGreaterThanOrEqual(4);
      await expectAllRemovedOnce(await removals.operations(location));
    },
    TIMEOUT,
  );
});
