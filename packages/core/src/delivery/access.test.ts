import { describe, expect, it } from 'vitest';
import { parseExistingBucketName } from '../naming/bucket-name.ts';
import { expectParsed } from '../naming/parsed.ts';
import { type AclObstacle, aclRefusal, type ObjectOwnership, type PublicAccessBlock, refusals } from './access.ts';

const open: PublicAccessBlock = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};
const closed: PublicAccessBlock = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};
const bucket = expectParsed(parseExistingBucketName('public.example.org'), 'BUCKET_NAME_INVALID', 'bucket');

describe('refusals', () => {
  it.each<[ObjectOwnership, PublicAccessBlock, readonly AclObstacle[]]>([
    ['BucketOwnerPreferred', open, []],
    ['ObjectWriter', open, []],
    ['BucketOwnerPreferred', { ...open, blockPublicPolicy: true, restrictPublicBuckets: true }, []],
    ['BucketOwnerEnforced', open, ['BucketOwnerEnforced']],
    ['ObjectWriter', { ...open, blockPublicAcls: true }, ['BlockPublicAcls']],
    ['ObjectWriter', { ...open, ignorePublicAcls: true }, ['IgnorePublicAcls']],
    ['BucketOwnerEnforced', closed, ['BucketOwnerEnforced', 'BlockPublicAcls', 'IgnorePublicAcls']],
  ])('of %s with %j: %j', (ownership, block, obstacles) => {
    expect(refusals(ownership, block)).toEqual(obstacles);
  });
});

describe('aclRefusal', () => {
  it.each<[readonly AclObstacle[], string]>([
    [['BucketOwnerEnforced'], 'ACL_NOT_SUPPORTED'],
    [['BucketOwnerEnforced', 'BlockPublicAcls', 'IgnorePublicAcls'], 'ACL_NOT_SUPPORTED'],
    [['BlockPublicAcls'], 'PUBLIC_ACL_BLOCKED'],
    [['IgnorePublicAcls'], 'PUBLIC_ACL_BLOCKED'],
  ])('names every one of %j, and the ways out', (obstacles, code) => {
    const aws = { code: 'AccessDenied', status: 403 };
    const cause = new Error('from AWS');
    const error = aclRefusal(obstacles, { bucket, aws, cause });
    expect(error).toMatchObject({ code, kind: 'denied', aws, cause });
    expect(error.message).toContain('s3://public.example.org/');
    for (const obstacle of obstacles) expect(error.message).toContain(obstacle);
    expect(error.hint).toContain('s3front cfcreate s3://public.example.org');
    expect(error.hint).toContain('without --acl-public');
    expect(error.hint).toContain('s3front mb --allow-public-acls s3://NAME');
    expect(error.hint).toContain('Or change this bucket');
    expect(error.hint?.includes('BucketOwnerPreferred')).toBe(obstacles.includes('BucketOwnerEnforced'));
    expect(error.hint?.includes('BlockPublicAcls off')).toBe(obstacles.includes('BlockPublicAcls'));
  });

  it("leaves the account's block where the bucket refuses nothing", () => {
    const error = aclRefusal([], { bucket });
    expect(error).toMatchObject({ code: 'PUBLIC_ACL_BLOCKED', kind: 'denied', aws: undefined });
    expect(error.message).toContain('account');
    expect(error.hint).toContain('s3front cfcreate s3://public.example.org');
    expect(error.hint).not.toContain('mb --allow-public-acls');
  });
});
