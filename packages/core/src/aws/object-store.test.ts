import { describe, expect, it, vi } from 'vitest';
import { type BucketName, parseBucketName } from '../naming/bucket-name.ts';
import { expectParsed } from '../naming/parsed.ts';
import type { ObjectBody, ObjectStore } from '../ports/object-store.ts';
import type { AwsSettings } from './settings.ts';
import {
  type Answer,
  type Sent,
  type Server,
  type StubWire,
  s3Error,
  stubProvider,
  stubWire,
} from './stub-wire.test-support.ts';

const BUCKET = expectParsed(parseBucketName('public.example.org'), 'X', 'X');
const PLAIN = expectParsed(parseBucketName('plain-example'), 'X', 'X');
const ENDPOINT: AwsSettings = { endpoint: 'http://127.0.0.1:5000' };
const MIB: number = 1024 ** 2;

async function objectsOn(
  server: Server,
  settings: AwsSettings = {},
): Promise<{ readonly objects: ObjectStore; readonly wire: StubWire }> {
  const wire = stubWire(server);
  const { objects } = await stubProvider(wire, settings);
  return { objects, wire };
}

function xml(body: string): Answer {
  return { headers: { 'content-type': 'application/xml' }, body };
}

function location(region: string): string {
  return `<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${region}</LocationConstraint>`;
}

async function everything<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** A body of this many bytes, in chunks; it says whether it was let go of. */
function body(size: number, chunk: number = MIB): ObjectBody & { readonly closed: () => boolean } {
  let closed = false;
  return {
    size,
    closed: () => closed,
    open: async function* () {
      try {
        for (let left = size; left > 0; left -= chunk) yield new Uint8Array(Math.min(chunk, left));
      } finally {
        closed = true;
      }
    },
  };
}

