import { S3FrontError } from '@s3front/core';
import { describe, expect, it } from 'vitest';
import { runInside } from '../environment.test-support.ts';
import { listed, NOW, stubProvider } from '../provider.test-support.ts';

function account() {
  const calls: string[] = [];
  const provider = stubProvider({
    objects: {
      bucketRegion: async () => {
        throw new S3FrontError({ code: 'BUCKET_NOT_FOUND', kind: 'not-found', message: 'Not there.' });
      },
      createBucket: async (bucket, { region, ownership }) => {
        calls.push(`create ${bucket} ${region} ${ownership}`);
      },
      putPublicAccessBlock: async (bucket, { blockPublicAcls }) => {
        calls.push(`block ${bucket} ${blockPublicAcls}`);
      },
      listObjects: () =>
        listed({ kind: 'object', object: { key: 'a', size: 1, lastModified: NOW, etag: 'e' } } as const),
      deleteObjects: async (_, keys) => {
        calls.push(`delete ${keys.join(' ')}`);
      },
      deleteBucket: async (bucket) => {
        calls.push(`remove ${bucket}`);
      },
    },
  });
  return { provider, calls };
}

describe('mb', () => {
  it('makes private buckets, and says as s3cmd that it did', async () => {
    const { provider, calls } = account();
    const argv = ['mb', '--bucket-location', 'eu-west-1', 's3://one.example.org', 's3://2020-05-31'];
    expect(await runInside(argv, { provider })).toMatchObject({
      code: 0,
      stderr: '',
      stdout: "Bucket 's3://one.example.org/' created\nBucket 's3://2020-05-31/' created\n",
    });
    expect(calls).toEqual([
      'create one.example.org eu-west-1 BucketOwnerEnforced',
      'block one.example.org true',
      'create 2020-05-31 eu-west-1 BucketOwnerEnforced',
      'block 2020-05-31 true',
    ]);
  });

  it('makes them in the region that requests go to, unless told another', async () => {
    const { provider, calls } = account();
    const variables = { AWS_REGION: 'eu-west-2' };
    await runInside(['mb', 's3://one.example.org'], { provider, variables });
    await runInside(['mb', 's3://two.example.org', '--bucket-location=eu-west-3'], { provider, variables });
    expect(calls.filter((call) => call.startsWith('create'))).toEqual([
      'create one.example.org eu-west-2 BucketOwnerEnforced',
      'create two.example.org eu-west-3 BucketOwnerEnforced',
    ]);
  });

  it('makes one that accepts public ACLs', async () => {
    const { provider, calls } = account();
    const { stdout } = await runInside(['mb', '--json', '--allow-public-acls', 's3://one.example.org'], { provider });
    expect(JSON.parse(stdout)).toEqual({
      buckets: [{ uri: 's3://one.example.org/', bucket: 'one.example.org', region: 'us-east-1', publicAcls: true }],
    });
    expect(calls).toEqual(['create one.example.org us-east-1 BucketOwnerPreferred', 'block one.example.org false']);
  });

  it('says everything that is wrong with a name, and makes nothing when one of several is wrong', async () => {
    const { provider, calls } = account();
    const { code, stderr } = await runInside(['mb', 's3://good.example.org', 's3://Bad_Name.'], { provider });
    expect(code).toBe(64);
    expect(stderr).toMatch(/^ERROR: The bucket name 'Bad_Name\.' is not valid: .*; .*\n/);
    expect(calls).toEqual([]);
  });
});

describe('rb', () => {
  it('removes an empty bucket without a question', async () => {
    const { provider, calls } = account();
    const result = await runInside(['rb', 's3://one.example.org'], { provider, terminal: true });
    expect(result).toMatchObject({ code: 0, stdout: "Bucket 's3://one.example.org/' removed\n", questions: [] });
    expect(calls).toEqual(['remove one.example.org']);
  });

  it('asks before it deletes objects on a terminal', async () => {
    const { provider, calls } = account();
    const ask = (answer: string) =>
      runInside(['rb', '--force', 's3://one.example.org'], { provider, terminal: true, answers: [answer] });
    expect(await ask('n')).toMatchObject({ code: 130, questions: [expect.stringContaining('ALL objects')] });
    expect(calls).toEqual([]);
    expect(await ask('y')).toMatchObject({ code: 0 });
    expect(calls).toEqual(['delete a', 'remove one.example.org']);
  });

  it('does not ask on a pipe', async () => {
    const { provider } = account();
    const { stdout } = await runInside(['rb', '-r', '--json', 's3://one.example.org'], { provider });
    expect(JSON.parse(stdout)).toEqual({
      buckets: [{ uri: 's3://one.example.org/', bucket: 'one.example.org', deletedObjects: 1 }],
    });
  });

  it('passes on why a bucket cannot be removed', async () => {
    const provider = stubProvider({
      objects: {
        deleteBucket: async () => {
          throw new S3FrontError({ code: 'BUCKET_NOT_EMPTY', kind: 'conflict', message: 'Not empty.' });
        },
      },
    });
    expect(await runInside(['rb', 's3://one.example.org'], { provider })).toMatchObject({
      code: 13,
      stderr: 'ERROR: Not empty.\n',
    });
  });
});
