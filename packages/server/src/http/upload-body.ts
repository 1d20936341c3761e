import { type Clock, type ObjectBody, S3FrontError } from '@s3front/core';

export interface UploadLimits {
  /** Bytes. */
  readonly maxObjectBytes: number;
  /** Milliseconds without a byte. */
  readonly idleTimeout: number;
}

/**
 * The body of a request as content to store: read no faster than it is stored, cut when it is larger than allowed or
 * when the client stands still.
 *
 * @param contentLength as the client announced it
 * @throws `OBJECT_TOO_LARGE`, before a byte is read or while it is read; `UPLOAD_STALLED`, `INTERRUPTED`
 */
export function uploadBody(
  body: ReadableStream<Uint8Array> | null,
  contentLength: string | undefined,
  clock: Clock,
  limits: UploadLimits,
): ObjectBody {
  const size = body === null ? 0 : contentLength === undefined ? undefined : Number(contentLength);
  if (size !== undefined && size > limits.maxObjectBytes) throw tooLarge(limits.maxObjectBytes);
  return { size, open: () => (body === null ? nothing() : chunks(body, clock, limits)) };
}

async function* nothing(): AsyncGenerator<Uint8Array, void, undefined> {
  // An empty object has no chunk.
}

async function* chunks(
  body: ReadableStream<Uint8Array>,
  clock: Clock,
  limits: UploadLimits,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body.getReader();
  let read = 0;
  try {
    while (true) {
      const { done, value } = await nextChunk(reader, clock, limits.idleTimeout);
      if (done) return;
      read += value.byteLength;
      if (read > limits.maxObjectBytes) throw tooLarge(limits.maxObjectBytes);
      yield value;
    }
  } finally {
    // Whoever stops early wants no more of it, and it may never come.
    reader.cancel().catch(() => undefined);
  }
}

async function nextChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  clock: Clock,
  idleTimeout: number,
): ReturnType<typeof reader.read> {
  const timer = new AbortController();
  const stalled = clock.sleep(idleTimeout, timer.signal).then(
    () => {
      throw uploadStalled(idleTimeout);
    },
    // The timer was stopped because a chunk came.
    () => new Promise<never>(() => undefined),
  );
  try {
    return await Promise.race([reader.read().catch(cutOff), stalled]);
  } finally {
    timer.abort();
    stalled.catch(() => undefined);
  }
}

function cutOff(cause: unknown): never {
  throw new S3FrontError({
    code: 'INTERRUPTED',
    kind: 'interrupted',
    message: 'The client stopped sending in the middle of the content. Nothing was stored.',
    cause,
  });
}

function tooLarge(bytes: number): S3FrontError {
  return new S3FrontError({
    code: 'OBJECT_TOO_LARGE',
    kind: 'usage',
    message: `The content has more than the ${bytes} bytes that may be uploaded here.`,
  });
}

function uploadStalled(milliseconds: number): S3FrontError {
  return new S3FrontError({
    code: 'UPLOAD_STALLED',
    kind: 'timeout',
    message: `The client sent nothing for ${milliseconds / 1000} seconds. Nothing was stored.`,
  });
}
