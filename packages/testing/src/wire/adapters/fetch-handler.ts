import type { Door } from '../door.ts';
import type { WireResponse } from '../response.ts';

/**
 * The door as a fetch-style handler. A `Request` has its path resolved before anybody sees it, so keys with `..` need
 * the server or the SDK's handler.
 */
export type FetchHandler = (request: Request) => Promise<Response>;

export function createFetchHandler(door: Door): FetchHandler {
  return async (request) => {
    const { pathname, search, protocol, host } = new URL(request.url);
    const headers = new Map<string, readonly string[]>([['host', [host]]]);
    for (const [name, value] of request.headers) headers.set(name, [value]);
    const answered = await door.answer({
      method: request.method,
      path: pathname,
      query: search.slice(1),
      headers,
      body: bytesOf(request.body),
      remoteAddress: undefined,
      secure: protocol === 'https:',
    });
    return responseOf(request.method, answered);
  };
}

async function* bytesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

function responseOf(method: string, { status, headers, body }: WireResponse): Response {
  const given = new Headers();
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) given.set(name, String(value));
  const isBare = method === 'HEAD' || status === 204 || status === 304 || body === undefined;
  return new Response(isBare ? null : bodyInit(body), { status, headers: given });
}

function bodyInit(body: NonNullable<WireResponse['body']>): string | Uint8Array<ArrayBuffer> | ReadableStream {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return Uint8Array.from(body);
  return ReadableStream.from(body);
}
