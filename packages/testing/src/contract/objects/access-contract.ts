import { describe, expect, it } from 'vitest';
import { errorWith, openAccount } from '../account.ts';
import type { ContractNeeds, SetUp } from '../subject.ts';
import { BUCKET, makeBucket, put } from './content.ts';

const OPEN = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};

const policyFor = (principal: unknown) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: principal, Action: 's3:GetObject', Resource: `arn:aws:s3:::${BUCKET}/*` },
    ],
  });

export function accessContract(setUp: SetUp): void {
  describe('ACLs', () => {
    const aclBucket = async (needs: ContractNeeds = {}) => {
      const { objects } = (await openAccount(setUp, needs)).provider;
      await objects.createBucket(BUCKET, { region: 'us-east-1', ownership: 'BucketOwnerPreferred' });
      return objects;
    };

    it('are refused by a bucket as it is made today', async () => {
      const { objects } = (await openAccount(setUp)).provider;
      await makeBucket(objects);
      const refused = errorWith('ACL_NOT_SUPPORTED', 'denied');
      await expect(put(objects, 'a', { acl: 'public-read' })).rejects.toThrow(refused);
      await expect(put(objects, 'a', { acl: 'private' })).rejects.toThrow(refused);
      await expect(objects.getObject(BUCKET, 'a')).rejects.toThrow(errorWith('OBJECT_NOT_FOUND'));
      await put(objects, 'a');
    });

    it('are refused when they are public and the bucket blocks that', async () => {
      const objects = await aclBucket();
      await expect(put(objects, 'a', { acl: 'public-read' })).rejects.toThrow(
        errorWith('PUBLIC_ACL_BLOCKED', 'denied'),
      );
      await put(objects, 'a', { acl: 'private' });
    });

    it('are taken when nothing blocks them', async () => {
      const objects = await aclBucket();
      await objects.putPublicAccessBlock(BUCKET, OPEN);
      expect(await objects.getPublicAccessBlock(BUCKET)).toEqual(OPEN);
      await put(objects, 'a', { acl: 'public-read' });
    });

    it('are refused when they are public and the account blocks that', async () => {
      const objects = await aclBucket({ accountBlocksPublicAcls: true });
      await objects.putPublicAccessBlock(BUCKET, OPEN);
      await expect(put(objects, 'a', { acl: 'public-read' })).rejects.toThrow(
        errorWith('PUBLIC_ACL_BLOCKED', 'denied'),
      );
      await put(objects, 'a', { acl: 'private' });
    });
  });

  describe('bucket policies', () => {
    it('are kept byte for byte, replaced, and deleted', async () => {
      const { objects } = (await openAccount(setUp)).provider;
      await makeBucket(objects);
      const service = { Service: 'cloudfront.amazonaws.com' };
      const policy = ` ${policyFor(service).replace('{', '{\n\t"Id" : "\\u00fc – 😀",  ')}\n`;
      await objects.putBucketPolicy(BUCKET, policy);
      expect(await objects.getBucketPolicy(BUCKET)).toBe(policy);
      await objects.putBucketPolicy(BUCKET, policyFor(service));
      expect(await objects.getBucketPolicy(BUCKET)).toBe(policyFor(service));
      await objects.deleteBucketPolicy(BUCKET);
      await objects.deleteBucketPolicy(BUCKET);
      expect(await objects.getBucketPolicy(BUCKET)).toBeUndefined();
    });

    it.each([
      ['no JSON', 'policy'],
      ['no statement', '{"Version":"2012-10-17","Statement":[]}'],
      ['somebody else’s bucket', policyFor({ AWS: '*' }).replace(BUCKET, 'another')],
    ])('are refused: %s', async (_, policy) => {
      const { objects } = (await openAccount(setUp)).provider;
      await makeBucket(objects);
      await expect(objects.putBucketPolicy(BUCKET, policy)).rejects.toThrow(errorWith('POLICY_REFUSED', 'rejected'));
      expect(await objects.getBucketPolicy(BUCKET)).toBeUndefined();
    });

    it('are refused when they are public and that is blocked', async () => {
      const { objects } = (await openAccount(setUp)).provider;
      await makeBucket(objects);
      await expect(objects.putBucketPolicy(BUCKET, policyFor('*'))).rejects.toThrow(
        errorWith('POLICY_REFUSED', 'denied'),
      );
      await objects.putPublicAccessBlock(BUCKET, OPEN);
      await objects.putBucketPolicy(BUCKET, policyFor('*'));
    });
  });
}
