import { describe, expect, it } from 'vitest';
import { specification } from '../openapi/specification.ts';
import { bearer, published, type TestServer, testDatabase, testServer } from '../server.test-support.ts';
import type { TokenScope } from './tokens.ts';

const database = testDatabase();
const SCOPES: readonly TokenScope[] = ['read', 'deploy', 'admin'];
const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete'] as const;

interface DescribedRoute {
  readonly method: string;
  readonly template: string;
  readonly scope: TokenScope | undefined;
}

function describedRoutes(): readonly DescribedRoute[] {
  const paths: Readonly<Record<string, Record<string, { security?: { bearer?: TokenScope[] }[] }>>> = Object(
    specification().paths,
  );
  return Object.entries(paths).flatMap(([template, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      if (operation === undefined) return [];
      return [{ method: method.toUpperCase(), template, scope: operation.security?.[0]?.bearer?.[0] }];
    }),
  );
}

const ROUTES = describedRoutes();
const GUARDED = ROUTES.filter((route) => route.scope !== undefined);

/** A path that is there: a published bucket with an object, and an operation. */
async function concrete(server: TestServer): Promise<(template: string) => string> {
  const { id } = await published(server);
  await server.send('PUT', '/v1/buckets/public.example.org/objects/a', { body: 'x' });
  const operation = await server.json(202, 'POST', `/v1/distributions/${id}/deployments`);
  return (template) => {
    const path = template
      .replace('/v1/operations/{id}', `/v1/operations/${operation['id']}`)
      .replace('{id}', id)
      .replace('{bucket}', 'public.example.org')
      .replace('{key}', 'a')
      .replace('{invalidation}', 'I2J0I21PCUYOIK');
    return template.endsWith('/object') ? `${path}?key=a` : path;
  };
}

const BODIES: Readonly<Record<string, unknown>> = {
  'POST /v1/distributions': { bucket: 'public.example.org', force: true },
  'POST /v1/distributions/{id}/invalidations': { paths: ['/*'] },
  'PATCH /v1/distributions/{id}': { comment: 'x' },
  'POST /v1/buckets': { name: 'public.example.org' },
  'PUT /v1/buckets/{bucket}/website': { kind: 'pages' },
  'POST /v1/certificates': { names: ['a.example.org'] },
};

function requestFor({ method, template }: DescribedRoute, token: string) {
  const json = BODIES[`${method} ${template}`];
  return {
    token,
    headers: { 'if-match': method === 'GET' || method === 'HEAD' ? '*' : '"OTHER"' },
    ...(json === undefined ? {} : { json }),
  };
}

it('only whether the server lives may be asked by anybody', () => {
  expect(ROUTES.filter((route) => route.scope === undefined).map(({ template }) => template)).toEqual([
    '/healthz',
    '/readyz',
  ]);
  expect(GUARDED.length).toBeGreaterThan(30);
  for (const { method, scope } of GUARDED) {
    if (method === 'GET' || method === 'HEAD') expect(scope).toBe('read');
    else expect(scope).not.toBe('read');
  }
});

it.each(GUARDED.map((route) => [`${route.method} ${route.template}`, route] as const))(
  '%s wants a token with its scope, for its bucket',
  async (_, route) => {
    const server = testServer(database());
    const path = (await concrete(server))(route.template);
    const tokens = {
      read: await bearer(server, 'read'),
      deploy: await bearer(server, 'deploy'),
      admin: await bearer(server, 'admin'),
    };
    server.clock.advance(1_000);
    const calls = server.world.calls.length;
    const without = await server.send(route.method, path);
    expect([without.status, without.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="s3front"']);
    for (const scope of SCOPES) {
      if (SCOPES.indexOf(scope) >= SCOPES.indexOf(route.scope ?? 'admin')) continue;
      const refused = await server.send(route.method, path, requestFor(route, tokens[scope]));
      expect(refused.status).toBe(403);
    }
    expect(server.world.calls).toHaveLength(calls);
    const foreign = await bearer(server, 'admin', ['other-bucket']);
    const limited = await server.send(route.method, path, requestFor(route, foreign));
    if (['/v1/distributions', '/v1/buckets', '/v1/operations'].includes(route.template) && route.method === 'GET') {
      const lists = Object.values((await limited.json()) as object).filter(Array.isArray);
      expect(lists).toEqual([[]]);
    } else {
      expect([403, 404]).toContain(limited.status);
    }
    const wanted = tokens[route.scope ?? 'admin'];
    const abort = new AbortController();
    const allowed = await server.send(route.method, path, { ...requestFor(route, wanted), signal: abort.signal });
    expect([401, 403]).not.toContain(allowed.status);
    abort.abort();
  },
);

describe('tokens', () => {
  it.each([
    'Bearer',
    'Bearer x',
    'Basic YTpi',
    'Bearer s3f_0000000000000000_wrong',
    `Bearer ${'x'.repeat(5000)}`,
    'bearer a b',
    '',
  ])('that are none (%s) are not told apart', async (authorization) => {
    const server = testServer(database());
    const refused = await server.send('GET', '/v1/buckets', { headers: { authorization } });
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([401, 'TOKEN_INVALID']);
  });

  it('do not work any more once they are revoked', async () => {
    const server = testServer(database());
    const { token, bearer: text } = await server.tokens.create({ scope: 'read' });
    await server.json(200, 'GET', '/v1/buckets', { token: text });
    await server.tokens.revoke(token.id);
    await server.json(401, 'GET', '/v1/buckets', { token: text });
  });

  it('are wanted from the moment there is one, and on when the last is revoked', async () => {
    const server = testServer(database());
    await server.json(200, 'GET', '/v1/buckets');
    const { token } = await server.tokens.create({ scope: 'admin' });
    server.clock.advance(1_000);
    await server.json(401, 'GET', '/v1/buckets');
    await server.tokens.revoke(token.id);
    server.clock.advance(60_000);
    await server.json(401, 'GET', '/v1/buckets');
  });

  it('limited to one bucket see its distribution, its operations and nothing else', async () => {
    const server = testServer(database());
    const mine = await published(server, 'my-bucket');
    const other = await published(server, 'other-bucket');
    const token = await bearer(server, 'admin', ['my-bucket']);
    const { distributions } = await server.json(200, 'GET', '/v1/distributions', { token });
    expect(distributions.map(({ id }: { id: string }) => id)).toEqual([mine.id]);
    await server.json(404, 'GET', `/v1/distributions/${other.id}`, { token });
    await server.json(404, 'DELETE', `/v1/distributions/${other.id}`, { token, headers: { 'if-match': '*' } });
    const { id } = await server.json(202, 'POST', `/v1/distributions/${mine.id}/deployments`, { token });
    const admin = await bearer(server, 'admin');
    const foreign = await server.json(202, 'POST', `/v1/distributions/${other.id}/deployments`, { token: admin });
    const { operations } = await server.json(200, 'GET', '/v1/operations', { token });
    expect(operations.map((operation: { id: string }) => operation.id)).toEqual([id]);
    await server.json(404, 'POST', `/v1/operations/${foreign['id']}/cancel`, { token });
    const logging = { json: { logging: { bucket: 'other-bucket' } }, token, headers: { 'if-match': '*' } };
    await server.json(403, 'PATCH', `/v1/distributions/${mine.id}`, logging);
  });
});