describe('buckets', () => {
  it('are made in the region that is asked for, with their ownership', async () => {
    const { objects, wire } = await objectsOn(() => ({ status: 200 }));
    await objects.createBucket(BUCKET, { region: 'eu-west-1', ownership: 'BucketOwnerEnforced' });
    expect(wire.sent[0]?.host).toContain('eu-west-1');
    expect(wire.sent[0]?.body).toContain('<LocationConstraint>eu-west-1</LocationConstraint>');
    expect(wire.sent[0]?.headers['x-amz-object-ownership']).toBe('BucketOwnerEnforced');
  });

  it('are made in us-east-1 without a location, also by somebody who works elsewhere', async () => {
    const { objects, wire } = await objectsOn(() => ({ status: 200 }), { region: 'eu-west-1' });
    await objects.createBucket(BUCKET, { region: 'us-east-1', ownership: 'BucketOwnerPreferred' });
    expect(wire.sent[0]?.body).not.toContain('LocationConstraint>');
    expect(wire.sent[0]?.headers['authorization']).toContain('/us-east-1/s3/');
  });

  it('are listed to the last page, a thousand at a time', async () => {
    const page = (name: string, more: string): Answer =>
      xml(
        `<ListAllMyBucketsResult><Buckets><Bucket><Name>${name}</Name><CreationDate>2026-01-02T03:04:05Z</CreationDate></Bucket></Buckets>${more}</ListAllMyBucketsResult>`,
      );
    const { objects, wire } = await objectsOn(({ query }) =>
      query['continuation-token'] === undefined
        ? page('A_legacy', '<ContinuationToken>t</ContinuationToken>')
        : page('b', ''),
    );
    expect(await everything(objects.listBuckets())).toEqual([
      { name: 'A_legacy', created: Date.parse('2026-01-02T03:04:05Z') },
      { name: 'b', created: Date.parse('2026-01-02T03:04:05Z') },
    ]);
    expect(wire.sent[0]?.query['max-buckets']).toBe('1000');
  });

  it.each<[string, Server, string]>([
    ['HEAD says it', () => ({ headers: { 'x-amz-bucket-region': 'eu-west-1' } }), 'eu-west-1'],
    [
      'HEAD says it in refusing',
      () => ({ status: 403, headers: { 'x-amz-bucket-region': 'eu-north-1' } }),
      'eu-north-1',
    ],
    [
      'HEAD is refused without a word',
      ({ method }) => (method === 'HEAD' ? { status: 403 } : xml(location('us-west-2'))),
      'us-west-2',
    ],
    [
      'a server does not say it and has no name for the first region',
      ({ method }) => (method === 'HEAD' ? {} : xml(location(''))),
      'us-east-1',
    ],
    ['the old name of Ireland is written', ({ method }) => (method === 'HEAD' ? {} : xml(location('EU'))), 'eu-west-1'],
  ])('have a region where %s', async (_, server, region) => {
    const { objects } = await objectsOn(server);
    expect(await objects.bucketRegion(BUCKET)).toBe(region);
  });

  it('that are not there have no region', async () => {
    const { objects, wire } = await objectsOn(() => ({ status: 404 }));
    await expect(objects.bucketRegion(BUCKET)).rejects.toMatchObject({ code: 'BUCKET_NOT_FOUND', kind: 'not-found' });
    expect(wire.sent).toHaveLength(1);
  });

  it('in another region are found by following the redirect', async () => {
    const { objects, wire } = await objectsOn(({ host }) =>
      host.includes('eu-west-1')
        ? xml('<WebsiteConfiguration/>')
        : { ...s3Error(301, 'PermanentRedirect'), headers: { 'x-amz-bucket-region': 'eu-west-1' } },
    );
    expect(await objects.hasWebsite(BUCKET)).toBe(true);
    expect(wire.sent).toHaveLength(2);
  });

  it('have defaults for what was never set', async () => {
    const absent: Readonly<Record<string, string>> = {
      ownershipControls: 'OwnershipControlsNotFoundError',
      publicAccessBlock: 'NoSuchPublicAccessBlockConfiguration',
      policy: 'NoSuchBucketPolicy',
      website: 'NoSuchWebsiteConfiguration',
    };
    const { objects } = await objectsOn(({ query }) =>
      s3Error(404, absent[Object.keys(query)[0] ?? ''] ?? 'Unexpected'),
    );
    expect(await objects.getOwnership(BUCKET)).toBe('ObjectWriter');
    expect(Object.values(await objects.getPublicAccessBlock(BUCKET))).toEqual([false, false, false, false]);
    expect(await objects.getBucketPolicy(BUCKET)).toBeUndefined();
    expect(await objects.hasWebsite(BUCKET)).toBe(false);
  });

  it('tell what was set', async () => {
    const { objects, wire } = await objectsOn(({ query, method }) => {
      if (method !== 'GET') return { status: 200 };
      if ('ownershipControls' in query) {
        return xml(
          '<OwnershipControls><Rule><ObjectOwnership>BucketOwnerPreferred</ObjectOwnership></Rule></OwnershipControls>',
        );
      }
      if ('policy' in query) return { body: '{"Version":"2012-10-17"}' };
      return xml(
        '<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>false</BlockPublicPolicy><RestrictPublicBuckets>false</RestrictPublicBuckets></PublicAccessBlockConfiguration>',
      );
    });
    const block = {
      blockPublicAcls: true,
      ignorePublicAcls: true,
      blockPublicPolicy: false,
      restrictPublicBuckets: false,
    };
    expect(await objects.getOwnership(BUCKET)).toBe('BucketOwnerPreferred');
    expect(await objects.getPublicAccessBlock(BUCKET)).toEqual(block);
    expect(await objects.getBucketPolicy(BUCKET)).toBe('{"Version":"2012-10-17"}');
    await objects.putPublicAccessBlock(BUCKET, block);
    await objects.putBucketPolicy(BUCKET, '{}');
    expect(wire.sent[3]?.body).toContain('<BlockPublicAcls>true</BlockPublicAcls>');
    expect(wire.sent[4]?.body).toBe('{}');
  });

  it('with a public policy are refused with the setting that refuses', async () => {
    const { objects } = await objectsOn(() =>
      s3Error(
        403,
        'AccessDenied',
        'because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
      ),
    );
    await expect(objects.putBucketPolicy(BUCKET, '{}')).rejects.toMatchObject({
      code: 'POLICY_REFUSED',
      kind: 'denied',
    });
  });
});

