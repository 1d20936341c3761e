import { describe, expect, it, vi } from 'vitest';
import type { ObjectBody, ObjectStore } from '../ports/object-store.ts';
import { BUCKET, body, MIB, objectsOn, xml } from './object-store.test-support.ts';
import { type Answer, type Sent, type Server, s3Error } from './stub-wire.test-support.ts';

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
      multipart(({ query }) => ({ headers: { etag: `"p${String(query['partNumber'])}"` } })),
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
  const BY_BLOCK = 'because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access.';

  it('says that Block Public Access refuses a public ACL', async () => {
    const { objects, wire } = await objectsOn(() => s3Error(403, 'AccessDenied', BY_BLOCK));
    await expect(publicPut(objects)).rejects.toMatchObject({ code: 'PUBLIC_ACL_BLOCKED', kind: 'denied' });
    expect(wire.sent).toHaveLength(1);
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
