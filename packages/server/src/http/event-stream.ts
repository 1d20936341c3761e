import type { Clock } from '@s3front/core';

/** One server-sent event. */
export interface SentEvent {
  readonly id: number;
  readonly event: string;
  readonly data: unknown;
}

export const EVENT_STREAM_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  // Proxies such as nginx hold an answer back to send it in one piece; this one must flow.
  'x-accel-buffering': 'no',
};

/**
 * The events as a client of `EventSource` reads them, with a comment whenever nothing happened for a while, so that
 * nothing on the way takes the connection for dead. Cancelling it ends the source.
 *
 * @param heartbeat milliseconds
 * Source: HTML Living Standard, "Server-sent events".
 */
export function eventStream(
  events: AsyncIterator<SentEvent>,
  clock: Clock,
  heartbeat: number,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next: Promise<IteratorResult<SentEvent>> | undefined;
  return new ReadableStream(
    {
      async pull(controller) {
        next ??= events.next();
        const quiet = new AbortController();
        const beat = clock.sleep(heartbeat, quiet.signal).then(
          () => 'quiet' as const,
          () => 'quiet' as const,
        );
        const first = await Promise.race([next, beat]);
        quiet.abort();
        if (first === 'quiet') {
          controller.enqueue(encoder.encode(': still here\n\n'));
          return;
        }
        next = undefined;
        if (first.done === true) controller.close();
        else controller.enqueue(encoder.encode(frame(first.value)));
      },
      async cancel() {
        await events.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

function frame({ id, event, data }: SentEvent): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
