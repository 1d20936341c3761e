import { describe, expect, it } from 'vitest';
import { bearer, type TestServer, testDatabase, testServer } from '../server.test-support.ts';

const database = testDatabase();
const BUCKET = '/v1/buckets/public.example.org';

async function withBucket(options: { readonly allowPublicAcls?: boolean } = {}): Promise<TestServer> {
  const server = testServer(database());
  await server.json(201, 'POST', '/v1/buckets', { json: { name: 'public.example.org', ...options } });
  return server;
}

describe('an object', () => {
  it('comes back as it was stored, with what it was stored with', async () => {
    const server = await withBucket();
    const stored = await server.send('PUT', `${BUCKET}/objects/img/logo.png`, {
      body: 'the picture',
      headers: {
        'cache-control': 'max-age=60',
        'content-disposition': 'inline',
        'x-amz-meta-colour': 'blue',
        'x-amz-website-redirect-location': '/other',
      },
    });
    expect(await stored.json()).toMatchObject({
      bucket: 'public.example.org',
      key: 'img/logo.png',
      contentType: 'image/png',
    });
    const found = await server.send('GET', `${BUCKET}/objects/img/logo.png`);
    expect(found.status).toBe(200);
    expect(await found.text()).toBe('the picture');
    expect(Object.fromEntries(found.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': '11',
      'content-disposition': 'inline',
      'accept-ranges': 'bytes',
      'x-amz-meta-colour': 'blue',
      'x-amz-website-redirect-location': '/other',
      'x-object-cache-control': 'max-age=60',
      'cache-control': 'private, no-cache',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      etag: stored.headers.get('etag'),
    });
  });

  it('is looked at without its content by HEAD', async () => {
    const server = await withBucket();
    await server.send('PUT', `${BUCKET}/objects/a.txt`, { body: 'abc' });
    const head = await server.send('HEAD', `${BUCKET}/objects/a.txt`);
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '3', '']);
    expect(server.world.calls.map((call) => call.operation)).not.toContain('GetObject');
    expect((await server.send('HEAD', `${BUCKET}/objects/none`)).status).toBe(404);
  });

  it('may be empty, and may be gone already when it is deleted', async () => {
    const server = await withBucket();
    await server.send('PUT', `${BUCKET}/objects/empty`);
    const found = await server.send('GET', `${BUCKET}/objects/empty`);
    expect([found.status, found.headers.get('content-length'), await found.text()]).toEqual([200, '0', '']);
    expect((await server.send('DELETE', `${BUCKET}/objects/empty`)).status).toBe(204);
    expect((await server.send('DELETE', `${BUCKET}/objects/empty`)).status).toBe(204);
    expect(await server.json(404, 'GET', `${BUCKET}/objects/empty`)).toMatchObject({ code: 'OBJECT_NOT_FOUND' });
  });

  it.each([
    ['objects/a%20b/%C3%A4%2Fc', 'a b/ä/c'],
    ['objects/100%25', '100%'],
    ['objects/%2525', '%25'],
    ['objects/a//b/', 'a//b/'],
    ['objects/a+b&c=d', 'a+b&c=d'],
    ['objects/objects/x', 'objects/x'],
    ['object?key=a%2F..%2Fb', 'a/../b'],
    ['object?key=.', '.'],
    ['objects?key=a%2F..%2Fb', 'a/../b'],
  ])('has the key that %s encodes', async (path, key) => {
    const server = await withBucket();
    const stored = await server.json(200, 'PUT', `${BUCKET}/${path}`, { body: 'x' });
    expect(stored['key']).toBe(key);
    const { objects } = await server.json(200, 'GET', `${BUCKET}/objects`);
    expect(objects.map((object: { key: string }) => object.key)).toEqual([key]);
    expect(await (await server.send('GET', `${BUCKET}/${path}`)).text()).toBe('x');
    expect((await server.send('DELETE', `${BUCKET}/${path}`)).status).toBe(204);
  });

  it.each([
    'objects/%ff',
    'objects/%',
    `objects/${'k'.repeat(1025)}`,
    'object',
    'object?key=',
    `object?key=${'k'.repeat(1025)}`,
  ])('cannot have the key of %s', async (path) => {
    const server = await withBucket();
    await server.json(400, 'PUT', `${BUCKET}/${path}`, { body: 'x' });
  });
});

