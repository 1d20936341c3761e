import { makeBucket, putObject } from '@s3front/core';
import { expect, it } from 'vitest';
import { bucketName, openAccount } from '../support/account.ts';

const bucket = bucketName('site.example.org');
const body = {
  size: 2,
  async *open() {
    yield new TextEncoder().encode('hi');
  },
};

it('puts content under exactly this key, with the type that the key says', async () => {
  const { context, provider } = openAccount();
  await makeBucket(context, { bucket, allowPublicAcls: false });
  for (const [key, contentType] of [
    ['a.html', 'text/html'],
    ['folder/', 'binary/octet-stream'],
  ] as const) {
    const stored = await putObject(context, { target: { kind: 's3', bucket, key }, body, headers: {} });
    expect(stored.contentType).toBe(contentType);
    expect(await provider.objects.headObject(bucket, key)).toMatchObject({
      size: 2,
      etag: stored.etag,
      headers: { contentType },
    });
  }
  const target = { kind: 's3', bucket, key: 'b.html' } as const;
  const stored = await putObject(context, { target, body, headers: { contentType: 'text/x' } });
  expect(stored.contentType).toBe('text/x');
});

it('names the setting that refuses a public ACL', async () => {
  const { context } = openAccount();
  await makeBucket(context, { bucket, allowPublicAcls: false });
  const target = { kind: 's3', bucket, key: 'a' } as const;
  await expect(putObject(context, { target, body, headers: {}, acl: 'public-read' })).rejects.toMatchObject({
    kind: 'denied',
    message: expect.stringContaining('BucketOwnerEnforced'),
  });
});
