import { describe, expect, it } from 'vitest';
import { BUCKET, everything, objectsOn, xml } from './object-store.test-support.ts';
import { s3Error } from './stub-wire.test-support.ts';

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
