import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAclCommand,
  GetBucketLocationCommand,
  GetBucketPolicyStatusCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketAclCommand,
  PutBucketPolicyCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { refusalOf, type WireTest, wireTest } from './s3-wire.test-support.ts';

const Bucket = 'site';
const OTHER = '222222222222';

async function open(ownership: 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter'): Promise<WireTest> {
  const test = await wireTest();
  await test.s3.send(new CreateBucketCommand({ Bucket, ObjectOwnership: ownership }));
  await test.s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  return test;
}

const policy = (...statements: readonly object[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::site/*',
      ...statement,
    })),
  });

describe('a private object', () => {
  it('is refused to the public as AWS does it', async () => {
    const test = await open('BucketOwnerEnforced');
    await test.s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
    const answer = await test.ask('GET', '/site/a');
    expect(answer.status).toBe(403);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/xml',
      server: 'AmazonS3',
      'x-amz-request-id': expect.stringMatching(/^[0-9A-F]{16}$/),
      'x-amz-id-2': expect.any(String),
    });
    expect(answer.text).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<Error><Code>AccessDenied<\/Code><Message>Access Denied<\/Message><RequestId>[0-9A-F]{16}<\/RequestId><HostId>[^<]+<\/HostId><\/Error>$/,
    );
    expect((await test.ask('GET', '/site/absent')).status).toBe(403);
    expect((await test.ask('HEAD', '/site/a')).text).toBe('');
    expect(await refusalOf(test.as(OTHER).send(new GetObjectCommand({ Bucket, Key: 'a' })))).toBe('403 AccessDenied');
    expect(await refusalOf(test.as(OTHER).send(new PutObjectCommand({ Bucket, Key: 'b', Body: '' })))).toBe(
      '403 AccessDenied',
    );
  });

  it('is public by its ACL, unless the bucket ignores that', async () => {
    const test = await open('BucketOwnerPreferred');
    await test.s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', ACL: 'public-read' }));
    expect(await test.ask('GET', '/site/a')).toMatchObject({ status: 200, text: 'x' });
    const { Grants, Owner } = await test.s3.send(new GetObjectAclCommand({ Bucket, Key: 'a' }));
    expect(Grants?.map(({ Grantee, Permission }) => [Grantee?.URI ?? Grantee?.ID, Permission])).toEqual([
      [Owner?.ID, 'FULL_CONTROL'],
      ['http://acs.amazonaws.com/groups/global/AllUsers', 'READ'],
    ]);
    await test.s3.send(
      new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: { IgnorePublicAcls: true } }),
    );
    expect((await test.ask('GET', '/site/a')).status).toBe(403);
  });

  it('is given to another account by grants, in XML and in headers', async () => {
    const test = await open('ObjectWriter');
    const other = test.as(OTHER);
    const { Owner } = await other.send(new ListBucketsCommand({}));
    await test.s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', GrantRead: `id="${Owner?.ID}"` }));
    expect(await refusalOf(other.send(new GetObjectCommand({ Bucket, Key: 'a' })))).toBe('fine');
    const mine = await test.s3.send(new GetObjectAclCommand({ Bucket, Key: 'a' }));
    await test.s3.send(
      new PutObjectAclCommand({ Bucket, Key: 'a', AccessControlPolicy: { Owner: mine.Owner, Grants: [] } }),
    );
    expect(await refusalOf(other.send(new GetObjectCommand({ Bucket, Key: 'a' })))).toBe('403 AccessDenied');
    await test.s3.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' }));
    expect((await test.ask('GET', '/site?list-type=2')).status).toBe(200);
    expect((await test.ask('GET', '/site/absent')).status).toBe(404);
    const { Grants } = await test.s3.send(new GetBucketAclCommand({ Bucket }));
    expect(Grants).toHaveLength(2);
    const strange = test.s3.send(new PutObjectAclCommand({ Bucket, Key: 'a', GrantRead: 'id="0"' }));
    expect(await refusalOf(strange)).toBe('400 InvalidArgument');
  });
});

describe('a bucket policy', () => {
  it('lets in whom it names, under its conditions, and keeps out whom it denies', async () => {
    const test = await open('BucketOwnerEnforced');
    await test.s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
    await test.s3.send(new PutObjectCommand({ Bucket, Key: 'secret/b', Body: 'y' }));
    const set = (...statements: readonly object[]) =>
      test.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy(...statements) }));
    const status = async (path: string, headers: Record<string, string> = {}) =>
      (await test.ask('GET', path, headers)).status;
    await set({}, { Effect: 'Deny', Resource: 'arn:aws:s3:::site/secret/*' });
    expect([await status('/site/a'), await status('/site/secret/b')]).toEqual([200, 403]);
    expect(await refusalOf(test.s3.send(new GetObjectCommand({ Bucket, Key: 'secret/b' })))).toBe('403 AccessDenied');
    expect((await test.s3.send(new GetBucketPolicyStatusCommand({ Bucket }))).PolicyStatus?.IsPublic).toBe(true);
    await set({ Condition: { StringLike: { 'aws:Referer': 'https://example.org/*' } } });
    expect([await status('/site/a'), await status('/site/a', { referer: 'https://example.org/x' })]).toEqual([
      403, 200,
    ]);
    await set({
      Condition: { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' }, Bool: { 'aws:SecureTransport': 'false' } },
    });
    expect(await status('/site/a')).toBe(200);
    await set({ Condition: { NotIpAddress: { 'aws:SourceIp': '127.0.0.0/8' } } });
    expect(await status('/site/a')).toBe(403);
    await set({
      Principal: { AWS: `arn:aws:iam::${OTHER}:root` },
      Action: ['s3:Get*', 's3:ListBucket'],
      Resource: ['arn:aws:s3:::site', 'arn:aws:s3:::site/*'],
    });
    expect(await refusalOf(test.as(OTHER).send(new ListObjectsV2Command({ Bucket })))).toBe('fine');
    expect(await refusalOf(test.as('333333333333').send(new ListObjectsV2Command({ Bucket })))).toBe(
      '403 AccessDenied',
    );
  });

  it('lets CloudFront in for the distribution that it names', async () => {
    const { aws, s3 } = await open('BucketOwnerEnforced');
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
    const arn = 'arn:aws:cloudfront::123456789012:distribution/E1';
    const statement = {
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Condition: { StringEquals: { 'AWS:SourceArn': arn } },
    };
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy(statement) }));
    const ask = (sourceArn: string) => () =>
      aws.world.s3.headObject({
        Bucket,
        Key: 'a',
        Caller: { kind: 'service', service: 'cloudfront.amazonaws.com', sourceArn, sourceAccount: '123456789012' },
      });
    expect(ask(arn)().ContentLength).toBe(1);
    expect(ask(`${arn}2`)).toThrow('Access Denied');
  });

  it('is refused when it is public and that is blocked, or restricted afterwards', async () => {
    const test = await open('BucketOwnerEnforced');
    await test.s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
    await test.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy({}) }));
    const block = (PublicAccessBlockConfiguration: object) =>
      test.s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    await block({ RestrictPublicBuckets: true });
    expect((await test.ask('GET', '/site/a')).status).toBe(403);
    await block({ BlockPublicPolicy: true });
    expect(await refusalOf(test.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy({}) })))).toBe(
      '403 AccessDenied',
    );
    expect(await refusalOf(test.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: '{' })))).toBe(
      '400 MalformedPolicy',
    );
  });
});

describe('a bucket in another region', () => {
  it('is where it was made, and says so', async () => {
    const test = await wireTest();
    const far = { Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' as const } };
    await test.s3.send(new CreateBucketCommand(far));
    expect((await test.s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBe('eu-west-1');
    expect(await refusalOf(test.s3.send(new ListObjectsV2Command({ Bucket })))).toBe('301 PermanentRedirect');
    const signed =
      'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0';
    const named = {
      host: 'site.localhost',
      authorization: signed,
      'x-amz-date': '20260101T000000Z',
      'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
    };
    const byHost = await test.ask('GET', '/', named);
    expect([byHost.status, byHost.text]).toEqual([400, expect.stringContaining('<Region>eu-west-1</Region>')]);
    const head = test.s3.send(new HeadBucketCommand({ Bucket }));
    await expect(head).rejects.toMatchObject({ $response: { headers: { 'x-amz-bucket-region': 'eu-west-1' } } });
    const elsewhere = await test.ask('GET', '/', { host: 'site.s3.us-west-2.amazonaws.com' });
    expect([elsewhere.status, elsewhere.text]).toEqual([
      301,
      expect.stringContaining('<Code>PermanentRedirect</Code>'),
    ]);
  });
});
