import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareKeys } from '../store/key-order.ts';
import { createMemoryStore } from '../store/memory-store.ts';
import { objectKey, objects } from './object.ts';
import { type ListObjectsRequest, listObjects } from './object-list.ts';

const record = { size: 1, etag: 'e', lastModified: 0, body: 'b', acl: 'private' };

function storeWith(keys: readonly string[]) {
  const store = createMemoryStore();
  store.transact((transaction) => {
    for (const key of keys) transaction.put(objects, objectKey('site', key), record);
    transaction.put(objects, objectKey('sites', 'foreign'), record);
    transaction.put(objects, objectKey('sit', 'foreign'), record);
  });
  return store;
}

/** What a list is by its definition, from all keys at once. */
function expected(keys: readonly string[], prefix: string, delimiter: string): readonly string[] {
  const seen = new Set<string>();
  for (const key of [...keys].sort(compareKeys)) {
    if (!key.startsWith(prefix)) continue;
    const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    seen.add(at < 0 ? `key ${key}` : `prefix ${key.slice(0, at + delimiter.length)}`);
  }
  return [...seen];
}

function pagesOf(keys: readonly string[], request: ListObjectsRequest): readonly string[] {
  const store = storeWith(keys);
  const found: string[] = [];
  let token: string | undefined;
  do {
    const page = store.read((view) => listObjects(view, 'site', { ...request, ContinuationToken: token }));
    expect(page.KeyCount).toBe(page.Contents.length + page.CommonPrefixes.length);
    expect(page.IsTruncated).toBe(page.NextContinuationToken !== undefined);
    if (page.IsTruncated) expect(page.KeyCount).toBe(request.MaxKeys);
    const entries = [
      ...page.Contents.map((object) => ({ place: object.Key, text: `key ${object.Key}` })),
      ...page.CommonPrefixes.map(({ Prefix }) => ({ place: Prefix, text: `prefix ${Prefix}` })),
    ];
    found.push(...entries.sort((left, right) => compareKeys(left.place, right.place)).map((entry) => entry.text));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return found;
}

describe('a list of objects', () => {
  const part = fc.constantFrom('a', 'b', '/', '//', '-', 'é', '😀', '\uff01', '\u{10ffff}');
  const key = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));

  it('is, page by page, what all keys at once would give', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(key, { maxLength: 40 }),
        fc.constantFrom('', 'a', 'a/', '/', 'b-'),
        fc.constantFrom('', '/', '-', '//', '\u{10ffff}'),
        fc.integer({ min: 1, max: 7 }),
        (keys, Prefix, Delimiter, MaxKeys) => {
          expect(pagesOf(keys, { Prefix, Delimiter, MaxKeys })).toEqual(expected(keys, Prefix, Delimiter));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('starts after a key', () => {
    const store = storeWith(['a', 'b/1', 'b/2', 'c']);
    const list = (request: ListObjectsRequest) => store.read((view) => listObjects(view, 'site', request));
    expect(list({ StartAfter: 'b/1' }).Contents.map((object) => object.Key)).toEqual(['b/2', 'c']);
    expect(list({ StartAfter: 'b/1', Delimiter: '/' }).CommonPrefixes).toEqual([{ Prefix: 'b/' }]);
    expect(list({ StartAfter: 'b/', Delimiter: '/' }).CommonPrefixes).toEqual([]);
  });

  it('may be of no keys at all', () => {
    const store = storeWith(['a']);
    expect(store.read((view) => listObjects(view, 'site', { MaxKeys: 0 }))).toMatchObject({
      KeyCount: 0,
      IsTruncated: false,
    });
  });

  it.each([{ MaxKeys: -1 }, { MaxKeys: 1.5 }, { ContinuationToken: 'garbage' }])('refuses %j', (request) => {
    const store = storeWith([]);
    expect(() => store.read((view) => listObjects(view, 'site', request))).toThrow(
      expect.objectContaining({ code: 'InvalidArgument' }),
    );
  });

  it('jumps over what lies below a prefix', () => {
    const keys = Array.from({ length: 3000 }, (_, index) => `${index < 1500 ? 'a' : 'b'}/${index}`);
    const store = storeWith(keys);
    let read = 0;
    const list = store.read((view) =>
      listObjects(
        {
          get: view.get,
          tables: view.tables,
          scan: (from, range) => {
            const found = view.scan(from, range);
            read += found.length;
            return found;
          },
        },
        'site',
        { Delimiter: '/' },
      ),
    );
    expect(list.CommonPrefixes).toEqual([{ Prefix: 'a/' }, { Prefix: 'b/' }]);
    expect(read).toBeLessThan(40);
  });
});
