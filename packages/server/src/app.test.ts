import { describe, expect, it } from 'vitest';
import { createLogger } from './log/logger.ts';
import { problemOf } from './problem/status.ts';
import { bearer, published, testDatabase, testServer } from './server.test-support.ts';

const database = testDatabase();

describe('bad requests', () => {
  it.each([
    ['GET', '/', 404, 'ROUTE_NOT_FOUND'],
    ['GET', '/v1', 404, 'ROUTE_NOT_FOUND'],
    ['GET', '/v1/distributions/', 404, 'ROUTE_NOT_FOUND'],
    ['GET', '/v2/distributions', 404, 'ROUTE_NOT_FOUND'],
    ['PUT', '/v1/buckets/public.example.org/objects/', 404, 'ROUTE_NOT_FOUND'],
    ['GET', '/v1/distributions/x/y/z', 404, 'ROUTE_NOT_FOUND'],
    ['GET', '/v1/distributions/lower', 400, 'REQUEST_INVALID'],
    ['GET', '/v1/distributions/E%00AAAA', 400, 'REQUEST_INVALID'],
    ['GET', '/v1/buckets/%ff', 400, 'REQUEST_INVALID'],
    ['GET', '/v1/buckets/..%2f..', 400, 'REQUEST_INVALID'],
    ['GET', `/v1/buckets/${'b'.repeat(3000)}`, 400, 'REQUEST_INVALID'],
    ['GET', '/v1/buckets?limit=%00', 400, 'REQUEST_INVALID'],
    ['GET', '/v1/buckets?__proto__=1', 400, 'REQUEST_INVALID'],
  ])('%s %s answers %i %s', async (method, path, status, code) => {
    const server = testServer(database());
    expect(await server.json(status, method, path)).toMatchObject({ status, code });
  });

  it.each([
    ['POST', '/v1/distributions/EDISTRIBUTION', 'GET, HEAD, PATCH, DELETE'],
    ['DELETE', '/v1/distributions', 'GET, HEAD, POST'],
    ['OPTIONS', '/v1/buckets', 'GET, HEAD, POST'],
    ['PATCH', '/v1/buckets/b/objects/a/b', 'GET, HEAD, PUT, DELETE'],
    ['POST', '/healthz', 'GET, HEAD'],
    ['QUERY', '/openapi.json', 'GET, HEAD'],
  ])('%s %s is not allowed; %s are', async (method, path, allow) => {
    const server = testServer(database());
    const refused = await server.send(method, path);
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, allow]);
    expect(await refused.json()).toMatchObject({ code: 'METHOD_NOT_ALLOWED' });
  });

  it.each([
    ['{', 400, 'JSON_MALFORMED'],
    ['', 400, 'JSON_MALFORMED'],
    ['[]', 400, 'REQUEST_INVALID'],
    ['null', 400, 'REQUEST_INVALID'],
    ['"text"', 400, 'REQUEST_INVALID'],
    ['1e999', 400, 'REQUEST_INVALID'],
    ['{"name":1e400}', 400, 'REQUEST_INVALID'],
    ['{"name":123456789012345678901234567890}', 400, 'REQUEST_INVALID'],
    ['{"name":"ok-bucket","__proto__":{"x":1}}', 400, 'REQUEST_INVALID'],
    ['{"name":"ok-bucket","constructor":1}', 400, 'REQUEST_INVALID'],
    ['{"name":"\\ud800-bucket"}', 400, 'REQUEST_INVALID'],
    [`${'['.repeat(100_000)}`, 400, 'JSON_MALFORMED'],
    [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 400, 'REQUEST_INVALID'],
  ])('a body %.20s answers %i %s', async (body, status, code) => {
    const server = testServer(database());
    const headers = { 'content-type': 'application/json' };
    expect(await server.json(status, 'POST', '/v1/buckets', { body, headers })).toMatchObject({ code });
  });

  it('says which media type it wants', async () => {
    const server = testServer(database());
    for (const headers of [
      { 'content-type': 'text/plain' },
      {},
      { 'content-type': 'application/x-www-form-urlencoded' },
    ]) {
      const refused = await server.json(415, 'POST', '/v1/buckets', { body: '{"name":"a-bucket"}', headers });
      expect(refused['code']).toBe('MEDIA_TYPE_UNSUPPORTED');
    }
  });

  it('has limits on what is JSON, and on URLs', async () => {
    const server = testServer(database(), { settings: { maxJsonBytes: 100 } });
    const json = { name: 'x'.repeat(200) };
    expect(await server.json(413, 'POST', '/v1/buckets', { json })).toMatchObject({ code: 'BODY_TOO_LARGE' });
    const chunks = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let count = 0; count < 10; count += 1)
          controller.enqueue(new TextEncoder().encode('"12345678901234567890"'));
        controller.close();
      },
    });
    const headers = { 'content-type': 'application/json' };
    await server.json(413, 'POST', '/v1/buckets', { body: chunks, headers });
    expect(await server.json(414, 'GET', `/v1/buckets?${'x'.repeat(9000)}`)).toMatchObject({ code: 'URL_TOO_LONG' });
  });
});

