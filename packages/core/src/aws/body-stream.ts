import { S3FrontError } from '../errors.ts';
import type { ObjectBody } from '../ports/object-store.ts';

export interface BodyStream {
  readonly stream: ReadableStream<Uint8Array>;
  /** Lets go of the source, such as an open file; safe to call twice. */
  readonly close: () => Promise<void>;
}

/**
 * The body as the SDK takes it, read no faster than it is sent. Reading ends when `stop` is aborted, also while the
 * source has nothing to give; what the source throws aborts `stop`, so that nothing goes on being sent.
 */
export function streamOf(body: ObjectBody, stop: AbortController): BodyStream {
  const source = body.open()[Symbol.asyncIterator]();
  const stopped = whenAborted(stop.signal);
  let waiting = false;
  let sent = 0;

  async function nextChunk(): Promise<IteratorResult<Uint8Array>> {
    waiting = true;
    const next = source.next().finally(() => {
      waiting = false;
    });
    return Promise.race([next, stopped]);
  }

  async function close(): Promise<void> {
    const closed = source.return?.();
    // A source that never answers, such as a terminal, would keep us here.
    if (waiting) closed?.catch(() => undefined);
    else await closed;
  }

  const stream = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const next = await nextChunk();
          if (next.done !== true) {
            sent += next.value.byteLength;
            controller.enqueue(next.value);
            return;
          }
          if (body.size !== undefined && body.size !== sent) throw sizeMismatch(body.size, sent);
          controller.close();
        } catch (error) {
          stop.abort(error);
          throw error;
        }
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
  return { stream, close };
}

function whenAborted(signal: AbortSignal): Promise<never> {
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  }).then((): never => {
    throw signal.reason;
  });
  // It is only listened to while a chunk is awaited.
  aborted.catch(() => undefined);
  return aborted;
}

function sizeMismatch(expected: number, actual: number): S3FrontError {
  return new S3FrontError({
    code: 'BODY_SIZE_MISMATCH',
    kind: 'file',
    message: `The content was announced with ${expected} bytes and has ${actual}. Nothing was stored.`,
  });
}
