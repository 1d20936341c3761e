import { describe, expect, it } from 'vitest';
import { bucketName, collect, errorWith, openAccount } from '../account.ts';
import type { SetUp } from '../subject.ts';
import { BUCKET, makeBucket, put } from './content.ts';

export function bucketContract(setUp: SetUp): void {
  describe('buckets', () => {
    it('are made closed: no ACLs, everything public blocked, no policy, no website', async () => {
      const { objects } = (await openAccount(setUp)).provider;
      await makeBucket(objects);
      expect(await objects.getOwnership(BUCKET)).toBe('BucketOwnerEnforced');
      expect(await objects.getPublicAccessBlock(BUCKET)).toEqual({
        blockPublicAcls: true,
        ignorePublicAcls: true,
        blockPublicPolicy: true,
        restrictPublicBuckets: true,
      });
      expect(await objects.getBucketPolicy(BUCKET)).toBeUndefined();
      expect(await objects.hasWebsite(BUCKET)).toBe(false);
    });

    it.each(['us-east-1', 'eu-west-1', 'ap-southeast-4'])('live in %s when they are made there', async (region) => {
      const { objects } = (await openAccount(setUp)).provider;
      await objects.createBucket(BUCKET, { region, ownership: 'ObjectWriter' });
      expect(await objects.bucketRegion(BUCKET)).toBe(region);
      expect(await objects.getOwnership(BUCKET)).toBe('ObjectWriter');
    });

    it('are made once', async () => {
      const { objects } = (await openAccount(setUp)).provider;
      const request = { region: 'eu-west-1', ownership: 'BucketOwnerEnforced' } as const;
      await objects.createBucket(BUCKET, request);
      await expect(objects.createBucket(BUCKET, request)).rejects.toThrow(
        errorWith('BUCKET_ALREADY_YOURS', 'conflict'),
      );
    });

    it('are not made in a region that there is not', async () => {
      const { objects } = (await openAccount(setUp)).provider;
      const request = { region: 'eu-west-9', ownership: 'BucketOwnerEnforced' } as const;
      await expect(objects.createBucket(BUCKET, request)).rejects.toThrow(errorWith('REGION_INVALID'));
      expect(await collect(objects.listBuckets())).toEqual([]);
    });

    it('are listed by name', async () => {
      const { objects } = (await openAccount(setUp)).provider;
      for (const name of ['charlie', 'alpha', 'bravo']) {
        await objects.createBucket(bucketName(name), { region: 'us-east-1', ownership: 'ObjectWriter' });
      }
      expect(await collect(objects.listBuckets())).toEqual(
        ['alpha', 'bravo', 'charlie'].map((name) => ({ name, created: expect.any(Number) })),
      );
    });

    it('are deleted when they are empty', async () => {
      const { objects } = (await openAccount(setUp)).provider;
      await makeBucket(objects);
      await put(objects, 'a');
      await expect(objects.deleteBucket(BUCKET)).rejects.toThrow(errorWith('BUCKET_NOT_EMPTY', 'conflict'));
      await objects.deleteObjects(BUCKET, ['a']);
      await objects.deleteBucket(BUCKET);
      await expect(objects.bucketRegion(BUCKET)).rejects.toThrow(errorWith('BUCKET_NOT_FOUND', 'not-found'));
      expect(await collect(objects.listBuckets())).toEqual([]);
    });

    it('tell whether they are websites', async () => {
      const { provider, enableWebsite } = await openAccount(setUp);
      await makeBucket(provider.objects);
      await enableWebsite(BUCKET);
      expect(await provider.objects.hasWebsite(BUCKET)).toBe(true);
    });
  });
}
