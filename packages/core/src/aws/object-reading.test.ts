import { describe, expect, it } from 'vitest';
import { BUCKET, body, everything, MIB, objectsOn, xml } from './object-store.test-support.ts';
import { s3Error } from './stub-wire.test-support.ts';

const HEADERS = { etag: '"abc"', 'content-length': '3', 'content-type': 'text/plain' };

describe('getObject', () => {
  it('asks for a range of one version', async () => {
    const { objects, wire } = await objectsOn(() => ({ status: 206, headers: HEADERS, body: '345' }));
    const found = await objects.getObject(BUCKET, 'k', { range: { first: 3, last: 5 }, ifMatch: 'abc' });
    expect(wire.sent[0]?.headers).toMatchObject({ range: 'bytes=3-5', 'if-match': '"abc"' });
    expect(found).toMatchObject({ size: 3, etag: 'abc' });
    expect(Buffer.concat(await everything(found.body)).toString()).toBe('345');
  });

  it.each([
    [416, 'InvalidRange', 'RANGE_NOT_SATISFIABLE'],
    [412, 'PreconditionFailed', 'PRECONDITION_FAILED'],
  ])('turns %i %s into %s', async (status, code, ours) => {
    const { objects } = await objectsOn(() => s3Error(status, code));
    const range = { first: 9, last: 9 };
    await expect(objects.getObject(BUCKET, 'k', { range })).rejects.toMatchObject({ code: ours });
  });
});

describe('putObject', () => {
  it.each([
    [{ kind: 'absent' } as const, { 'if-none-match': '*' }],
    [{ kind: 'version', etag: 'abc' } as const, { 'if-match': '"abc"' }],
  ])('tells S3 the condition %j', async (condition, headers) => {
    const { objects, wire } = await objectsOn(() => ({ headers: { etag: '"e"' } }));
    await objects.putObject({ bucket: BUCKET, key: 'k', body: body(3), headers: {}, condition });
    expect(wire.sent[0]?.headers).toMatchObject(headers);
  });

  it('tells it with the last part of a large one too', async () => {
    const { objects, wire } = await objectsOn(({ method, query }) => {
      if (method === 'PUT') return { headers: { etag: '"part"' } };
      return 'uploads' in query
        ? xml('<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>')
        : xml('<CompleteMultipartUploadResult><ETag>&quot;e&quot;</ETag></CompleteMultipartUploadResult>');
    });
    const condition = { kind: 'absent' } as const;
    await objects.putObject({ bucket: BUCKET, key: 'k', body: body(12 * MIB), headers: {}, condition });
    expect(wire.sent.at(-1)?.headers).toMatchObject({ 'if-none-match': '*' });
  });
});

describe('headObject', () => {
  it('gives the headers', async () => {
    const { objects, wire } = await objectsOn(() => ({ headers: { ...HEADERS, 'x-amz-meta-a': 'b' } }));
    expect(await objects.headObject(BUCKET, 'k')).toMatchObject({
      size: 3,
      etag: 'abc',
      headers: { contentType: 'text/plain', metadata: { a: 'b' } },
    });
    expect(wire.sent[0]?.method).toBe('HEAD');
  });

  it('knows from the status alone that nothing is there', async () => {
    const { objects } = await objectsOn(() => ({ status: 404 }));
    await expect(objects.headObject(BUCKET, 'k')).rejects.toMatchObject({ code: 'OBJECT_NOT_FOUND' });
  });
});

describe('listObjects', () => {
  it('begins behind a key', async () => {
    const { objects, wire } = await objectsOn(() => xml('<ListBucketResult/>'));
    await everything(objects.listObjects(BUCKET, { prefix: '', startAfter: 'a b' }));
    expect(wire.sent[0]?.query).toMatchObject({ 'start-after': 'a b' });
  });
});