describe('ranges', () => {
  it.each([
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=5-99', 206, '56789', 'bytes 5-9/10'],
    ['bytes=0-1,4-5', 200, '0123456789', null],
    ['bytes=5-2', 200, '0123456789', null],
    ['lines=1-2', 200, '0123456789', null],
  ])('%s is answered with %i', async (range, status, text, contentRange) => {
    const server = await withBucket();
    await server.send('PUT', `${BUCKET}/objects/digits`, { body: '0123456789' });
    const found = await server.send('GET', `${BUCKET}/objects/digits`, { headers: { range } });
    expect([found.status, await found.text(), found.headers.get('content-range')]).toEqual([
      status,
      text,
      contentRange,
    ]);
    expect(found.headers.get('content-length')).toBe(String(text.length));
  });

  it.each(['bytes=10-', 'bytes=-0'])('%s cannot be satisfied', async (range) => {
    const server = await withBucket();
    await server.send('PUT', `${BUCKET}/objects/digits`, { body: '0123456789' });
    const refused = await server.send('GET', `${BUCKET}/objects/digits`, { headers: { range } });
    expect([refused.status, refused.headers.get('content-range')]).toEqual([416, 'bytes */10']);
  });

  it('is of no use for another version', async () => {
    const server = await withBucket();
    const stored = await server.send('PUT', `${BUCKET}/objects/digits`, { body: '0123456789' });
    const etag = stored.headers.get('etag') ?? '';
    const ask = async (ifRange: string) =>
      (await server.send('GET', `${BUCKET}/objects/digits`, { headers: { range: 'bytes=0-1', 'if-range': ifRange } }))
        .status;
    expect([await ask(etag), await ask('"other"'), await ask(`W/${etag}`)]).toEqual([206, 200, 200]);
  });
});

