import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { refusalOf, type WireTest, wireTest } from './s3-wire.test-support.ts';

const Bucket = 'public.example.org';

async function open(): Promise<WireTest> {
  const test = await wireTest();
  await test.s3.send(new CreateBucketCommand({ Bucket }));
  return test;
}

function put({ s3 }: WireTest, Key: string, Body: string, more: Partial<PutObjectCommandInput> = {}) {
  return s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
}

async function read({ s3 }: WireTest, Key: string, more: object = {}): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return (await Body?.transformToString()) ?? '';
}

describe('an object on the wire', () => {
  it('comes back as it went, with what was said of it', async () => {
    const test = await open();
    const said = {
      ContentType: 'text/html',
      CacheControl: 'max-age=60',
      ContentDisposition: 'inline',
      ContentEncoding: 'identity',
      ContentLanguage: 'de',
      WebsiteRedirectLocation: '/there',
      Metadata: { colour: 'blue' },
    };
    const { ETag } = await put(test, 'a b/ü+%2F.html', 'Hello', { ...said, Tagging: 'a=1&b=x%20y' });
    expect(ETag).toBe('"8b1a9953c4611296a827abf8c47804d7"');
    const head = await test.s3.send(new HeadObjectCommand({ Bucket, Key: 'a b/ü+%2F.html' }));
    expect(head).toMatchObject({ ...said, ContentLength: 5, ETag, TagCount: 2 });
    expect(await read(test, 'a b/ü+%2F.html')).toBe('Hello');
  });

  it.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    'is checked by its %s, before and after the content',
    async (ChecksumAlgorithm) => {
      const test = await open();
      await put(test, 'before', 'Hello', { ChecksumAlgorithm });
      const Body = Readable.from([Buffer.from('Hel'), Buffer.from('lo')]);
      await test.s3.send(new PutObjectCommand({ Bucket, Key: 'after', Body, ContentLength: 5, ChecksumAlgorithm }));
      const name = `Checksum${ChecksumAlgorithm}` as const;
      const of = async (Key: string) =>
        (await test.s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' })))[name];
      expect(await of('after')).toMatch(/=$/);
      expect(await of('after')).toBe(await of('before'));
      expect(await read(test, 'after', { ChecksumMode: 'ENABLED' })).toBe('Hello');
    },
  );

  it('is refused when it is not what its sender says', async () => {
    const test = await open();
    expect(await refusalOf(put(test, 'a', 'Hello', { ChecksumCRC32: 'AAAAAA==' }))).toBe('400 BadDigest');
    expect(await refusalOf(put(test, 'a', 'Hello', { ChecksumSHA256: 'x' }))).toBe('400 InvalidRequest');
    expect(await refusalOf(put(test, 'a', 'Hello', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' }))).toBe('400 BadDigest');
    expect(await refusalOf(put(test, 'a', 'Hello', { ContentMD5: 'short' }))).toBe('400 InvalidDigest');
    expect(await refusalOf(read(test, 'a'))).toBe('404 NoSuchKey');
  });

  it('is read in parts, and under conditions', async () => {
    const test = await open();
    const { ETag } = await put(test, 'a', '0123456789');
    const get = (more: object) => test.s3.send(new GetObjectCommand({ Bucket, Key: 'a', ...more }));
    expect(await read(test, 'a', { Range: 'bytes=2-4' })).toBe('234');
    expect(await read(test, 'a', { Range: 'bytes=-3' })).toBe('789');
    expect(await read(test, 'a', { Range: 'bytes=8-' })).toBe('89');
    const part = await get({ Range: 'bytes=0-0' });
    expect(part).toMatchObject({ ContentRange: 'bytes 0-0/10', ContentLength: 1 });
    expect(part.$metadata.httpStatusCode).toBe(206);
    expect(await refusalOf(get({ Range: 'bytes=10-' }))).toBe('416 InvalidRange');
    expect(await refusalOf(get({ IfMatch: '"other"' }))).toBe('412 PreconditionFailed');
    expect(await refusalOf(get({ IfNoneMatch: ETag }))).toMatch(/^304 /);
    expect(await refusalOf(get({ IfModifiedSince: new Date(Date.UTC(2100, 0)) }))).toMatch(/^304 /);
    expect(await refusalOf(get({ IfUnmodifiedSince: new Date(0) }))).toBe('412 PreconditionFailed');
    expect(await read(test, 'a', { IfMatch: ETag, IfUnmodifiedSince: new Date(0) })).toBe('0123456789');
    expect((await get({ ResponseContentType: 'text/x', ResponseCacheControl: 'no-store' })).ContentType).toBe('text/x');
  });

  it('is written under conditions', async () => {
    const test = await open();
    const { ETag } = await put(test, 'a', 'one', { IfNoneMatch: '*' });
    expect(await refusalOf(put(test, 'a', 'two', { IfNoneMatch: '*' }))).toBe('412 PreconditionFailed');
    expect(await refusalOf(put(test, 'a', 'two', { IfMatch: '"x"' }))).toBe('412 PreconditionFailed');
    expect(await refusalOf(put(test, 'b', 'two', { IfMatch: '"x"' }))).toBe('404 NoSuchKey');
    expect(await refusalOf(put(test, 'a', 'two', { IfMatch: ETag }))).toBe('fine');
    const remove = test.s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', IfMatch: ETag }));
    expect(await refusalOf(remove)).toBe('412 PreconditionFailed');
    expect(await read(test, 'a')).toBe('two');
  });

  it('is copied, with what was said of it or with something else', async () => {
    const test = await open();
    await put(test, 'a ü+', 'Hello', { ContentType: 'text/x', Metadata: { a: '1' }, Tagging: 'a=1' });
    const CopySource = `${Bucket}/${encodeURIComponent('a ü+')}`;
    const copy = (Key: string, more: object = {}) =>
      test.s3.send(new CopyObjectCommand({ Bucket, Key, CopySource, ...more }));
    expect((await copy('b')).CopyObjectResult?.ETag).toBe('"8b1a9953c4611296a827abf8c47804d7"');
    await copy('c', { MetadataDirective: 'REPLACE', ContentType: 'text/y', TaggingDirective: 'REPLACE' });
    const head = (Key: string) => test.s3.send(new HeadObjectCommand({ Bucket, Key }));
    expect(await head('b')).toMatchObject({ ContentType: 'text/x', Metadata: { a: '1' }, TagCount: 1 });
    expect(await head('c')).toMatchObject({ ContentType: 'text/y', Metadata: {} });
    expect(await refusalOf(copy('a ü+'))).toBe('400 InvalidRequest');
    expect(await refusalOf(copy('d', { CopySourceIfMatch: '"x"' }))).toBe('412 PreconditionFailed');
    expect(await refusalOf(copy('d', { CopySource: `${Bucket}/absent` }))).toBe('404 NoSuchKey');
  });

  it('has tags and attributes', async () => {
    const test = await open();
    await put(test, 'a', 'Hello');
    const odd = { TagSet: [{ Key: 'k', Value: '<' }] };
    const tagged = test.s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'a', Tagging: odd }));
    expect(await refusalOf(tagged)).toBe('400 InvalidTag');
    await test.s3.send(
      new PutObjectTaggingCommand({ Bucket, Key: 'a', Tagging: { TagSet: [{ Key: 'k', Value: 'ü' }] } }),
    );
    const { TagSet } = await test.s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'a' }));
    expect(TagSet).toEqual([{ Key: 'k', Value: 'ü' }]);
    const attributes = await test.s3.send(
      new GetObjectAttributesCommand({
        Bucket,
        Key: 'a',
        ObjectAttributes: ['ETag', 'ObjectSize', 'Checksum', 'StorageClass'],
      }),
    );
    expect(attributes).toMatchObject({
      ObjectSize: 5,
      ETag: '8b1a9953c4611296a827abf8c47804d7',
      StorageClass: 'STANDARD',
    });
    expect(attributes.Checksum?.ChecksumType).toBe('FULL_OBJECT');
  });

  it('is deleted with many others, what is absent too', async () => {
    const test = await open();
    await put(test, 'a', '');
    const answer = await test.s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a' }, { Key: 'absent' }] } }),
    );
    expect(answer.Deleted).toEqual([{ Key: 'a' }, { Key: 'absent' }]);
    const raw = await test.ask(
      'POST',
      `/${Bucket}?delete`,
      {
        authorization: 'AWS test:x',
        date: new Date(test.aws.world.clock.now()).toUTCString(),
      },
      '<Delete><Object><Key>a</Key></Object></Delete>',
    );
    expect([raw.status, raw.text]).toEqual([400, expect.stringContaining('<Code>InvalidRequest</Code>')]);
  });
});

