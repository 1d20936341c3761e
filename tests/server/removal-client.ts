import type { ServerPlace } from './server-place.ts';

/** What a client saw of one removal. */
export interface SeenRemoval {
  readonly operation: string;
  /** In the order in which they came, over however many connections. */
  readonly events: readonly { readonly id: number; readonly kind: string }[];
}

/**
 * Asks for a distribution to be removed and follows the operation to its end, as a client does who tries again when
 * the connection breaks.
 */
export async function removeThrough(place: ServerPlace, distribution: string): Promise<SeenRemoval> {
  const operation = await persistently(place, (url) => askForRemoval(url, distribution));
  const events: { id: number; kind: string }[] = [];
  await persistently(place, (url) => follow(url, operation, events));
  return { operation, events };
}

async function askForRemoval(url: string, distribution: string): Promise<string> {
  const place = `${url}/v1/distributions/${distribution}`;
  const found = await fetch(place);
  await found.arrayBuffer();
  // The answer to an earlier attempt was lost, and it is gone by now.
  if (found.status === 404) return findOperation(url, distribution);
  const answer = await fetch(place, { method: 'DELETE', headers: { 'if-match': found.headers.get('etag') ?? '' } });
  const text = await answer.text();
  // Another attempt's operation disabled it in between: its version is another one.
  if (answer.status === 412) return askForRemoval(url, distribution);
  if (answer.status !== 202) throw new Error(`DELETE ${distribution}: ${answer.status} ${text}`);
  return JSON.parse(text).id;
}

async function findOperation(url: string, distribution: string): Promise<string> {
  const answer = await fetch(`${url}/v1/operations?limit=100`);
  const page: { operations: { id: string; distribution: string }[] } = JSON.parse(await answer.text());
  const found = page.operations.find((operation) => operation.distribution === distribution);
  if (found === undefined) throw new Error(`Nobody removed ${distribution}, and it is gone.`);
  return found.id;
}

/** Reads server-sent events until the one that ends the operation. */
async function follow(url: string, operation: string, events: { id: number; kind: string }[]): Promise<void> {
  // The connection broke after the last of them.
  if (events.at(-1)?.kind === 'ended') return;
  const answer = await fetch(`${url}/v1/operations/${operation}/events`, {
    headers: { 'last-event-id': String(events.at(-1)?.id ?? 0) },
  });
  if (answer.status !== 200 || answer.body === null) throw new Error(`events: ${answer.status} ${await answer.text()}`);
  let text = '';
  for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const messages = text.split('\n\n');
    text = messages.pop() ?? '';
    for (const message of messages) {
      const id = /^id: ?(\d+)$/m.exec(message)?.[1];
      const kind = /^event: ?(\w+)$/m.exec(message)?.[1];
      if (id !== undefined && kind !== undefined) events.push({ id: Number(id), kind });
    }
  }
  if (events.at(-1)?.kind !== 'ended') throw new TypeError('The stream ended before the operation.');
}

/** Tries again at the next server of the place whenever this one is gone. */
async function persistently<Result>(place: ServerPlace, work: (url: string) => Promise<Result>): Promise<Result> {
  let failed: string | undefined;
  for (;;) {
    const url = await place.url(failed);
    try {
      return await work(url);
    } catch (error) {
      // What fetch throws when there is no connection, or it breaks.
      if (!(error instanceof TypeError)) throw error;
      failed = url;
    }
  }
}
