import type { ListEntry, ObjectStore } from '@s3front/core';
import { describe, expect, it } from 'vitest';
import { collect, openAccount } from '../account.ts';
import type { SetUp } from '../subject.ts';
import { BUCKET, makeBucket, put } from './content.ts';

const shown = (entry: ListEntry) => (entry.kind === 'object' ? entry.object.key : `${entry.prefix} …`);

export function listContract(setUp: SetUp): void {
  const filled = async (...keys: readonly string[]): Promise<ObjectStore> => {
    const { objects } = (await openAccount(setUp)).provider;
    await makeBucket(objects);
    for (const key of keys) await put(objects, key);
    return objects;
  };
  const list = async (objects: ObjectStore, prefix: string, delimiter?: string) =>
    (await collect(objects.listObjects(BUCKET, { prefix, delimiter }))).map(shown);

  describe('listing objects', () => {
    it('says of each its size, its ETag and its time', async () => {
      const objects = await filled('abc');
      expect(await collect(objects.listObjects(BUCKET, { prefix: '' }))).toEqual([
        {
          kind: 'object',
          object: { key: 'abc', size: 3, etag: '900150983cd24fb0d6963f7d28e17f72', lastModified: expect.any(Number) },
        },
      ]);
    });

    it('goes in the byte order of UTF-8, which is not that of JavaScript', async () => {
      const keys = ['A', 'a', 'a/b', 'a0', 'é', '日本', '\uff01', '😀'];
      const objects = await filled(...[...keys].reverse());
      expect(await list(objects, '')).toEqual(keys);
    });

    it('goes on over more than a page', async () => {
      const objects = await filled();
      const keys = Array.from({ length: 1005 }, (_, index) => `k/${String(index).padStart(5, '0')}`);
      for (let start = 0; start < keys.length; start += 50) {
        await Promise.all(keys.slice(start, start + 50).map((key) => put(objects, key)));
      }
      expect(await list(objects, 'k/')).toEqual(keys);
      expect(await list(objects, '', '/')).toEqual(['k/ …']);
    });

    it('tells what lies deeper as prefixes, among the objects', async () => {
      const objects = await filled('a', 'b/', 'b/1', 'b/2/3', 'b0', 'c/1', 'd', 'd/1');
      expect(await list(objects, '', '/')).toEqual(['a', 'b/ …', 'b0', 'c/ …', 'd', 'd/ …']);
      expect(await list(objects, 'b/', '/')).toEqual(['b/', 'b/1', 'b/2/ …']);
      expect(await list(objects, 'b', '/')).toEqual(['b/ …', 'b0']);
      expect(await list(objects, 'b')).toEqual(['b/', 'b/1', 'b/2/3', 'b0']);
      expect(await list(objects, 'nothing', '/')).toEqual([]);
    });

    it('takes any text as delimiter', async () => {
      const objects = await filled('a--b', 'a--c', 'a-d');
      expect(await list(objects, 'a', '--')).toEqual(['a-- …', 'a-d']);
    });
  });
}
