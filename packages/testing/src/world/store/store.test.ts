import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareKeys } from './key-order.ts';
import { openLmdbStore } from './lmdb-store.ts';
import { createMemoryStore } from './memory-store.ts';
import { type Store, table } from './store.ts';

interface Fruit {
  readonly name: string;
  readonly weight?: number;
}

const fruits = table<Fruit>('fruit');
/** A name that begins like the other one, so that a scan which reaches too far is seen. */
const fruitsAndNuts = table<Fruit>('fruit and nuts');

const implementations: readonly (readonly [string, (directory: string) => Store])[] = [
  ['in memory', () => createMemoryStore()],
  ['on LMDB', openLmdbStore],
];

describe.each(implementations)('a store %s', (_, open) => {
  let directory: string;
  let store: Store;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 's3front-store-'));
    store = open(directory);
  });
  afterEach(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });

  const keysOf = (range: Parameters<Parameters<Parameters<Store['read']>[0]>[0]['scan']>[1]) =>
    store.read((view) => view.scan(fruits, range).map((entry) => entry.key));

  const plant = (...keys: readonly string[]) =>
    store.transact((transaction) => {
      for (const key of keys) transaction.put(fruits, key, { name: key });
      transaction.put(fruitsAndNuts, 'a', { name: 'almond' });
    });

  it('keeps what was put, replaces it, and forgets what was removed', () => {
    plant('a', 'b');
    store.transact((transaction) => {
      transaction.put(fruits, 'a', { name: 'apple', weight: 3 });
      transaction.remove(fruits, 'b');
      transaction.remove(fruits, 'never');
    });
    expect(store.read((view) => view.get(fruits, 'a'))).toEqual({ name: 'apple', weight: 3 });
    expect(store.read((view) => view.get(fruits, 'b'))).toBeUndefined();
    expect(store.read((view) => view.get(fruitsAndNuts, 'a'))).toEqual({ name: 'almond' });
  });

  it('answers what the change answers, and lets a change see itself', () => {
    const seen = store.transact((transaction) => {
      transaction.put(fruits, 'a', { name: 'apple' });
      transaction.remove(fruits, 'b');
      return [transaction.get(fruits, 'a'), transaction.scan(fruits).length];
    });
    expect(seen).toEqual([{ name: 'apple' }, 1]);
  });

  it('does nothing of a change that throws', () => {
    plant('a', 'b');
    expect(() =>
      store.transact((transaction) => {
        transaction.put(fruits, 'a', { name: 'changed' });
        transaction.put(fruits, 'a', { name: 'changed again' });
        transaction.put(fruits, 'new', { name: 'new' });
        transaction.remove(fruits, 'b');
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(store.read((view) => view.scan(fruits))).toEqual([
      { key: 'a', value: { name: 'a' } },
      { key: 'b', value: { name: 'b' } },
    ]);
  });

  it('scans by prefix, start and limit, within its own table', () => {
    plant('a', 'b', 'ba', 'bb', 'bc', 'c');
    expect(keysOf({})).toEqual(['a', 'b', 'ba', 'bb', 'bc', 'c']);
    expect(keysOf({ prefix: 'b' })).toEqual(['b', 'ba', 'bb', 'bc']);
    expect(keysOf({ prefix: 'b', after: 'ba' })).toEqual(['bb', 'bc']);
    expect(keysOf({ prefix: 'b', from: 'bb' })).toEqual(['bb', 'bc']);
    expect(keysOf({ prefix: 'b', after: 'a', limit: 2 })).toEqual(['b', 'ba']);
    expect(keysOf({ after: 'c' })).toEqual([]);
    expect(keysOf({ limit: 0 })).toEqual([]);
  });

  it('orders any keys as their UTF-8 bytes are ordered', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit: 'binary', maxLength: 40 }), { minLength: 1, maxLength: 30 }),
        (keys) => {
          store.transact((transaction) => {
            for (const { key } of transaction.scan(fruits)) transaction.remove(fruits, key);
            for (const key of keys) transaction.put(fruits, key, { name: key });
          });
          expect(store.read((view) => view.scan(fruits).map((entry) => entry.value.name))).toEqual(
            [...keys].sort(compareKeys),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it('keeps keys as long as those of S3, and large records', () => {
    const key = 'ü'.repeat(512);
    plant(key);
    store.transact((transaction) => transaction.put(fruits, 'large', { name: 'x'.repeat(200_000) }));
    expect(keysOf({ prefix: 'ü' })).toEqual([key]);
    expect(store.read((view) => view.get(fruits, 'large'))?.name.length).toBe(200_000);
  });
});

describe('a store in memory', () => {
  it('hands out records that nobody can change', () => {
    const store = createMemoryStore();
    const planted: { name: string } = { name: 'apple' };
    store.transact((transaction) => transaction.put(fruits, 'a', planted));
    expect(() => {
      planted.name = 'pear';
    }).toThrow(TypeError);
  });

  it('refuses a transaction inside a transaction', () => {
    const store = createMemoryStore();
    expect(() => store.transact(() => store.transact(() => 0))).toThrow('inside another');
  });
});