describe('conditions', () => {
  async function statusWith(headers: (etag: string, modified: string) => Record<string, string>): Promise<number> {
    const server = await withBucket();
    await server.send('PUT', `${BUCKET}/objects/a`, { body: 'x' });
    const head = await server.send('HEAD', `${BUCKET}/objects/a`);
    const given = headers(head.headers.get('etag') ?? '', head.headers.get('last-modified') ?? '');
    return (await server.send('GET', `${BUCKET}/objects/a`, { headers: given })).status;
  }

  it.each([
    ['If-None-Match with the version', 304, (etag: string) => ({ 'if-none-match': `"x", W/${etag}` })],
    ['If-None-Match with another', 200, () => ({ 'if-none-match': '"x"' })],
    ['If-Match with the version', 200, (etag: string) => ({ 'if-match': etag })],
    ['If-Match with another', 412, () => ({ 'if-match': '"x"' })],
    ['If-Modified-Since its date', 304, (_: string, modified: string) => ({ 'if-modified-since': modified })],
    ['If-Modified-Since long ago', 200, () => ({ 'if-modified-since': 'Sat, 01 Jan 2000 00:00:00 GMT' })],
    ['If-Modified-Since no date', 200, () => ({ 'if-modified-since': 'yesterday' })],
    ['If-Unmodified-Since long ago', 412, () => ({ 'if-unmodified-since': 'Sat, 01 Jan 2000 00:00:00 GMT' })],
    [
      'If-None-Match before If-Modified-Since',
      200,
      (_: string, modified: string) => ({ 'if-none-match': '"x"', 'if-modified-since': modified }),
    ],
    ['a tag without quotes', 400, () => ({ 'if-none-match': 'x' })],
  ])('%s answers %i', async (_, status, headers) => {
    expect(await statusWith(headers)).toBe(status);
  });

  it('are held against the version that is read, also when it is replaced in between', async () => {
    const server = await withBucket();
    const first = await server.send('PUT', `${BUCKET}/objects/a`, { body: 'first' });
    server.world.faults.add({
      operation: 'GetObject',
      fault: { kind: 'fail', code: 'PreconditionFailed', status: 412 },
    });
    const found = await server.send('GET', `${BUCKET}/objects/a`, {
      headers: { 'if-match': first.headers.get('etag') ?? '' },
    });
    expect([found.status, await found.text()]).toEqual([200, 'first']);
    expect(server.world.calls.filter((call) => call.operation === 'HeadObject')).toHaveLength(2);
  });

  it('guard a deletion and an upload, and are refused where they cannot be kept', async () => {
    const server = await withBucket();
    const stored = await server.send('PUT', `${BUCKET}/objects/a`, { body: 'x' });
    await server.json(412, 'DELETE', `${BUCKET}/objects/a`, { headers: { 'if-match': '"other"' } });
    const put = (status: number, headers: Record<string, string>) =>
      server.json(status, 'PUT', `${BUCKET}/objects/a`, { body: 'x', headers });
    await put(412, { 'if-none-match': '*' });
    await put(412, { 'if-match': '"other"' });
    await put(200, { 'if-match': stored.headers.get('etag') ?? '' });
    await put(400, { 'if-match': '*' });
    await put(400, { 'if-none-match': '"other"' });
    await put(400, { 'if-unmodified-since': 'Sat, 01 Jan 2000 00:00:00 GMT' });
    await put(400, { 'if-match': 'other' });
    const fresh = { body: 'x', headers: { 'if-none-match': '*' } };
    await server.json(200, 'PUT', `${BUCKET}/objects/new`, fresh);
    const deleted = await server.send('DELETE', `${BUCKET}/objects/a`, {
      headers: { 'if-match': stored.headers.get('etag') ?? '' },
    });
    expect(deleted.status).toBe(204);
  });
});

describe('uploads', () => {
  it('are streamed, and cut where they are larger than allowed', async () => {
    const server = testServer(database(), { settings: { maxObjectBytes: 1000 } });
    await server.json(201, 'POST', '/v1/buckets', { json: { name: 'public.example.org' } });
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(100));
      },
    });
    const refused = await server.json(413, 'PUT', `${BUCKET}/objects/a`, { body: endless });
    expect(refused['code']).toBe('OBJECT_TOO_LARGE');
    expect(pulled).toBeLessThan(20);
    await server.json(413, 'PUT', `${BUCKET}/objects/a`, { body: 'x', headers: { 'content-length': '5000' } });
    await server.json(404, 'GET', `${BUCKET}/objects/a`);
  });

  it('are given up when the client stands still', async () => {
    const server = testServer(database(), { settings: { requestTimeout: 3_600_000 } });
    await server.json(201, 'POST', '/v1/buckets', { json: { name: 'public.example.org' } });
    const silent = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array(3));
      },
    });
    let answered = false;
    const answer = server.json(408, 'PUT', `${BUCKET}/objects/a`, { body: silent }).finally(() => {
      answered = true;
    });
    while (!answered) {
      await turn();
      server.clock.advance(1_000);
    }
    expect(await answer).toMatchObject({ code: 'UPLOAD_STALLED' });
    await server.json(404, 'GET', `${BUCKET}/objects/a`);
  });

  it('refuse headers that S3 cannot store', async () => {
    const server = await withBucket();
    const refused = await server.json(400, 'PUT', `${BUCKET}/objects/a`, {
      body: 'x',
      headers: { expires: 'soon', 'x-amz-storage-class': '?' },
    });
    expect(refused).toMatchObject({
      code: 'HEADER_INVALID',
      errors: [{ code: 'HEADER_VALUE' }, { code: 'HEADER_VALUE' }],
    });
    await server.json(400, 'PUT', `${BUCKET}/objects/a`, { body: 'x', headers: { 'x-amz-acl': 'everybody' } });
  });

  it('take a public ACL where the bucket does, and say what refuses it elsewhere', async () => {
    const open = await withBucket({ allowPublicAcls: true });
    const acl = { 'x-amz-acl': 'public-read' };
    await open.json(200, 'PUT', `${BUCKET}/objects/a`, { body: 'x', headers: acl });
    const closed = await withBucket();
    const refused = await closed.json(403, 'PUT', `${BUCKET}/objects/a`, { body: 'x', headers: acl });
    expect(refused['detail']).toContain('BucketOwnerEnforced');
  });
});