describe('listObjects', () => {
  it('merges objects and prefixes in byte order over every page, with decoded keys', async () => {
    const contents = (...keys: string[]): string =>
      keys
        .map(
          (key) =>
            `<Contents><Key>${key}</Key><Size>1</Size><LastModified>2026-01-02T03:04:05Z</LastModified><ETag>&quot;e&quot;</ETag></Contents>`,
        )
        .join('');
    const prefixes = (...names: string[]): string =>
      names.map((name) => `<CommonPrefixes><Prefix>${name}</Prefix></CommonPrefixes>`).join('');
    const { objects, wire } = await objectsOn(({ query }) =>
      query['continuation-token'] === undefined
        ? xml(
            `<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>${contents('a+b', 'c%2Bd')}${prefixes('b%0A/')}</ListBucketResult>`,
          )
        : xml(
            `<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>${contents('z')}</ListBucketResult>`,
          ),
    );
    const found = await everything(objects.listObjects(BUCKET, { prefix: 'p/', delimiter: '/' }));
    expect(found.map((entry) => (entry.kind === 'object' ? entry.object.key : entry.prefix))).toEqual([
      'a b',
      'b\n/',
      'c+d',
      'z',
    ]);
    expect(found[0]).toEqual({
      kind: 'object',
      object: { key: 'a b', size: 1, lastModified: Date.parse('2026-01-02T03:04:05Z'), etag: 'e' },
    });
    expect(wire.sent[0]?.query).toMatchObject({ prefix: 'p/', delimiter: '/', 'encoding-type': 'url' });
  });

  it('leaves keys alone where a server does not encode them', async () => {
    const { objects } = await objectsOn(() =>
      xml('<ListBucketResult><Contents><Key>a+%41</Key></Contents></ListBucketResult>'),
    );
    expect(await everything(objects.listObjects(BUCKET, { prefix: '' }))).toMatchObject([{ object: { key: 'a+%41' } }]);
  });
});

