import { type BucketName, type DistributionId, parseBucketName } from '@s3front/core';
import { createProvider, createWorld, VirtualClock, type World } from '@s3front/testing';
import { beforeAll, beforeEach } from 'vitest';
import type { TokenScope } from './auth/tokens.ts';
import { createServer, type PublishingServer, type ServerOptions } from './create-server.ts';
import type { Database } from './database/database.ts';
import { openDatabase } from './database/open-database.ts';
import { expectDescribed } from './openapi/described-answer.test-support.ts';

/** How long changes take to be deployed in the test's World. */
const PROPAGATION = 60_000;

export interface TestServer extends PublishingServer {
  readonly world: World;
  readonly clock: VirtualClock;
  readonly database: Database;
  /** Sends a request and checks the answer against the specification. */
  send(method: string, path: string, request?: TestRequest): Promise<Response>;
  /** As send, for an answer of JSON with this status. */
  json(status: number, method: string, path: string, request?: TestRequest): Promise<Answer>;
  /** Works on operations until this one has ended, with time passing by itself. */
  finish(operation: string): Promise<Answer>;
}

export interface TestRequest {
  readonly json?: unknown;
  readonly body?: string | Uint8Array | ReadableStream<Uint8Array>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: string | undefined;
  readonly signal?: AbortSignal;
}

/** Parsed JSON that a test looks into. */
// biome-ignore lint/suspicious/noExplicitAny: what it holds is what the test is about
export type Answer = Record<string, any>;

let shared: Promise<Database> | undefined;

/**
 * One embedded database for every test of this process, since opening one takes seconds; emptied before each test. It
 * ends with the process.
 */
export function testDatabase(): () => Database {
  let database: Database | undefined;
  const opened = (): Database => {
    if (database === undefined) throw new Error('The database is not open.');
    return database;
  };
  beforeAll(async () => {
    shared ??= openDatabase(undefined);
    database = await shared;
  });
  beforeEach(async () => {
    await opened().query(
      'truncate s3front.operation, s3front.event, s3front.throttling, s3front.token, s3front.idempotency',
    );
  });
  return opened;
}

export function testServer(database: Database, options: Partial<ServerOptions> = {}): TestServer {
  const clock = new VirtualClock();
  const world = createWorld({ clock, propagation: PROPAGATION });
  let count = 0;
  const server = createServer({
    provider: createProvider(world, { issuesCertificates: true }),
    database,
    clock,
    // Different at every call, and the same in every run.
    random: { next: () => (count++ % 9973) / 9973 },
    ...options,
  });
  const send: TestServer['send'] = async (method, path, request = {}) => {
    const response = await server.app.request(path, initOf(method, request));
    if (!(response.headers.get('content-type') ?? '').startsWith('text/event-stream')) {
      await expectDescribed(method, path, response);
    }
    return response;
  };
  const json: TestServer['json'] = async (status, method, path, request) => {
    const response = await send(method, path, request);
    const text = await response.text();
    if (response.status !== status) throw new Error(`${method} ${path} answered ${response.status}\n${text}`);
    return JSON.parse(text);
  };
  return {
    ...server,
    world,
    clock,
    database,
    send,
    json,
    async finish(operation) {
      for (let turns = 0; turns < 100; turns += 1) {
        const found = await json(200, 'GET', `/v1/operations/${operation}`);
        if (found['done']) return found;
        await server.worker.runDue();
        clock.advance(15_000);
      }
      throw new Error(`The operation ${operation} does not end.`);
    },
  };
}

function initOf(method: string, { json, body, headers, token, signal }: TestRequest): RequestInit {
  const content = json === undefined ? bytesOf(body) : JSON.stringify(json);
  return {
    method,
    headers: {
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(content === undefined ? {} : { body: content, duplex: 'half' }),
    ...(signal === undefined ? {} : { signal }),
  };
}

/** Text as bytes, so that no content type is made up for it. */
function bytesOf(body: TestRequest['body']): Exclude<TestRequest['body'], string> {
  return typeof body === 'string' ? new TextEncoder().encode(body) : body;
}

function bucketName(text: string): BucketName {
  const parsed = parseBucketName(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
}

/** A bucket with a distribution; answers the distribution's id and ETag. */
export async function published(
  server: TestServer,
  bucket = 'public.example.org',
): Promise<{ readonly id: DistributionId; readonly etag: string }> {
  await server.json(201, 'POST', '/v1/buckets', { json: { name: bucket } });
  const response = await server.send('POST', '/v1/distributions', { json: { bucket } });
  const { id } = (await response.json()) as { id: DistributionId };
  return { id, etag: response.headers.get('etag') ?? '' };
}

export async function bearer(
  server: PublishingServer,
  scope: TokenScope,
  buckets?: readonly string[],
): Promise<string> {
  const { bearer: text } = await server.tokens.create({ scope, buckets: buckets?.map(bucketName) });
  return text;
}
