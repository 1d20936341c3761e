import type { ObjectHeaders } from '@s3front/core';
import { describe, expect, it } from 'vitest';
import { collect, errorWith, openAccount } from '../account.ts';
import type { SetUp } from '../subject.ts';
import { BUCKET, largeBody, makeBucket, put, textBody, textOf } from './content.ts';

export function objectContract(setUp: SetUp): void {
  const openBucket = async () => {
    const { provider } = await openAccount(setUp);
    await makeBucket(provider.objects);
    return provider.objects;
  };

  describe('objects', () => {
    it.each(['index.html', 'a b/ü/日本/😀', 'it\'s & <so> "on" 100%?#+', '/slash//double/', '.', '..', 'a\tb'])(
      'are kept under %j',
      async (key) => {
        const objects = await openBucket();
        const { etag } = await put(objects, key, { body: textBody('Hello') });
        // The MD5 of `Hello`, since it went in one part.
        expect(etag).toBe('8b1a9953c4611296a827abf8c47804d7');
        const found = await objects.getObject(BUCKET, key);
        expect(found).toMatchObject({ size: 5, etag, lastModified: expect.any(Number) });
        expect(await textOf(found.body)).toBe('Hello');
      },
    );

    it('keep what they are served with', async () => {
      const objects = await openBucket();
      const headers: ObjectHeaders = {
        contentType: 'text/html; charset=utf-8',
        cacheControl: 'max-age=60',
        contentDisposition: 'inline',
        contentEncoding: 'gzip',
        contentLanguage: 'de',
        metadata: { 'cache-tag': 'a,b', colour: 'blue' },
      };
      await put(objects, 'a', { headers });
      expect((await objects.getObject(BUCKET, 'a')).headers).toMatchObject(headers);
    });

    it('may be empty, and may be of a length that nobody knows before', async () => {
      const objects = await openBucket();
      await put(objects, 'empty', { body: textBody('') });
      const empty = await objects.getObject(BUCKET, 'empty');
      expect([empty.size, await textOf(empty.body)]).toEqual([0, '']);
      const piped = textBody('from a pipe');
      await put(objects, 'piped', { body: { size: undefined, open: () => piped.open() } });
      expect(await textOf((await objects.getObject(BUCKET, 'piped')).body)).toBe('from a pipe');
    });

    it('are streamed, and tell how far they are', async () => {
      const objects = await openBucket();
      const body = largeBody(40, 256 * 1024);
      const steps: number[] = [];
      await objects.putObject(
        { bucket: BUCKET, key: 'large', body, headers: {} },
        { onProgress: (sent) => steps.push(sent) },
      );
      expect(steps.at(-1)).toBe(body.size);
      expect(steps).toEqual([...steps].sort((left, right) => left - right));
      const found = await objects.getObject(BUCKET, 'large');
      let seen = 0;
      for await (const chunk of found.body) {
        for (const [index, byte] of [
          [0, chunk[0]],
          [chunk.length - 1, chunk.at(-1)],
        ] as const) {
          expect(byte).toBe(Math.floor((seen + index) / (256 * 1024)) % 256);
        }
        seen += chunk.length;
      }
      expect([seen, found.size]).toEqual([body.size, body.size]);
    });

    it('are replaced whole, and a reader of the old one still reads it', async () => {
      const objects = await openBucket();
      await put(objects, 'a', { body: textBody('old'), headers: { cacheControl: 'no-store' } });
      const old = await objects.getObject(BUCKET, 'a');
      await put(objects, 'a', { body: textBody('newer') });
      const newer = await objects.getObject(BUCKET, 'a');
      expect([newer.size, newer.headers.cacheControl]).toEqual([5, undefined]);
      expect(await textOf(newer.body)).toBe('newer');
      expect(await textOf(old.body)).toBe('old');
    });

    it('are as they were when an upload fails on its way', async () => {
      const objects = await openBucket();
      await put(objects, 'a', { body: textBody('old') });
      const broken = {
        size: 1000,
        open: async function* () {
          yield new Uint8Array(10);
          throw new Error('the disk is gone');
        },
      };
      await expect(put(objects, 'a', { body: broken })).rejects.toThrow('the disk is gone');
      await expect(put(objects, 'b', { body: broken })).rejects.toThrow('the disk is gone');
      expect(await textOf((await objects.getObject(BUCKET, 'a')).body)).toBe('old');
      await expect(objects.getObject(BUCKET, 'b')).rejects.toThrow(errorWith('OBJECT_NOT_FOUND', 'not-found'));
    });

    it('are as they were when an upload is interrupted', async () => {
      const objects = await openBucket();
      const interruption = new AbortController();
      const upload = objects.putObject(
        { bucket: BUCKET, key: 'a', body: largeBody(100, 64 * 1024), headers: {} },
        { signal: interruption.signal, onProgress: () => interruption.abort() },
      );
      await expect(upload).rejects.toThrow(errorWith('INTERRUPTED', 'interrupted'));
      expect(await collect(objects.listObjects(BUCKET, { prefix: '' }))).toEqual([]);
    });

    it('are deleted in any number, those that are not there too', async () => {
      const objects = await openBucket();
      const keys = Array.from({ length: 1003 }, (_, index) => `key-${index}`);
      await Promise.all(keys.slice(0, 20).map((key) => put(objects, key)));
      await put(objects, 'stays');
      await put(objects, 'key-1002');
      await objects.deleteObjects(BUCKET, keys);
      await objects.deleteObjects(BUCKET, []);
      const left = await collect(objects.listObjects(BUCKET, { prefix: '' }));
      expect(left).toMatchObject([{ kind: 'object', object: { key: 'stays' } }]);
    });

    it('are put by many at once', async () => {
      const objects = await openBucket();
      await Promise.all(Array.from({ length: 30 }, (_, index) => put(objects, 'same', { body: textBody(`${index}`) })));
      const found = await objects.getObject(BUCKET, 'same');
      expect(Number(await textOf(found.body))).toBeLessThan(30);
      expect(await collect(objects.listObjects(BUCKET, { prefix: '' }))).toHaveLength(1);
    });
  });
}
