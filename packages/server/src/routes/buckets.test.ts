import { describe, expect, it } from 'vitest';
import { bearer, testDatabase, testServer } from '../server.test-support.ts';

const database = testDatabase();

describe('a bucket', () => {
  it('is made private, looked at, and removed', async () => {
    const server = testServer(database());
    const made = await server.send('POST', '/v1/buckets', {
      json: { name: 'public.example.org', region: 'eu-central-1' },
    });
    expect([made.status, made.headers.get('location')]).toEqual([201, '/v1/buckets/public.example.org']);
    expect(await made.json()).toEqual({ name: 'public.example.org', region: 'eu-central-1', publicAcls: false });
    expect(await server.json(200, 'GET', '/v1/buckets/public.example.org')).toEqual({
      name: 'public.example.org',
      region: 'eu-central-1',
      ownership: 'BucketOwnerEnforced',
      publicAccessBlock: {
        blockPublicAcls: true,
        ignorePublicAcls: true,
        blockPublicPolicy: true,
        restrictPublicBuckets: true,
      },
      website: false,
    });
    expect((await server.send('DELETE', '/v1/buckets/public.example.org')).status).toBe(204);
    expect(await server.json(404, 'GET', '/v1/buckets/public.example.org')).toMatchObject({ code: 'BUCKET_NOT_FOUND' });
    expect(await server.json(404, 'DELETE', '/v1/buckets/public.example.org')).toMatchObject({
      code: 'BUCKET_NOT_FOUND',
    });
  });

  it('is not removed with what it holds, unless by force', async () => {
    const server = testServer(database());
    await server.json(201, 'POST', '/v1/buckets', { json: { name: 'full-bucket' } });
    await server.send('PUT', '/v1/buckets/full-bucket/objects/a', { body: 'x' });
    expect(await server.json(409, 'DELETE', '/v1/buckets/full-bucket')).toMatchObject({
      code: 'BUCKET_NOT_EMPTY',
      hint: expect.stringContaining('?force=true'),
    });
    expect((await server.send('DELETE', '/v1/buckets/full-bucket?force=true')).status).toBe(204);
  });

  it.each([
    [{ name: 'UPPER' }, 400],
    [{ name: 'ab' }, 400],
    [{}, 400],
    [{ name: 'good-name', region: 'mars-1' }, 422],
    [{ name: 'good-name', allowPublicAcls: 'yes' }, 400],
  ])('cannot be made from %j', async (json, status) => {
    const server = testServer(database());
    await server.json(status, 'POST', '/v1/buckets', { json });
  });

  it('leads to the record of a host of its name', async () => {
    const server = testServer(database());
    await server.json(201, 'POST', '/v1/buckets', { json: { name: 'public.example.org' } });
    const found = await server.json(200, 'GET', '/v1/buckets/public.example.org/dns');
    expect(found['records']).toMatchObject([{ name: 'public.example.org', type: 'CNAME' }]);
  });
});

describe('the list of buckets', () => {
  it('goes in pages and shows a limited token its own', async () => {
    const server = testServer(database());
    for (const name of ['bucket-a', 'bucket-b', 'bucket-c'])
      await server.json(201, 'POST', '/v1/buckets', { json: { name } });
    const first = await server.json(200, 'GET', '/v1/buckets?limit=2');
    const second = await server.json(200, 'GET', `/v1/buckets?limit=2&pageToken=${first['nextPageToken']}`);
    const names = [...first['buckets'], ...second['buckets']].map(({ name }) => name);
    expect(names).toEqual(['bucket-a', 'bucket-b', 'bucket-c']);
    const token = await bearer(server, 'read', ['bucket-b', 'bucket-z']);
    const limited = await server.json(200, 'GET', '/v1/buckets', { token });
    expect(limited['buckets'].map(({ name }: { name: string }) => name)).toEqual(['bucket-b']);
  });
});

describe('website hosting', () => {
  it('is switched on, told, and off again', async () => {
    const server = testServer(database());
    const path = '/v1/buckets/public.example.org/website';
    await server.json(201, 'POST', '/v1/buckets', { json: { name: 'public.example.org' } });
    expect(await server.json(404, 'GET', path)).toMatchObject({ code: 'WEBSITE_NOT_FOUND' });
    const pages = { kind: 'pages', indexDocument: 'index.html', errorDocument: '404.html', routingRules: 0 };
    expect(await server.json(200, 'PUT', path, { json: { kind: 'pages', errorDocument: '404.html' } })).toEqual(pages);
    expect(await server.json(200, 'GET', path)).toEqual(pages);
    const redirect = { kind: 'redirect', host: 'www.example.org', protocol: 'https' };
    expect(await server.json(200, 'PUT', path, { json: redirect })).toEqual(redirect);
    expect((await server.send('DELETE', path)).status).toBe(204);
    await server.json(404, 'GET', path);
  });

  it('does not lose redirection rules of somebody else', async () => {
    const server = testServer(database());
    const path = '/v1/buckets/public.example.org/website';
    await server.json(201, 'POST', '/v1/buckets', { json: { name: 'public.example.org' } });
    server.world.s3.putBucketWebsite({
      Bucket: 'public.example.org',
      WebsiteConfiguration: {
        IndexDocument: { Suffix: 'index.html' },
        RoutingRules: [{ Redirect: { ReplaceKeyWith: 'x' } }],
      },
    });
    expect(await server.json(409, 'PUT', path, { json: { kind: 'pages' } })).toMatchObject({
      code: 'WEBSITE_HAS_RULES',
    });
    expect(await server.json(200, 'GET', path)).toMatchObject({ routingRules: 1, errorDocument: null });
    await server.json(400, 'PUT', path, { json: { kind: 'pages', indexDocument: 'a/b' } });
    await server.json(400, 'PUT', path, { json: { kind: 'other' } });
  });
});

describe('certificates', () => {
  it('are asked for and listed, by whoever may use the whole account', async () => {
    const server = testServer(database());
    const made = await server.json(201, 'POST', '/v1/certificates', {
      json: { names: ['cdn.example.org', '*.example.org'] },
    });
    expect(made).toMatchObject({ names: ['cdn.example.org', '*.example.org'], status: 'ISSUED' });
    const { certificates } = await server.json(200, 'GET', '/v1/certificates');
    expect(certificates).toEqual([made]);
    await server.json(400, 'POST', '/v1/certificates', { json: { names: [] } });
    const token = await bearer(server, 'admin', ['bucket-b']);
    expect(await server.json(403, 'GET', '/v1/certificates', { token })).toMatchObject({ code: 'TOKEN_LIMITED' });
  });
});
