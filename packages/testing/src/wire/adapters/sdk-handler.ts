import { Readable } from 'node:stream';
import type { Door } from '../door.ts';
import { percentEncode } from '../percent-encoding.ts';
import type { WireResponse } from '../response.ts';

/** A request of AWS SDK for JavaScript v3, as far as it is looked at here. */
export interface SdkRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>> | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What the SDK takes for its `requestHandler`: a type and no interface, since the SDK asks for a record. */
export type SdkRequestHandler = {
  readonly metadata: { readonly handlerProtocol: string };
  handle(
    request: SdkRequest,
    options?: unknown,
  ): Promise<{ response: { statusCode: number; headers: Record<string, string>; body?: Readable } }>;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
  destroy(): void;
};

/** The door as the SDK's way to AWS: the whole SDK runs, and no socket is opened. */
export function createSdkHandler(door: Door): SdkRequestHandler {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: async (request, options) => {
      throwIfAborted(options);
      const headers = new Map<string, readonly string[]>();
      for (const [name, value] of Object.entries(request.headers)) headers.set(name.toLowerCase(), [value]);
      if (!headers.has('host')) headers.set('host', [hostOf(request)]);
      const answered = await door.answer({
        method: request.method,
        path: request.path === '' ? '/' : request.path,
        query: queryOf(request.query ?? {}),
        headers,
        body: bytesOf(request.body),
        remoteAddress: undefined,
        secure: request.protocol === 'https:',
      });
      throwIfAborted(options);
      return { response: responseOf(request.method, answered) };
    },
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
    destroy: () => {},
  };
}

function hostOf({ hostname, port }: SdkRequest): string {
  return port === undefined ? hostname : `${hostname}:${port}`;
}

function queryOf(query: NonNullable<SdkRequest['query']>): string {
  return Object.entries(query)
    .flatMap(([name, value]) => {
      if (value === null) return [percentEncode(name)];
      const values = typeof value === 'string' ? [value] : value;
      return values.map((one) => `${percentEncode(name)}=${percentEncode(one)}`);
    })
    .join('&');
}

/** The SDK sends texts, bytes and streams of either kind. */
async function* bytesOf(body: unknown): AsyncGenerator<Uint8Array> {
  if (body === undefined || body === null) return;
  const whole = wholeBytes(body) ?? (body instanceof Blob ? new Uint8Array(await body.arrayBuffer()) : undefined);
  if (whole !== undefined) {
    if (whole.length > 0) yield whole;
    return;
  }
  if (!isIterable(body)) throw new TypeError('A body has to be text, bytes or a stream.');
  for await (const piece of body) yield typeof piece === 'string' ? Buffer.from(piece) : pieceOf(piece);
}

function wholeBytes(body: unknown): Uint8Array | undefined {
  if (typeof body === 'string') return Buffer.from(body);
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  return body instanceof ArrayBuffer ? new Uint8Array(body) : undefined;
}

function pieceOf(piece: unknown): Uint8Array {
  if (piece instanceof Uint8Array) return piece;
  throw new TypeError('A stream has to be of bytes.');
}

function isIterable(body: unknown): body is AsyncIterable<unknown> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

function responseOf(
  method: string,
  { status, headers, body }: WireResponse,
): { statusCode: number; headers: Record<string, string>; body?: Readable } {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) given[name.toLowerCase()] = String(value);
  const isBare = method === 'HEAD' || status === 204 || status === 304;
  if (typeof body === 'string' || body instanceof Uint8Array)
    given['content-length'] ??= String(Buffer.byteLength(body));
  return {
    statusCode: status,
    headers: given,
    body: isBare || body === undefined ? Readable.from([]) : readable(body),
  };
}

function readable(body: NonNullable<WireResponse['body']>): Readable {
  if (typeof body === 'string' || body instanceof Uint8Array) {
    return Readable.from(body.length === 0 ? [] : [Buffer.from(body)], { objectMode: false });
  }
  return Readable.from(body, { objectMode: false });
}

/** As the SDK's own handlers say it. */
function throwIfAborted(options: unknown): void {
  if (typeof options !== 'object' || options === null || !('abortSignal' in options)) return;
  const { abortSignal: signal } = options;
  if (typeof signal !== 'object' || signal === null || !('aborted' in signal) || signal.aborted !== true) return;
  const error = new Error('Request aborted');
  error.name = 'AbortError';
  throw error;
}