describe('putObject', () => {
  it('sends a small body at once with its headers', async () => {
    const { objects, wire } = await objectsOn(() => ({ headers: { etag: '"abc"' } }));
    const progress = vi.fn();
    const content = body(5);
    const stored = await objects.putObject(
      {
        bucket: BUCKET,
        key: 'a b/é.html',
        body: content,
        headers: {
          contentType: 'text/html',
          cacheControl: 'max-age=60',
          expires: 'Wed, 21 Oct 2026 07:28:00 GMT',
          storageClass: 'standard_ia',
          metadata: { note: 'x' },
        },
        acl: 'public-read',
      },
      { onProgress: progress },
    );
    expect(stored).toEqual({ etag: 'abc' });
    expect(wire.sent).toHaveLength(1);
    expect(wire.sent[0]).toMatchObject({ method: 'PUT', path: '/public.example.org/a%20b/%C3%A9.html' });
    expect(wire.sent[0]?.headers).toMatchObject({
      'content-type': 'text/html',
      'cache-control': 'max-age=60',
      expires: 'Wed, 21 Oct 2026 07:28:00 GMT',
      'x-amz-storage-class': 'STANDARD_IA',
      'x-amz-meta-note': 'x',
      'x-amz-acl': 'public-read',
      'content-length': '5',
    });
    expect(progress).toHaveBeenLastCalledWith(5);
    expect(content.closed()).toBe(true);
  });

  it('sends an empty body, and no ACL unless one is asked for', async () => {
    const { objects, wire } = await objectsOn(() => ({ headers: { etag: '"abc"' } }));
    await objects.putObject({ bucket: BUCKET, key: 'k', body: body(0), headers: {} });
    expect(wire.sent).toHaveLength(1);
    expect(wire.sent[0]?.headers).not.toHaveProperty('x-amz-acl');
    expect(wire.sent[0]?.body).toBe('');
  });

  /** What a multipart upload consists of. */
  const multipart =
    (part: (request: Sent) => Answer | Promise<Answer>): Server =>
    (request) => {
      const { method, query } = request;
      if ('uploads' in query)
        return xml('<InitiateMultipartUploadResult><UploadId>U1</UploadId></InitiateMultipartUploadResult>');
      if (method === 'POST')
        return xml('<CompleteMultipartUploadResult><ETag>"whole-3"</ETag></CompleteMultipartUploadResult>');
      return method === 'DELETE' ? { status: 204 } : part(request);
    };

  it('sends a large body in parts, with progress', async () => {
    const { objects, wire } = await objectsOn(
      multipart(({ query }) => ({ headers: { etag: `"p${query['partNumber']}"` } })),
    );
    const progress: number[] = [];
    const stored = await objects.putObject(
      { bucket: BUCKET, key: 'k', body: body(12 * MIB), headers: { contentType: 'x/y' }, acl: 'public-read' },
      { onProgress: (sent) => progress.push(sent) },
    );
    expect(stored).toEqual({ etag: 'whole-3' });
    expect(wire.sent[0]?.headers).toMatchObject({ 'x-amz-acl': 'public-read', 'content-type': 'x/y' });
    expect(wire.sent.filter(({ query }) => 'partNumber' in query)).toHaveLength(3);
    expect(wire.sent.at(-1)?.body).toContain('<ETag>"p3"</ETag>'.replaceAll('"', '&quot;'));
    expect(progress.at(-1)).toBe(12 * MIB);
  });

  it('drops the parts when one fails, and tells why', async () => {
    const { objects, wire } = await objectsOn(
      multipart(({ query }) =>
        query['partNumber'] === '2' ? s3Error(403, 'AccessDenied') : { headers: { etag: '"p"' } },
      ),
    );
    const content = body(12 * MIB);
    await expect(objects.putObject({ bucket: BUCKET, key: 'k', body: content, headers: {} })).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
      message: expect.stringContaining('s3://public.example.org/k'),
    });
    expect(wire.sent.at(-1)).toMatchObject({ method: 'DELETE', query: { uploadId: 'U1' } });
    expect(content.closed()).toBe(true);
  });

  it('drops the parts before it settles when it is interrupted', async () => {
    const stop = new AbortController();
    const { objects, wire } = await objectsOn(
      multipart(({ signal }) => {
        stop.abort();
        return signal?.aborted === true
          ? Promise.reject(Object.assign(new Error('aborted'), { name: 'AbortError' }))
          : { headers: { etag: '"p"' } };
      }),
    );
    const content = body(12 * MIB);
    await expect(
      objects.putObject({ bucket: BUCKET, key: 'k', body: content, headers: {} }, { signal: stop.signal }),
    ).rejects.toMatchObject({ code: 'INTERRUPTED', kind: 'interrupted' });
    expect(wire.sent.at(-1)).toMatchObject({ method: 'DELETE', query: { uploadId: 'U1' } });
    expect(content.closed()).toBe(true);
  });

  it('is interrupted while the source has nothing to give', async () => {
    const stop = new AbortController();
    const { objects, wire } = await objectsOn(() => ({}));
    const silent: ObjectBody = {
      size: undefined,
      open: () => ({
        [Symbol.asyncIterator]: () => ({
          next: () => {
            stop.abort();
            return new Promise(() => undefined);
          },
        }),
      }),
    };
    await expect(
      objects.putObject({ bucket: BUCKET, key: 'k', body: silent, headers: {} }, { signal: stop.signal }),
    ).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(wire.sent).toEqual([]);
  });

  it("keeps the source's own error", async () => {
    const { objects, wire } = await objectsOn(multipart(() => ({ headers: { etag: '"p"' } })));
    const failure = Object.assign(new Error('changed'), { name: 'S3FrontError', code: 'FILE_CHANGED', kind: 'file' });
    const failing: ObjectBody = {
      size: undefined,
      open: async function* () {
        yield new Uint8Array(40 * MIB);
        throw failure;
      },
    };
    await expect(objects.putObject({ bucket: BUCKET, key: 'k', body: failing, headers: {} })).rejects.toBe(failure);
    expect(wire.sent[0]?.query).toHaveProperty('uploads');
    expect(wire.sent.at(-1)).toMatchObject({ method: 'DELETE', query: { uploadId: 'U1' } });
  });

  it('stores nothing when the content is not as long as it was announced', async () => {
    const { objects, wire } = await objectsOn(() => ({ headers: { etag: '"abc"' } }));
    const short: ObjectBody = { ...body(3), size: 4 };
    await expect(objects.putObject({ bucket: BUCKET, key: 'k', body: short, headers: {} })).rejects.toMatchObject({
      code: 'BODY_SIZE_MISMATCH',
    });
    expect(wire.sent).toEqual([]);
  });

  const publicPut = (objects: ObjectStore): Promise<unknown> =>
    objects.putObject({ bucket: BUCKET, key: 'k', body: body(1), headers: {}, acl: 'public-read' });
  const refusing =
    (message: string, blockPublicAcls: boolean): Server =>
    ({ method }) =>
      method === 'PUT'
        ? s3Error(403, 'AccessDenied', message)
        : xml(
            `<PublicAccessBlockConfiguration><BlockPublicAcls>${blockPublicAcls}</BlockPublicAcls></PublicAccessBlockConfiguration>`,
          );
  const BY_BLOCK = 'because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access.';

  it("says that the bucket's block refuses a public ACL", async () => {
    const { objects } = await objectsOn(refusing('Access Denied', true));
    await expect(publicPut(objects)).rejects.toMatchObject({
      code: 'PUBLIC_ACL_BLOCKED',
      kind: 'denied',
      hint: expect.stringContaining('mb --allow-public-acls'),
    });
  });

  it("says that it is the account's block where the bucket's own is off", async () => {
    const { objects } = await objectsOn(refusing(BY_BLOCK, false));
    await expect(publicPut(objects)).rejects.toMatchObject({
      code: 'PUBLIC_ACL_BLOCKED',
      message: expect.stringContaining("the account's Block Public Access"),
    });
  });

  it('says that the bucket takes no ACLs', async () => {
    const { objects, wire } = await objectsOn(() =>
      s3Error(400, 'AccessControlListNotSupported', 'The bucket does not allow ACLs'),
    );
    await expect(publicPut(objects)).rejects.toMatchObject({ code: 'ACL_NOT_SUPPORTED', kind: 'denied' });
    expect(wire.sent).toHaveLength(1);
  });

  it.each([
    [{ expires: 'soon' }, 'EXPIRES_INVALID'],
    [{ storageClass: 'COLD' }, 'STORAGE_CLASS_UNKNOWN'],
  ])('refuses the headers %o before anything is sent', async (headers, code) => {
    const { objects, wire } = await objectsOn(() => ({}));
    await expect(objects.putObject({ bucket: BUCKET, key: 'k', body: body(1), headers })).rejects.toMatchObject({
      code,
      kind: 'usage',
    });
    expect(wire.sent).toEqual([]);
  });
});

