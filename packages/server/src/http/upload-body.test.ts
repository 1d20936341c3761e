import { VirtualClock } from '@s3front/testing';
import { expect, it } from 'vitest';
import { uploadBody } from './upload-body.ts';

const LIMITS = { maxObjectBytes: 10, idleTimeout: 1_000 };

it('knows its size where the client said it', () => {
  const clock = new VirtualClock();
  const body = new ReadableStream<Uint8Array>();
  expect(uploadBody(body, '7', clock, LIMITS).size).toBe(7);
  expect(uploadBody(body, undefined, clock, LIMITS).size).toBeUndefined();
  expect(uploadBody(null, undefined, clock, LIMITS).size).toBe(0);
  expect(() => uploadBody(body, '11', clock, LIMITS)).toThrow(expect.objectContaining({ code: 'OBJECT_TOO_LARGE' }));
});

it('lets go of the client when the reader stops', async () => {
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(1)),
    cancel: () => {
      cancelled = true;
    },
  });
  const clock = new VirtualClock();
  for await (const _ of uploadBody(body, undefined, clock, LIMITS).open()) break;
  expect([cancelled, clock.sleeping]).toEqual([true, 0]);
});

it('says that it was cut off when the connection breaks', async () => {
  const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new TypeError('terminated')) });
  const source = uploadBody(body, undefined, new VirtualClock(), LIMITS).open()[Symbol.asyncIterator]();
  await expect(source.next()).rejects.toMatchObject({ code: 'INTERRUPTED', kind: 'interrupted' });
});
