import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { describe, expect, it } from 'vitest';
import { refusalOf, type WireTest, wireTest } from './s3-wire.test-support.ts';

const Bucket = 'site';
const MIB = 1024 * 1024;

async function open(): Promise<WireTest> {
  const test = await wireTest();
  await test.s3.send(new CreateBucketCommand({ Bucket }));
  return test;
}

function content(size: number): Buffer {
  return Buffer.alloc(size, 'The quick brown fox jumps over the lazy dog. ');
}

describe('a multipart upload', () => {
  it('is done by the SDK, and read whole, in ranges and by its parts', async () => {
    const { s3 } = await open();
    const Body = content(11 * MIB + 7);
    const upload = new Upload({
      client: s3,
      params: { Bucket, Key: 'big', Body, ContentType: 'text/plain' },
      partSize: 5 * MIB,
    });
    const { ETag } = await upload.done();
    expect(ETag).toMatch(/^"[0-9a-f]{32}-3"$/);
    const { Body: whole } = await s3.send(new GetObjectCommand({ Bucket, Key: 'big' }));
    const read = Buffer.from((await whole?.transformToByteArray()) ?? []);
    expect(createHash('md5').update(read).digest('hex')).toBe(createHash('md5').update(Body).digest('hex'));
    const across = await s3.send(
      new GetObjectCommand({ Bucket, Key: 'big', Range: `bytes=${5 * MIB - 3}-${10 * MIB + 2}` }),
    );
    expect(
      Buffer.from((await across.Body?.transformToByteArray()) ?? []).equals(Body.subarray(5 * MIB - 3, 10 * MIB + 3)),
    ).toBe(true);
    const part = await s3.send(new HeadObjectCommand({ Bucket, Key: 'big', PartNumber: 3 }));
    expect(part).toMatchObject({ ContentLength: MIB + 7, PartsCount: 3, ContentType: 'text/plain' });
    const attributes = await s3.send(
      new GetObjectAttributesCommand({ Bucket, Key: 'big', ObjectAttributes: ['ObjectParts', 'Checksum'] }),
    );
    expect(attributes.ObjectParts).toMatchObject({ TotalPartsCount: 3 });
  });

  it('is listed, put together from copies, and refused when the parts are not as they should be', async () => {
    const { s3 } = await open();
    const source = content(6 * MIB);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'source', Body: source }));
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'made' }));
    const at = { Bucket, Key: 'made', UploadId };
    const copied = await s3.send(
      new UploadPartCopyCommand({
        ...at,
        PartNumber: 1,
        CopySource: 'site/source',
        CopySourceRange: 'bytes=1-5242880',
      }),
    );
    const small = await s3.send(new UploadPartCommand({ ...at, PartNumber: 2, Body: 'small' }));
    const last = await s3.send(new UploadPartCommand({ ...at, PartNumber: 7, Body: 'last' }));
    const page = await s3.send(new ListPartsCommand({ ...at, MaxParts: 2 }));
    expect(page).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '2' });
    expect(page.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, 5 * MIB],
      [2, 5],
    ]);
    expect((await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads).toMatchObject([
      { Key: 'made', UploadId },
    ]);
    const one = { PartNumber: 1, ETag: copied.CopyPartResult?.ETag };
    const two = { PartNumber: 2, ETag: small.ETag };
    const seven = { PartNumber: 7, ETag: last.ETag };
    const complete = (...Parts: (typeof one)[]) =>
      s3.send(new CompleteMultipartUploadCommand({ ...at, MultipartUpload: { Parts } }));
    expect(await refusalOf(complete(two, one))).toBe('400 InvalidPartOrder');
    expect(await refusalOf(complete({ ...one, ETag: '"x"' }))).toBe('400 InvalidPart');
    expect(await refusalOf(complete(one, two, seven))).toBe('400 EntityTooSmall');
    expect(await refusalOf(complete())).toBe('400 MalformedXML');
    expect((await complete(one, seven)).ETag).toMatch(/-2"$/);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'made', Range: 'bytes=-6' }));
    expect(await Body?.transformToString()).toBe(`${source.subarray(5 * MIB - 1, 5 * MIB + 1).toString()}last`);
    expect(await refusalOf(complete(one, seven))).toBe('404 NoSuchUpload');
  });

  it('is aborted, and keeps no bucket from being deleted', async () => {
    const { s3 } = await open();
    const begin = async (Key: string) => (await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }))).UploadId;
    const at = { Bucket, Key: 'a', UploadId: await begin('a') };
    await s3.send(new UploadPartCommand({ ...at, PartNumber: 1, Body: 'x' }));
    await s3.send(new AbortMultipartUploadCommand(at));
    expect(await refusalOf(s3.send(new ListPartsCommand(at)))).toBe('404 NoSuchUpload');
    expect(await refusalOf(s3.send(new UploadPartCommand({ ...at, PartNumber: 1, Body: 'x' })))).toBe(
      '404 NoSuchUpload',
    );
    await begin('b');
    await s3.send(new DeleteBucketCommand({ Bucket }));
  });

  it.each(['CRC32', 'SHA256', 'CRC64NVME'] as const)(
    'has a checksum of its parts or of the whole: %s',
    async (ChecksumAlgorithm) => {
      const { s3 } = await open();
      const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'a', ChecksumAlgorithm }));
      const at = { Bucket, Key: 'a', UploadId };
      const name = `Checksum${ChecksumAlgorithm}` as const;
      const part = await s3.send(new UploadPartCommand({ ...at, PartNumber: 1, Body: 'Hello', ChecksumAlgorithm }));
      const Parts = [{ PartNumber: 1, ETag: part.ETag, [name]: part[name] }];
      const wrong = [{ PartNumber: 1, ETag: part.ETag, [name]: `A${part[name]?.slice(1)}` }];
      const complete = (chosen: typeof Parts) =>
        s3.send(new CompleteMultipartUploadCommand({ ...at, MultipartUpload: { Parts: chosen } }));
      expect(await refusalOf(complete(wrong))).toBe('400 InvalidPart');
      const done = await complete(Parts);
      const isWhole = ChecksumAlgorithm === 'CRC64NVME';
      expect(done.ChecksumType).toBe(isWhole ? 'FULL_OBJECT' : 'COMPOSITE');
      expect(done[name]).toMatch(isWhole ? /=$/ : /-1$/);
      if (isWhole) expect(done[name]).toBe(part[name]);
    },
  );
});
