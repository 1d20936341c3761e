import { createServer, type Server, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { S3FrontError } from '@s3front/core';
import { HttpProblem } from '../problem/http-problem.ts';
import { PROBLEM_MEDIA_TYPE, problemDocument, problemResponse } from '../problem/problem-document.ts';
import type { ServerSettings } from '../settings.ts';

/** How long a client may take to send its headers, in milliseconds. */
const HEADERS_TIMEOUT = 10_000;
const KEEP_ALIVE_TIMEOUT = 5_000;
const MOST_HEADERS = 100;
/** Requests that never get as far as having an id. */
const NO_REQUEST_ID = 'none';

type Fetch = (request: Request) => Response | Promise<Response>;

/** An HTTP server of Node that hands its requests on, and answers also those that are no HTTP with a problem. */
export function createListener(fetch: Fetch, settings: ServerSettings): Server {
  const listener = getRequestListener(
    (request, { incoming }) =>
      hasDotSegments(incoming.url ?? '') ? problemResponse(dotSegments(), NO_REQUEST_ID) : fetch(request),
    {
      overrideGlobalObjects: false,
      errorHandler: (error) => problemResponse(malformed(error), NO_REQUEST_ID),
    },
  );
  const server = createServer(
    {
      maxHeaderSize: settings.maxHeaderBytes,
      headersTimeout: HEADERS_TIMEOUT,
      keepAliveTimeout: KEEP_ALIVE_TIMEOUT,
      // An upload takes as long as it takes, as long as it goes on.
      requestTimeout: 0,
    },
    (incoming, outgoing) => void listener(incoming, outgoing),
  );
  server.maxHeadersCount = MOST_HEADERS;
  // A connection on which nothing moves, in either direction, is given up.
  server.timeout = Math.max(settings.idleTimeout, settings.requestTimeout, settings.heartbeat) + HEADERS_TIMEOUT;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => refuse(error, socket));
  return server;
}

/**
 * Resolves when the server listens.
 *
 * @throws `LISTEN_FAILED` (kind `configuration`) when the port is taken or the address is not this machine's
 */
export function listen(server: Server, place: { readonly host: string; readonly port: number }): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    const failed = (cause: NodeJS.ErrnoException): void => reject(listenFailed(place, cause));
    server.once('error', failed);
    server.listen(place.port, place.host, () => {
      server.off('error', failed);
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address);
      else reject(listenFailed(place, undefined));
    });
  });
}

function listenFailed(
  { host, port }: { readonly host: string; readonly port: number },
  cause: NodeJS.ErrnoException | undefined,
): S3FrontError {
  const taken = cause?.code === 'EADDRINUSE';
  return new S3FrontError({
    code: 'LISTEN_FAILED',
    kind: 'configuration',
    message: `The server cannot listen on ${host}, port ${port}${taken ? ': something else does' : ''}.`,
    hint: taken ? 'Choose another port: --port' : 'Check --host and --port.',
    cause,
  });
}

/** What Node's parser refuses is answered by hand: there is no request to answer. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const problem = parserProblem(error.code);
  const body = JSON.stringify(problemDocument(problem, NO_REQUEST_ID));
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
      `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

function parserProblem(code: string | undefined): HttpProblem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new HttpProblem({
        status: 431,
        code: 'HEADERS_TOO_LARGE',
        detail: 'The headers of the request are larger than allowed.',
      });
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new HttpProblem({
        status: 408,
        code: 'HEADERS_TIMED_OUT',
        detail: 'The headers of the request did not come in time.',
      });
    default:
      return malformed(undefined);
  }
}

/**
 * True for a path with `.` or `..` between slashes, encoded or not: taking them out, as the making of a URL does, would
 * lead from an object's key to something else, such as another bucket.
 */
function hasDotSegments(target: string): boolean {
  const [path = ''] = target.split('?', 1);
  return /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i.test(path);
}

function dotSegments(): HttpProblem {
  return new HttpProblem({
    status: 400,
    code: 'PATH_DOT_SEGMENTS',
    detail: "The path has '.' or '..' between slashes, which stands for another path.",
    hint: 'Name such a key as ?key=: /v1/buckets/{bucket}/object?key=a%2F..%2Fb',
  });
}

function malformed(cause: unknown): HttpProblem {
  return new HttpProblem({ status: 400, code: 'HTTP_MALFORMED', detail: 'The request is not valid HTTP.', cause });
}
