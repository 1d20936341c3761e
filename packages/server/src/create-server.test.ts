import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { systemClock, systemRandom } from '@s3front/core/node';
import { createProvider, createWorld, type World } from '@s3front/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { createClient } from './client.ts';
import { createServer, type Listening, type PublishingServer } from './create-server.ts';
import { testDatabase } from './server.test-support.ts';
import type { ServerSettings } from './settings.ts';

const database = testDatabase();
const servers: PublishingServer[] = [];

interface Started extends Listening {
  readonly server: PublishingServer;
  readonly world: World;
}

function made(settings: Partial<ServerSettings> = {}): { readonly server: PublishingServer; readonly world: World } {
  const world = createWorld({ clock: systemClock, propagation: 0 });
  const server = createServer({
    provider: createProvider(world),
    database: database(),
    clock: systemClock,
    random: systemRandom,
    settings,
  });
  servers.push(server);
  return { server, world };
}

async function started(settings: Partial<ServerSettings> = {}): Promise<Started> {
  const { server, world } = made(settings);
  return { ...(await server.start({ port: 0 })), server, world };
}

async function startedWithBucket(
  settings: Partial<ServerSettings> = {},
): Promise<Started & { readonly objects: string }> {
  const running = await started(settings);
  running.world.s3.createBucket({ Bucket: 'a-bucket' });
  return { ...running, objects: `${running.url}/v1/buckets/a-bucket/objects` };
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Sends text as it is, and answers what comes back until the connection ends. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(text);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('starting', () => {
  it('is for this machine alone, unless there is a token', async () => {
    const { server } = made();
    await expect(server.start({ host: '0.0.0.0', port: 0 })).rejects.toMatchObject({
      code: 'TOKEN_REQUIRED',
      kind: 'configuration',
    });
    const { bearer } = await server.tokens.create({ scope: 'read' });
    const { port } = await server.start({ host: '0.0.0.0', port: 0 });
    const url = `http://127.0.0.1:${port}/v1/buckets`;
    expect((await fetch(url)).status).toBe(401);
    const answer = await fetch(url, { headers: { authorization: `Bearer ${bearer}` } });
    expect(answer.status).toBe(200);
  });

  it('says when the port is taken', async () => {
    const { port } = await started();
    await expect(made().server.start({ port })).rejects.toMatchObject({ code: 'LISTEN_FAILED' });
  });
});

describe('over a socket', () => {
  it('objects stream both ways', async () => {
    const { objects, world } = await startedWithBucket();
    const size = 20 * 1024 * 1024;
    const content = Buffer.alloc(size, 'ab');
    const stored = await fetch(`${objects}/big`, { method: 'PUT', body: content });
    expect(stored.status).toBe(200);
    const found = await fetch(`${objects}/big`);
    expect(Buffer.from(await found.arrayBuffer()).equals(content)).toBe(true);
    const part = await fetch(`${objects}/big`, { headers: { range: `bytes=${size - 3}-` } });
    expect([part.status, await part.text()]).toEqual([206, 'bab']);
    expect(world.calls.filter((call) => call.operation === 'PutObject')).toHaveLength(1);
  });

  it('an upload that is cut off stores nothing and leaves no request open', async () => {
    const { objects, port, url } = await startedWithBucket();
    const upload = httpRequest(`${objects}/cut`, { method: 'PUT', headers: { 'content-length': 1000 } });
    upload.on('error', () => undefined);
    upload.write('some');
    await openRequests(url, 2);
    upload.destroy();
    await openRequests(url, 1);
    expect((await fetch(`${objects}/cut`)).status).toBe(404);
    expect(port).toBeGreaterThan(0);
  });

  it('a download that is cut off leaves no request open', async () => {
    const { objects, url } = await startedWithBucket();
    await fetch(`${objects}/big`, { method: 'PUT', body: Buffer.alloc(50 * 1024 * 1024) });
    const abort = new AbortController();
    const answer = await fetch(`${objects}/big`, { signal: abort.signal });
    await answer.body?.getReader().read();
    await openRequests(url, 2);
    abort.abort();
    await openRequests(url, 1);
  });

  it('what is no HTTP is answered with a problem', async () => {
    const { port } = await started();
    const garbage = await raw(port, 'this is no request\r\n\r\n');
    expect(garbage).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(garbage).toContain('urn:s3front:problem:http-malformed');
    const large = await raw(port, `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`);
    expect(large).toMatch(/^HTTP\/1\.1 431 /);
    expect(large).toContain('"code":"HEADERS_TOO_LARGE"');
  });

  it.each([
    ['another host', 'GET /v1/buckets HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n', 421],
    [
      'a whole URL of another host',
      'GET http://evil.example/v1/buckets HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
      421,
    ],
    ['a host that is none', 'GET /v1/buckets HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', 400],
    ['no host', 'GET /v1/buckets HTTP/1.0\r\n\r\n', 400],
    ['a trace', 'TRACE /v1/buckets HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 405],
    ['a method of its own', 'PURGE /v1/buckets HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 405],
  ])('a request for %s is refused with a problem', async (_, text, status) => {
    const { port } = await started();
    const answer = await raw(port, text);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer.toLowerCase()).toContain('content-type: application/problem+json');
  });

  it.each([
    '/v1/buckets/a-bucket/objects/x/../../../other-bucket',
    '/v1/buckets/a-bucket/objects/%2e%2E',
    '/v1/./buckets',
  ])('a path with dot segments leads nowhere: %s', async (path) => {
    const { port, world } = await startedWithBucket();
    const calls = world.calls.length;
    const answer = await raw(port, `DELETE ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('PATH_DOT_SEGMENTS');
    expect(world.calls).toHaveLength(calls);
  });

  it('more requests than allowed are told to come back', async () => {
    const { objects, url } = await startedWithBucket({ maxOpenRequests: 1 });
    const upload = httpRequest(`${objects}/slow`, { method: 'PUT' });
    upload.write('some');
    await expect.poll(async () => (await fetch(`${url}/v1/buckets`)).status).toBe(503);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    upload.end('more');
    const [answer] = await once(upload, 'response');
    expect(answer.statusCode).toBe(200);
    answer.resume();
    await expect.poll(async () => (await fetch(`${url}/v1/buckets`)).status).toBe(200);
  });
});

describe('closing', () => {
  it('finishes what runs, ends event streams, and refuses what is new', async () => {
    const { objects, url, server, world } = await startedWithBucket();
    const upload = httpRequest(`${objects}/slow`, { method: 'PUT', agent: false });
    upload.write('first ');
    await openRequests(url, 2);
    const closed = server.close();
    await expect(fetch(`${url}/v1/buckets`)).rejects.toThrow();
    upload.end('second');
    const [answer] = await once(upload, 'response');
    expect(answer.statusCode).toBe(200);
    answer.resume();
    await closed;
    expect(world.s3.headObject({ Bucket: 'a-bucket', Key: 'slow' }).ContentLength).toBe(12);
  });

  it('cuts what does not end in time', async () => {
    const { objects, url, server } = await startedWithBucket({ shutdownGrace: 50 });
    const upload = httpRequest(`${objects}/slow`, { method: 'PUT', agent: false });
    upload.on('error', () => undefined);
    upload.write('first ');
    await openRequests(url, 2);
    await server.close();
    expect((await server.app.request('/healthz')).status).toBe(200);
  });
});

describe('the client', () => {
  it('has the types of what is sent and answered', async () => {
    const { url, server } = await started();
    const { bearer } = await server.tokens.create({ scope: 'admin' });
    const client = createClient(url, { token: bearer });
    const made = await client.v1.buckets.$post({ header: {}, json: { name: 'public.example.org' } });
    expect(made.status).toBe(201);
    const published = await client.v1.distributions.$post({ header: {}, json: { bucket: 'public.example.org' } });
    if (published.status !== 201) throw new Error(await published.text());
    const { id } = await published.json();
    const list = await client.v1.distributions.$get({ query: {} });
    if (list.status !== 200) throw new Error(await list.text());
    const { distributions } = await list.json();
    expect(distributions.map((distribution) => distribution.id)).toEqual([id]);
    const etag = published.headers.get('etag') ?? '';
    const removal = await client.v1.distributions[':id'].$delete({ param: { id }, header: { 'if-match': etag } });
    if (removal.status !== 202) throw new Error(await removal.text());
    const operation = await removal.json();
    const get = () => client.v1.operations[':id'].$get({ param: { id: operation.id } });
    await expect
      .poll(async () => ((await (await get()).json()) as { status: unknown }).status, { timeout: 20_000 })
      .toBe('succeeded');
    const missing = await client.v1.buckets[':bucket'].$get({ param: { bucket: 'no-such-bucket' } });
    if (missing.status !== 404) throw new Error('It is there.');
    expect((await missing.json()).code).toBe('BUCKET_NOT_FOUND');
  });
});

/** Waits until so many requests are open, the one that asks included. */
async function openRequests(url: string, count: number): Promise<void> {
  await expect
    .poll(async () => /^s3front_http_requests_open (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1], {
      timeout: 10_000,
    })
    .toBe(String(count));
}