describe('the list of objects', () => {
  async function filled(): Promise<TestServer> {
    const server = await withBucket();
    for (const key of ['a.txt', 'img/1.png', 'img/2.png', 'img/sub/3.png', 'z.txt']) {
      await server.send('PUT', `${BUCKET}/objects/${key}`, { body: key });
    }
    return server;
  }

  async function everyPage(server: TestServer, query: string): Promise<readonly string[]> {
    const names: string[] = [];
    let token: string | null = '';
    while (token !== null) {
      const paged: string = token === '' ? '' : `&pageToken=${token}`;
      const page = await server.json(200, 'GET', `${BUCKET}/objects?${query}${paged}`);
      names.push(...page['objects'].map((object: { key: string }) => object.key), ...page['prefixes']);
      token = page['nextPageToken'];
    }
    return names;
  }

  it.each(['limit=1', 'limit=2', 'limit=1000'])('is whole whatever the pages are (%s)', async (limit) => {
    const server = await filled();
    expect(await everyPage(server, limit)).toEqual(['a.txt', 'img/1.png', 'img/2.png', 'img/sub/3.png', 'z.txt']);
    expect(await everyPage(server, `${limit}&prefix=img/`)).toEqual(['img/1.png', 'img/2.png', 'img/sub/3.png']);
    expect([...(await everyPage(server, `${limit}&delimiter=/`))].sort()).toEqual(['a.txt', 'img/', 'z.txt']);
  });

  it('refuses the token of other filters', async () => {
    const server = await filled();
    const { nextPageToken } = await server.json(200, 'GET', `${BUCKET}/objects?limit=1`);
    await server.json(400, 'GET', `${BUCKET}/objects?limit=1&prefix=img/&pageToken=${nextPageToken}`);
  });
});

describe('URLs', () => {
  it('are those of the object, and of the bucket without a key', async () => {
    const server = await withBucket();
    await server.send('POST', '/v1/distributions', { json: { bucket: 'public.example.org' } });
    const found = await server.json(200, 'GET', `${BUCKET}/urls/img/my%20logo.png`);
    expect(found['key']).toBe('img/my logo.png');
    const served = found['urls'].find((url: { kind: string }) => url.kind === 'distribution');
    expect(served.url).toMatch(/^https:\/\/d[a-z0-9]+\.cloudfront\.net\/img\/my%20logo\.png$/);
    expect(await server.json(200, 'GET', `${BUCKET}/urls?key=a%2F..%2Fb`)).toMatchObject({ key: 'a/../b' });
    expect(await server.json(200, 'GET', `${BUCKET}/urls`)).toMatchObject({ key: '' });
  });
});

describe('a token that is limited to another bucket', () => {
  it('does not get near an object', async () => {
    const server = await withBucket();
    const token = await bearer(server, 'admin', ['other-bucket']);
    for (const path of ['objects/a', 'object?key=a', 'objects', 'urls/a']) {
      expect(await server.json(403, 'GET', `${BUCKET}/${path}`, { token })).toMatchObject({
        code: 'BUCKET_NOT_ALLOWED',
      });
    }
    expect(server.world.calls.map((call) => call.operation)).not.toContain('GetObject');
  });
});

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