describe('a list on the wire', () => {
  it('goes page by page, in the order of bytes, with prefixes', async () => {
    const test = await open();
    for (const key of ['a', 'b/1', 'b/2', 'c d/ü', 'z', '\u{1f600}', '\uff01']) await put(test, key, key);
    const keys: (string | undefined)[] = [];
    let token: string | undefined;
    do {
      const page = await test.s3.send(
        new ListObjectsV2Command({ Bucket, Delimiter: '/', MaxKeys: 2, ContinuationToken: token, EncodingType: 'url' }),
      );
      expect(page.KeyCount).toBeLessThanOrEqual(2);
      keys.push(
        ...(page.Contents ?? []).map(({ Key }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      );
      token = page.NextContinuationToken;
    } while (token !== undefined);
    expect(keys).toEqual(['a', 'b/', 'z', 'c+d/', '%EF%BC%81', '%F0%9F%98%80']);
    const old = await test.s3.send(new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 2, Marker: 'a' }));
    expect(old).toMatchObject({ IsTruncated: true, NextMarker: 'c d/', Marker: 'a' });
    expect((await test.s3.send(new ListObjectsCommand({ Bucket, MaxKeys: 1 }))).NextMarker).toBeUndefined();
    expect(
      (await test.s3.send(new ListObjectsV2Command({ Bucket, StartAfter: 'z', FetchOwner: true }))).Contents?.[0],
    ).toMatchObject({ Key: '\uff01', Size: 3, Owner: { ID: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    expect(await refusalOf(test.s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: -1 })))).toBe(
      '400 InvalidArgument',
    );
  });
});

