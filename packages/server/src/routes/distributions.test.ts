import { describe, expect, it } from 'vitest';
import { published, testDatabase, testServer } from '../server.test-support.ts';

const database = testDatabase();

describe('publishing a bucket', () => {
  it('answers the new distribution, where it is, and its version', async () => {
    const server = testServer(database());
    await server.json(201, 'POST', '/v1/buckets', { json: { name: 'public.example.org' } });
    const response = await server.send('POST', '/v1/distributions', {
      json: {
        bucket: 'public.example.org',
        aliases: ['CDN.example.org'],
        comment: 'the site',
        defaultRootObject: 'index.html',
      },
    });
    expect(response.status).toBe(201);
    const made = (await response.json()) as { id: string };
    expect(response.headers.get('location')).toBe(`/v1/distributions/${made.id}`);
    expect(made).toMatchObject({
      aliases: ['cdn.example.org'],
      comment: 'the site',
      defaultRootObject: 'index.html',
      status: 'InProgress',
      enabled: true,
      certificate: expect.stringContaining('arn:aws:acm:us-east-1:'),
    });
    const found = await server.send('GET', `/v1/distributions/${made.id}`);
    expect(found.headers.get('etag')).toBe(response.headers.get('etag'));
    expect(await found.json()).toEqual(made);
  });

  it('refuses a second one without force, in the words of the API', async () => {
    const server = testServer(database());
    await published(server);
    const refused = await server.json(409, 'POST', '/v1/distributions', { json: { bucket: 'public.example.org' } });
    expect(refused).toMatchObject({
      type: 'urn:s3front:problem:distribution-exists',
      title: 'Conflict',
      status: 409,
      code: 'DISTRIBUTION_EXISTS',
      hint: expect.stringContaining('"force": true'),
    });
    await server.json(201, 'POST', '/v1/distributions', { json: { bucket: 'public.example.org', force: true } });
  });

  it('says 404 for a bucket that is not there', async () => {
    const server = testServer(database());
    const refused = await server.json(404, 'POST', '/v1/distributions', { json: { bucket: 'nobody.example.org' } });
    expect(refused).toMatchObject({ code: 'BUCKET_NOT_FOUND', awsCode: 'NoSuchBucket' });
  });

  it('names every fault of a body, and where it stands', async () => {
    const server = testServer(database());
    const refused = await server.json(400, 'POST', '/v1/distributions', {
      json: { bucket: 'x', aliases: ['ok.example.org', 'not a name'], comment: 7, surprise: true },
    });
    const pointers = refused['errors'].map((fault: { pointer: string }) => fault.pointer);
    expect(pointers).toEqual(expect.arrayContaining(['/bucket', '/aliases/1', '/comment', '/surprise']));
    expect(refused).toMatchObject({ code: 'REQUEST_INVALID', requestId: expect.stringMatching(/^req-/) });
  });
});

describe('the list of distributions', () => {
  it('goes in pages, linked to each other', async () => {
    const server = testServer(database());
    for (const bucket of ['one-bucket', 'two-bucket', 'three-bucket']) await published(server, bucket);
    const first = await server.send('GET', '/v1/distributions?limit=2');
    const page = (await first.json()) as { distributions: { id: string }[]; nextPageToken: string };
    expect(page.distributions).toHaveLength(2);
    const link = /^<([^>]+)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const last = await server.json(200, 'GET', link);
    expect(last).toMatchObject({ nextPageToken: null });
    const ids = [...page.distributions, ...last['distributions']].map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(ids).toEqual(ids.map(String).toSorted());
  });

  it('tells those of one bucket', async () => {
    const server = testServer(database());
    await published(server, 'one-bucket');
    const { id } = await published(server, 'two-bucket');
    const { distributions } = await server.json(200, 'GET', '/v1/distributions?bucket=two-bucket');
    expect(distributions.map((distribution: { id: string }) => distribution.id)).toEqual([id]);
  });

  it.each(['limit=0', 'limit=1001', 'limit=x', 'limit=1&limit=2', 'limit=99999999999999999999', 'unknown=1'])(
    'refuses ?%s',
    async (query) => {
      const server = testServer(database());
      await server.json(400, 'GET', `/v1/distributions?${query}`);
    },
  );

  it('refuses a page token of another list', async () => {
    const server = testServer(database());
    const token = Buffer.from(JSON.stringify([JSON.stringify(['buckets']), 'x'])).toString('base64url');
    for (const bad of [token, 'nonsense', '%7B%7D']) {
      const refused = await server.json(400, 'GET', `/v1/distributions?pageToken=${bad}`);
      expect(refused['code']).toBe('PAGE_TOKEN_INVALID');
    }
  });
});