describe('requests from elsewhere', () => {
  it.each([
    [{ host: 'evil.example' }, 421],
    [{ host: 'localhost.evil.example' }, 421],
    [{ host: '127.0.0.1.evil.example' }, 421],
    [{ host: '192.168.0.1:8787' }, 421],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'http://localhost:3000' }, 403],
    [{ host: '127.0.0.1:8787' }, 200],
    [{ host: '[::1]:8787' }, 200],
    [{ host: 'LOCALHOST:1' }, 200],
    [{ origin: 'http://localhost' }, 200],
  ])('with %j answer %i', async (headers, status) => {
    const server = testServer(database());
    const response = await server.send('GET', '/v1/buckets', { headers });
    expect(response.status).toBe(status);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('every answer', () => {
  it('carries an id: the one that was sent, where it can be one', async () => {
    const server = testServer(database());
    const ids = async (id: string) =>
      (await server.send('GET', '/v1/buckets', { headers: { 'x-request-id': id } })).headers.get('x-request-id');
    expect(await ids('my-request.1')).toBe('my-request.1');
    for (const bad of ['a b', '<script>', 'x'.repeat(100)]) expect(await ids(bad)).toMatch(/^req-[0-9a-z]{16}$/);
  });

  it('keeps a browser from doing anything with it', async () => {
    const server = testServer(database());
    for (const path of ['/v1/buckets', '/nowhere', '/healthz']) {
      const { headers } = await server.send('GET', path);
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      });
    }
  });
});

describe('AWS', () => {
  it.each([
    ['throttle' as const, 429, 'THROTTLED', '5'],
    ['deny' as const, 403, 'ACCESS_DENIED', null],
    ['lose-answer' as const, 503, expect.any(String), '5'],
  ])('%s becomes %i', async (kind, status, code, retryAfter) => {
    const server = testServer(database());
    server.world.faults.add({ operation: 'ListDistributions', fault: { kind }, times: Number.POSITIVE_INFINITY });
    const refused = await server.send('GET', '/v1/distributions');
    expect(await refused.json()).toMatchObject({ status, code, awsCode: expect.any(String) });
    expect(refused.headers.get('retry-after')).toBe(retryAfter);
  });
});