describe('getObject', () => {
  it('gives content and headers', async () => {
    const { objects } = await objectsOn(() => ({
      headers: {
        etag: '"abc"',
        'content-length': '5',
        'content-type': 'text/plain',
        'last-modified': 'Wed, 21 Oct 2026 07:28:00 GMT',
        'x-amz-meta-note': 'x',
      },
      body: 'hello',
    }));
    const stored = await objects.getObject(BUCKET, 'k');
    expect(stored).toMatchObject({
      size: 5,
      etag: 'abc',
      lastModified: Date.parse('2026-10-21T07:28:00Z'),
      headers: { contentType: 'text/plain', metadata: { note: 'x' } },
    });
    expect(Buffer.concat(await everything(stored.body)).toString()).toBe('hello');
  });

  it('says which object is not there', async () => {
    const { objects } = await objectsOn(() => s3Error(404, 'NoSuchKey'));
    await expect(objects.getObject(BUCKET, 'a/b')).rejects.toMatchObject({
      code: 'OBJECT_NOT_FOUND',
      message: expect.stringContaining('s3://public.example.org/a/b'),
    });
  });
});

describe('deleteObjects', () => {
  it('asks for a thousand at a time', async () => {
    const { objects, wire } = await objectsOn(() => xml('<DeleteResult/>'));
    await objects.deleteObjects(
      BUCKET,
      Array.from({ length: 1001 }, (_, index) => `k${index}`),
    );
    expect(wire.sent.map(({ body: sent }) => sent.match(/<Key>/g)?.length)).toEqual([1000, 1]);
  });

  it('names what remains, after trying everything', async () => {
    const { objects, wire } = await objectsOn((_, index) =>
      xml(
        index === 0
          ? '<DeleteResult><Error><Key>k1</Key><Code>AccessDenied</Code><Message>Access Denied</Message></Error></DeleteResult>'
          : '<DeleteResult/>',
      ),
    );
    const keys = Array.from({ length: 1001 }, (_, index) => `k${index}`);
    await expect(objects.deleteObjects(BUCKET, keys)).rejects.toMatchObject({
      code: 'DELETE_FAILED',
      kind: 'partial',
      message: 'S3 kept 1 of 1001 objects in s3://public.example.org.',
      problems: [{ code: 'AccessDenied', message: 's3://public.example.org/k1: Access Denied' }],
    });
    expect(wire.sent).toHaveLength(2);
  });
});