describe('versions on the wire', () => {
  it('are kept, hidden, found by their ids, and come back when what hides them goes', async () => {
    const test = await open();
    const versioning = (Status: 'Enabled' | 'Suspended') =>
      test.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
    await put(test, 'a', 'null');
    await versioning('Enabled');
    const first = await put(test, 'a', 'first');
    const second = await put(test, 'a', 'second');
    const gone = await test.s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    expect(gone).toMatchObject({ DeleteMarker: true, VersionId: expect.any(String) });
    expect(await refusalOf(read(test, 'a'))).toBe('404 NoSuchKey');
    const raw = await test.ask('GET', `/${Bucket}/a`);
    expect(raw.status).toBe(403);
    expect(await read(test, 'a', { VersionId: first.VersionId })).toBe('first');
    expect(await read(test, 'a', { VersionId: 'null' })).toBe('null');
    expect(await refusalOf(read(test, 'a', { VersionId: gone.VersionId }))).toBe('405 MethodNotAllowed');
    const list = await test.s3.send(new ListObjectVersionsCommand({ Bucket }));
    expect(list.Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
      [second.VersionId, false],
      [first.VersionId, false],
      ['null', false],
    ]);
    expect(list.DeleteMarkers).toMatchObject([{ VersionId: gone.VersionId, IsLatest: true }]);
    const pages: unknown[] = [];
    let marker: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
    do {
      const page = await test.s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 1, ...marker }));
      pages.push(...(page.Versions ?? []), ...(page.DeleteMarkers ?? []));
      marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    } while (marker.KeyMarker !== undefined);
    expect(pages).toHaveLength(4);
    await test.s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: gone.VersionId }));
    expect(await read(test, 'a')).toBe('second');
    await test.s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: second.VersionId }));
    expect(await read(test, 'a')).toBe('first');
    await versioning('Suspended');
    await put(test, 'a', 'null again');
    expect(await read(test, 'a', { VersionId: 'null' })).toBe('null again');
    expect((await test.s3.send(new ListObjectVersionsCommand({ Bucket }))).Versions).toHaveLength(2);
  });
});