describe('PATCH', () => {
  it('wants If-Match, and the version that is there', async () => {
    const server = testServer(database());
    const { id, etag } = await published(server);
    const path = `/v1/distributions/${id}`;
    const patch = { json: { comment: 'new' } };
    expect(await server.json(428, 'PATCH', path, patch)).toMatchObject({ code: 'IF_MATCH_REQUIRED' });
    for (const stale of ['"OTHER"', `W/${etag}`]) {
      const refused = await server.send('PATCH', path, { ...patch, headers: { 'if-match': stale } });
      expect(refused.status).toBe(412);
      expect(refused.headers.get('etag')).toBe(etag);
    }
    await server.json(400, 'PATCH', path, { ...patch, headers: { 'if-match': 'no-quotes' } });
    const changed = await server.send('PATCH', path, { ...patch, headers: { 'if-match': `"OTHER", ${etag}` } });
    expect(await changed.json()).toMatchObject({ comment: 'new' });
    expect(changed.headers.get('etag')).not.toBe(etag);
  });

  it('merges: null takes away, a list is replaced, the rest stays', async () => {
    const server = testServer(database());
    const { id } = await published(server);
    const path = `/v1/distributions/${id}`;
    const patch = (json: unknown) =>
      server.json(200, 'PATCH', path, {
        json,
        headers: { 'if-match': '*', 'content-type': 'application/merge-patch+json' },
      });
    await server.json(201, 'POST', '/v1/buckets', { json: { name: 'logs.example.org', allowPublicAcls: true } });
    const before = await patch({
      aliases: ['a.example.org', 'b.example.org'],
      defaultRootObject: 'index.html',
      logging: { bucket: 'logs.example.org', prefix: 'a/' },
    });
    expect(before).toMatchObject({ aliases: ['a.example.org', 'b.example.org'], logging: { prefix: 'a/' } });
    expect(await patch({ logging: { prefix: 'b/' } })).toMatchObject({
      logging: { bucket: 'logs.example.org', prefix: 'b/' },
    });
    expect(
      await patch({ aliases: ['b.example.org', 'c.example.org'], defaultRootObject: null, logging: null }),
    ).toMatchObject({
      aliases: ['b.example.org', 'c.example.org'],
      defaultRootObject: '',
      logging: null,
      comment: before['comment'],
    });
    expect(await patch({ enabled: false })).toMatchObject({ enabled: false });
  });

  it('changes nothing when somebody was faster after the look', async () => {
    const server = testServer(database());
    const { id, etag } = await published(server);
    server.world.faults.add({ operation: 'UpdateDistribution', fault: { kind: 'lose-race' } });
    const refused = await server.json(412, 'PATCH', `/v1/distributions/${id}`, {
      json: { comment: 'mine' },
      headers: { 'if-match': etag },
    });
    expect(refused['code']).toBe('PRECONDITION_FAILED');
    const found = await server.json(200, 'GET', `/v1/distributions/${id}`);
    expect(found['comment']).not.toBe('mine');
  });

  it('refuses a prefix for logs that go nowhere', async () => {
    const server = testServer(database());
    const { id } = await published(server);
    const refused = await server.json(400, 'PATCH', `/v1/distributions/${id}`, {
      json: { logging: { prefix: 'x/' } },
      headers: { 'if-match': '*' },
    });
    expect(refused['code']).toBe('LOGGING_WITHOUT_BUCKET');
  });
});

describe('DELETE', () => {
  it('is accepted as an operation, which ends with the distribution gone', async () => {
    const server = testServer(database());
    const { id, etag } = await published(server);
    const path = `/v1/distributions/${id}`;
    await server.json(428, 'DELETE', path);
    await server.json(412, 'DELETE', path, { headers: { 'if-match': '"OTHER"' } });
    const accepted = await server.send('DELETE', path, { headers: { 'if-match': etag } });
    expect(accepted.status).toBe(202);
    const operation = (await accepted.json()) as { id: string };
    expect(operation).toMatchObject({ kind: 'removal', distribution: id, status: 'queued', done: false });
    expect(accepted.headers.get('location')).toBe(`/v1/operations/${operation.id}`);
    const ended = await server.finish(operation.id);
    expect(ended).toMatchObject({ status: 'succeeded', problem: null });
    expect(ended['steps'].map((step: { kind: string }) => step.kind)).toEqual(
      expect.arrayContaining(['disabled', 'statement-removed', 'deleted']),
    );
    expect(await server.json(404, 'GET', path)).toMatchObject({ code: 'DISTRIBUTION_NOT_FOUND' });
  });
});

describe('following a deployment', () => {
  it('is an operation that ends when it is deployed', async () => {
    const server = testServer(database());
    const { id } = await published(server);
    const operation = await server.json(202, 'POST', `/v1/distributions/${id}/deployments`);
    expect(await server.finish(operation['id'])).toMatchObject({ status: 'succeeded', kind: 'deployment' });
    expect(await server.json(200, 'GET', `/v1/distributions/${id}`)).toMatchObject({ status: 'Deployed' });
  });
});

describe('the DNS records', () => {
  it('are those of the aliases', async () => {
    const server = testServer(database());
    const { id } = await published(server);
    await server.json(200, 'PATCH', `/v1/distributions/${id}`, {
      json: { aliases: ['cdn.example.org', 'example.org'] },
      headers: { 'if-match': '*' },
    });
    const found = await server.json(200, 'GET', `/v1/distributions/${id}/dns`);
    expect(found['records'].map((record: { type: string; name: string }) => `${record.name} ${record.type}`)).toEqual([
      'cdn.example.org CNAME',
      'example.org A',
      'example.org AAAA',
    ]);
    expect(found['zoneFile']).toContain('cdn.example.org.');
  });
});