describe('the address of a bucket', () => {
  const ask = async (settings: AwsSettings, bucket: BucketName = BUCKET): Promise<Sent | undefined> => {
    const { objects, wire } = await objectsOn(() => ({ headers: { etag: '"abc"' } }), settings);
    await objects.putObject({ bucket, key: 'k', body: body(1), headers: {} });
    return wire.sent[0];
  };

  it('has the bucket in the host name at AWS', async () => {
    expect(await ask({ region: 'eu-west-1' }, PLAIN)).toMatchObject({
      host: 'plain-example.s3.eu-west-1.amazonaws.com',
      path: '/k',
    });
  });

  it('has a dotted bucket in the path at AWS, because no certificate covers it in the host name', async () => {
    expect(await ask({ region: 'eu-west-1' })).toMatchObject({
      host: 's3.eu-west-1.amazonaws.com',
      path: '/public.example.org/k',
    });
  });

  it("has the bucket in the path of a server of one's own, and no checksum that it may not know", async () => {
    const sent = await ask(ENDPOINT);
    expect(sent).toMatchObject({ host: '127.0.0.1', path: '/public.example.org/k' });
    expect(Object.keys(sent?.headers ?? {}).filter((name) => name.startsWith('x-amz-checksum'))).toEqual([]);
  });

  it("can have the bucket in the host name of a server of one's own", async () => {
    const sent = await ask({ endpoint: 'http://s3.test:5000', forcePathStyle: false });
    expect(sent).toMatchObject({ host: 'public.example.org.s3.test', path: '/k' });
  });

  it.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3'])('has the bucket in the path where %s is set', async (name) => {
    vi.stubEnv(name, 'http://127.0.0.1:5000');
    try {
      expect(await ask({})).toMatchObject({ host: '127.0.0.1', path: '/public.example.org/k' });
    } finally {
      vi.unstubAllEnvs();
    }
  });
});