describe('a fault of ours', () => {
  it('is told to the log and to nobody else', async () => {
    const lines: string[] = [];
    const logger = createLogger({ level: 'info', destination: { write: (line) => lines.push(line) } });
    const server = testServer(database(), { logger });
    server.world.cloudfront.distributions.list = () => {
      throw Object.assign(new Error('a secret thing broke'), { $response: { headers: { authorization: 'AWS4 key' } } });
    };
    const refused = await server.send('GET', '/v1/distributions', { headers: { 'x-request-id': 'r1' } });
    const text = await refused.text();
    expect(JSON.parse(text)).toMatchObject({ status: 500, code: 'INTERNAL', requestId: 'r1' });
    expect(text).not.toContain('secret');
    const failed = lines.map((line) => JSON.parse(line)).find((line) => line.msg === 'failed');
    expect(failed).toMatchObject({ requestId: 'r1', error: { message: 'a secret thing broke' } });
    expect(lines.join('')).not.toContain('AWS4');
  });

  it('is what no error of ours is', () => {
    expect(problemOf('text')).toMatchObject({ status: 500, code: 'INTERNAL' });
    expect(problemOf(new RangeError('x')).message).not.toContain('x ');
  });
});

describe('the log', () => {
  it('has a line for every request, without its secrets', async () => {
    const lines: string[] = [];
    const logger = createLogger({ level: 'info', destination: { write: (line) => lines.push(line) } });
    const server = testServer(database(), { logger });
    const token = await bearer(server, 'read');
    await server.send('GET', '/v1/buckets?limit=5', { token, headers: { 'x-request-id': 'r1', cookie: 'c=1' } });
    const line = JSON.parse(lines.at(-1) ?? '{}');
    expect(line).toMatchObject({
      msg: 'answered',
      requestId: 'r1',
      method: 'GET',
      route: '/v1/buckets',
      path: '/v1/buckets',
      status: 200,
      caller: expect.stringMatching(/^[0-9A-Za-z]{16}$/),
    });
    const secret = token.split('_').at(-1) ?? '';
    expect(lines.join('')).not.toContain(secret);
    logger.info({ authorization: 'Bearer x1', deep: { token: 'x2', headers: { cookie: 'x3' } } });
    expect(lines.at(-1)).not.toMatch(/x[123]/);
  });
});

describe('the metrics', () => {
  it('count requests by route and operations by status, and name nothing else', async () => {
    const server = testServer(database());
    const { id } = await published(server);
    await server.json(202, 'POST', `/v1/distributions/${id}/deployments`);
    await server.send('PUT', '/v1/buckets/public.example.org/objects/secret-key', { body: 'x' });
    await (await server.send('GET', '/v1/buckets/public.example.org/objects/secret-key')).text();
    await server.send('GET', '/wp-login.php');
    const text = await (await server.send('GET', '/metrics')).text();
    expect(text).toContain('s3front_http_requests_total{method="POST",route="/v1/distributions",status="201"} 1');
    expect(text).toContain(
      's3front_http_requests_total{method="GET",route="/v1/buckets/:bucket/objects/:key",status="200"} 1',
    );
    expect(text).toContain('s3front_http_requests_total{method="GET",route="none",status="404"} 1');
    expect(text).toContain('s3front_operations{status="queued"} 1');
    expect(text).not.toMatch(/secret-key|public\.example\.org|wp-login/);
  });
});

describe('the pages that need no token', () => {
  it('say whether the server lives and can work', async () => {
    const server = testServer(database());
    await bearer(server, 'admin');
    server.clock.advance(5_000);
    expect(await server.json(200, 'GET', '/healthz')).toEqual({ status: 'ok' });
    expect(await server.json(200, 'GET', '/readyz')).toEqual({ status: 'ok' });
    await server.close();
    await server.json(200, 'GET', '/healthz');
    expect(await server.json(503, 'GET', '/readyz')).toMatchObject({ code: 'SERVER_STOPPING' });
    const refused = await server.send('GET', '/v1/buckets');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
  });

  it('are a specification and a page that works without the internet', async () => {
    const server = testServer(database());
    const page = await server.send('GET', '/docs');
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const links = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(links).toHaveLength(3);
    for (const link of links) {
      const file = await server.send('GET', link);
      expect([file.status, (await file.text()).length > 50]).toEqual([200, true]);
    }
    expect(await server.json(200, 'GET', '/openapi.json')).toMatchObject({ openapi: '3.1.0' });
  });
});
