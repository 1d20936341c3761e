import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Door } from '../door.ts';
import { WIRE_LIMITS } from '../limits.ts';
import type { WireHeaders } from '../request.ts';
import type { WireResponse } from '../response.ts';
import { ConnectionLost } from './connection-lost.ts';

/** Milliseconds that a connection may be silent while a request or an answer is under way. */
const SILENCE = 120_000;
/** Milliseconds that the headers of a request may take, and a connection be kept for the next one. */
const HEADERS = 30_000;
const KEEP_ALIVE = 65_000;

/** A door behind plain `node:http`, which streams both ways. It does not listen yet. */
export function createDoorServer(door: Door): Server {
  const server = createServer({
    maxHeaderSize: WIRE_LIMITS.headers,
    headersTimeout: HEADERS,
    // An upload of 5 GB takes its time; a silent one does not.
    requestTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE,
    noDelay: true,
  });
  server.timeout = SILENCE;
  server.on('request', (message: IncomingMessage, response: ServerResponse) => {
    void answer(door, message, response, false);
  });
  // The body is asked for when somebody reads it, so that what is refused at once is never sent.
  server.on('checkContinue', (message: IncomingMessage, response: ServerResponse) => {
    void answer(door, message, response, true);
  });
  server.on('clientError', refuseUnreadable);
  return server;
}

async function answer(door: Door, message: IncomingMessage, response: ServerResponse, waits: boolean): Promise<void> {
  const url = message.url ?? '/';
  if (url.length > WIRE_LIMITS.url) {
    void send(message, response, URL_TOO_LONG);
    return;
  }
  const [path, query] = splitUrl(url);
  try {
    const answered = await door.answer({
      method: message.method ?? 'GET',
      path,
      query,
      headers: headersOf(message.rawHeaders),
      body: bodyOf(message, waits ? response : undefined),
      remoteAddress: message.socket.remoteAddress,
      secure: 'encrypted' in message.socket,
    });
    await send(message, response, answered);
  } catch {
    // The client is gone, or the answer broke off in its middle: it must not look complete.
    response.destroy();
  }
}

/** Proxies send the whole URL. The path is taken as it stands: nothing is resolved or decoded. */
function splitUrl(url: string): readonly [path: string, query: string] {
  const local = url.startsWith('/') ? url : url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  const at = local.indexOf('?');
  const path = at === -1 ? local : local.slice(0, at);
  return [path === '' ? '/' : path, at === -1 ? '' : local.slice(at + 1)];
}

function headersOf(raw: readonly string[]): WireHeaders {
  const headers = new Map<string, string[]>();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    const value = raw[index + 1] ?? '';
    const known = headers.get(name);
    if (known === undefined) headers.set(name, [value]);
    else known.push(value);
  }
  return headers;
}

async function* bodyOf(message: IncomingMessage, waiting: ServerResponse | undefined): AsyncGenerator<Uint8Array> {
  waiting?.writeContinue();
  try {
    for await (const chunk of message) yield chunk;
  } catch {
    throw new ConnectionLost();
  }
  if (!message.complete) throw new ConnectionLost();
}

async function send(message: IncomingMessage, response: ServerResponse, answered: WireResponse): Promise<void> {
  const { status } = answered;
  const isBare = status === 204 || status === 304;
  const body = isBare ? undefined : answered.body;
  response.writeHead(status, headersFor(message, answered, isBare));
  if (message.method === 'HEAD' || body === undefined) {
    response.end();
  } else if (typeof body === 'string' || body instanceof Uint8Array) {
    response.end(body);
  } else {
    await stream(body, response);
  }
}

function headersFor(
  message: IncomingMessage,
  { headers, body }: WireResponse,
  isBare: boolean,
): Record<string, string | number> {
  const sent: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) sent[name.toLowerCase()] = value;
  if (isBare) delete sent['content-length'];
  else if (body === undefined) sent['content-length'] ??= 0;
  else if (typeof body === 'string' || body instanceof Uint8Array) sent['content-length'] ??= Buffer.byteLength(body);
  // What is still on its way is thrown away; when that may be much, the connection is not worth it.
  if (!message.complete && !isShort(message)) sent['connection'] = 'close';
  return sent;
}

const SHORT = 1024 * 1024;

function isShort(message: IncomingMessage): boolean {
  const length = message.headers['content-length'];
  if (length === undefined) return message.headers['transfer-encoding'] === undefined;
  return Number(length) <= SHORT;
}

async function stream(body: AsyncIterable<Uint8Array>, response: ServerResponse): Promise<void> {
  for await (const chunk of body) {
    if (response.destroyed) return;
    if (!response.write(chunk)) await drained(response);
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}

const URL_TOO_LONG: WireResponse = {
  status: 414,
  headers: { 'content-type': 'application/xml', connection: 'close' },
  body: '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>RequestURITooLong</Code><Message>The URL is too long.</Message></Error>',
};

/** What is no HTTP never becomes a request. */
function refuseUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [code, message] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['RequestHeaderSectionTooLarge', 'Your request header section exceeds the maximum allowed size.']
      : ['BadRequest', 'An error occurred when parsing the HTTP request.'];
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nContent-Type: application/xml\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
