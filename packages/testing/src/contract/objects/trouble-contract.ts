import type { ObjectStore } from '@s3front/core';
import { describe, expect, it } from 'vitest';
import { bucketName, collect, errorWith, openAccount } from '../account.ts';
import type { SetUp } from '../subject.ts';
import { BUCKET, makeBucket, put, textBody } from './content.ts';

type Use = (objects: ObjectStore, signal?: AbortSignal) => Promise<unknown>;

const NOTHING = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};

/** Every method that wants a bucket, and the operation of AWS that it is. */
const OF_BUCKET: readonly (readonly [string, Use])[] = [
  ['DeleteBucket', (objects, signal) => objects.deleteBucket(BUCKET, { signal })],
  ['HeadBucket', (objects, signal) => objects.bucketRegion(BUCKET, { signal })],
  ['ListObjectsV2', (objects, signal) => collect(objects.listObjects(BUCKET, { prefix: '' }, { signal }))],
  [
    'PutObject',
    (objects, signal) => objects.putObject({ bucket: BUCKET, key: 'b', body: textBody('b'), headers: {} }, { signal }),
  ],
  ['GetObject', (objects, signal) => objects.getObject(BUCKET, 'a', { signal })],
  ['DeleteObjects', (objects, signal) => objects.deleteObjects(BUCKET, ['a'], { signal })],
  ['GetBucketOwnershipControls', (objects, signal) => objects.getOwnership(BUCKET, { signal })],
  ['GetPublicAccessBlock', (objects, signal) => objects.getPublicAccessBlock(BUCKET, { signal })],
  ['PutPublicAccessBlock', (objects, signal) => objects.putPublicAccessBlock(BUCKET, NOTHING, { signal })],
  ['GetBucketPolicy', (objects, signal) => objects.getBucketPolicy(BUCKET, { signal })],
  ['PutBucketPolicy', (objects, signal) => objects.putBucketPolicy(BUCKET, '{}', { signal })],
  ['DeleteBucketPolicy', (objects, signal) => objects.deleteBucketPolicy(BUCKET, { signal })],
  ['GetBucketWebsite', (objects, signal) => objects.hasWebsite(BUCKET, { signal })],
];

const METHODS: readonly (readonly [string, Use])[] = [
  ...OF_BUCKET,
  ['ListBuckets', (objects, signal) => collect(objects.listBuckets({ signal }))],
  [
    'CreateBucket',
    (objects, signal) =>
      objects.createBucket(bucketName('another'), { region: 'us-east-1', ownership: 'ObjectWriter' }, { signal }),
  ],
];

export function troubleContract(setUp: SetUp): void {
  it.each(OF_BUCKET)('%s knows no bucket that is not there', async (_, use) => {
    const { objects } = (await openAccount(setUp)).provider;
    await expect(use(objects)).rejects.toThrow(errorWith('BUCKET_NOT_FOUND', 'not-found'));
  });

  describe.each(METHODS)('%s', (operation, use) => {
    const openBucket = async () => {
      const subject = await openAccount(setUp);
      const { objects } = subject.provider;
      await makeBucket(objects);
      await put(objects, 'a');
      return { objects, fail: subject.fail };
    };

    // An answer to HEAD has no body to say why in, so an implementation may ask by other means.
    const hit = operation === 'HeadBucket' ? '*' : operation;

    it('says when it is throttled', async () => {
      const { objects, fail } = await openBucket();
      fail({ operation: hit, times: 100, fault: { kind: 'throttle' } });
      await expect(use(objects)).rejects.toThrow(errorWith('THROTTLED', 'throttled'));
    });

    it('says when it is denied', async () => {
      const { objects, fail } = await openBucket();
      fail({ operation: hit, times: 100, fault: { kind: 'deny' } });
      await expect(use(objects)).rejects.toThrow(errorWith('ACCESS_DENIED', 'denied'));
    });

    it('is interrupted by a signal, and does nothing then', async () => {
      const { objects } = await openBucket();
      await expect(use(objects, AbortSignal.abort())).rejects.toThrow(errorWith('INTERRUPTED', 'interrupted'));
      expect(await collect(objects.listBuckets())).toHaveLength(1);
      expect(await collect(objects.listObjects(BUCKET, { prefix: '' }))).toHaveLength(1);
      expect(await objects.getPublicAccessBlock(BUCKET)).toMatchObject({ blockPublicAcls: true });
    });
  });
}
