import { describe, expect, it } from 'vitest';
import { collect, errorWith, openAccount } from '../account.ts';
import type { SetUp } from '../subject.ts';
import { BUCKET, makeBucket, put, textBody, textOf } from './content.ts';

/** Less than a whole object, or only one version of it, or only what lies behind a key. */
export function readingContract(setUp: SetUp): void {
  const filled = async () => {
    const { objects } = (await openAccount(setUp)).provider;
    await makeBucket(objects);
    const { etag } = await put(objects, 'digits', {
      body: textBody('0123456789'),
      headers: { contentType: 'text/plain', metadata: { colour: 'blue' } },
    });
    return { objects, etag };
  };

  describe('reading a part', () => {
    it.each([
      [0, 0, '0'],
      [3, 5, '345'],
      [8, 100, '89'],
    ])('gives the bytes from %i to %i', async (first, last, text) => {
      const { objects, etag } = await filled();
      const found = await objects.getObject(BUCKET, 'digits', { range: { first, last } });
      expect(found).toMatchObject({ size: text.length, etag, headers: { contentType: 'text/plain' } });
      expect(await textOf(found.body)).toBe(text);
    });

    it('is refused behind the end', async () => {
      const { objects } = await filled();
      const behind = objects.getObject(BUCKET, 'digits', { range: { first: 10, last: 12 } });
      await expect(behind).rejects.toThrow(errorWith('RANGE_NOT_SATISFIABLE'));
    });
  });

  describe('reading one version', () => {
    it('gives it as long as it is the current one', async () => {
      const { objects, etag } = await filled();
      const found = await objects.getObject(BUCKET, 'digits', { ifMatch: etag });
      expect(await textOf(found.body)).toBe('0123456789');
      await put(objects, 'digits', { body: textBody('other') });
      await expect(objects.getObject(BUCKET, 'digits', { ifMatch: etag })).rejects.toThrow(
        errorWith('PRECONDITION_FAILED', 'precondition'),
      );
    });
  });

  describe('storing on a condition', () => {
    it('happens only where nothing is, or only over one version', async () => {
      const { objects, etag } = await filled();
      const failed = errorWith('PRECONDITION_FAILED', 'precondition');
      await expect(put(objects, 'digits', { condition: { kind: 'absent' } })).rejects.toThrow(failed);
      await put(objects, 'new', { condition: { kind: 'absent' } });
      const replaced = await put(objects, 'digits', { condition: { kind: 'version', etag } });
      await expect(put(objects, 'digits', { condition: { kind: 'version', etag } })).rejects.toThrow(failed);
      expect(await objects.headObject(BUCKET, 'digits')).toMatchObject({ etag: replaced.etag });
      const gone = put(objects, 'none', { condition: { kind: 'version', etag } });
      await expect(gone).rejects.toThrow(errorWith('OBJECT_NOT_FOUND', 'not-found'));
    });
  });

  describe('looking at an object', () => {
    it('gives everything but its content', async () => {
      const { objects, etag } = await filled();
      expect(await objects.headObject(BUCKET, 'digits')).toMatchObject({
        size: 10,
        etag,
        lastModified: expect.any(Number),
        headers: { contentType: 'text/plain', metadata: { colour: 'blue' } },
      });
      await expect(objects.headObject(BUCKET, 'none')).rejects.toThrow(errorWith('OBJECT_NOT_FOUND', 'not-found'));
    });
  });

  describe('listing from a key on', () => {
    it('leaves out that key and those before it', async () => {
      const { objects } = await filled();
      for (const key of ['a', 'p/1', 'p/2', 'z']) await put(objects, key);
      const listedAfter = async (startAfter: string, delimiter?: string) =>
        (await collect(objects.listObjects(BUCKET, { prefix: '', delimiter, startAfter }))).map((entry) =>
          entry.kind === 'object' ? entry.object.key : entry.prefix,
        );
      expect(await listedAfter('a')).toEqual(['digits', 'p/1', 'p/2', 'z']);
      expect(await listedAfter('b')).toEqual(['digits', 'p/1', 'p/2', 'z']);
      expect(await listedAfter('p/1')).toEqual(['p/2', 'z']);
      expect(await listedAfter('z')).toEqual([]);
      expect(await listedAfter('digits', '/')).toEqual(['p/', 'z']);
    });
  });
}
