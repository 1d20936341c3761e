import { describe, expect, it } from 'vitest';
import { createMemoryBodies } from '../bodies/memory-bodies.ts';
import { bytes, codeOf, testWorld, textOf } from '../create-world.test-support.ts';
import { createMemoryStore } from '../store/memory-store.ts';

describe('creating a bucket', () => {
  it.each([
    ['fine', { Bucket: 'site' }],
    ['InvalidBucketName', { Bucket: 'Site' }],
    ['InvalidBucketName', { Bucket: 'a..b' }],
    ['InvalidLocationConstraint', { Bucket: 'site', LocationConstraint: 'mars-1' }],
    ['fine', { Bucket: 'site', LocationConstraint: 'eu-west-1', Region: 'us-east-1' }],
    ['fine', { Bucket: 'site', LocationConstraint: 'eu-west-1', Region: 'eu-west-1' }],
    ['fine', { Bucket: 'site', LocationConstraint: 'EU' }],
    ['IllegalLocationConstraintException', { Bucket: 'site', LocationConstraint: 'eu-west-1', Region: 'eu-west-2' }],
    ['IllegalLocationConstraintException', { Bucket: 'site', Region: 'eu-west-2' }],
    ['InvalidArgument', { Bucket: 'site', ObjectOwnership: 'Mine' }],
    ['InvalidBucketAclWithObjectOwnership', { Bucket: 'site', ACL: 'public-read' }],
    [
      'InvalidBucketAclWithBlockPublicAccessError',
      { Bucket: 'site', ACL: 'public-read', ObjectOwnership: 'ObjectWriter' },
    ],
    ['fine', { Bucket: 'site', ACL: 'private' }],
  ])('%s: %j', (code, request) => {
    const { s3 } = testWorld();
    expect(codeOf(() => s3.createBucket(request))).toBe(code);
    expect(s3.listBuckets().Buckets).toHaveLength(code === 'fine' ? 1 : 0);
  });

  it('again succeeds in us-east-1 alone, and belongs to whoever was first', () => {
    const store = createMemoryStore();
    const { s3 } = testWorld({ store });
    const other = testWorld({ store, account: { id: '222222222222' } });
    s3.createBucket({ Bucket: 'first' });
    s3.createBucket({ Bucket: 'second', LocationConstraint: 'eu-west-1' });
    expect(codeOf(() => s3.createBucket({ Bucket: 'first' }))).toBe('fine');
    expect(codeOf(() => s3.createBucket({ Bucket: 'second', LocationConstraint: 'eu-west-1' }))).toBe(
      'BucketAlreadyOwnedByYou',
    );
    expect(codeOf(() => other.s3.createBucket({ Bucket: 'first' }))).toBe('BucketAlreadyExists');
    expect(codeOf(() => other.s3.headBucket({ Bucket: 'first' }))).toBe('AccessDenied');
    expect(other.s3.listBuckets().Buckets).toEqual([]);
  });

  it('has a quota, which a deletion gives back', () => {
    const { s3 } = testWorld({ limits: { buckets: 1 } });
    s3.createBucket({ Bucket: 'first' });
    expect(codeOf(() => s3.createBucket({ Bucket: 'second' }))).toBe('TooManyBuckets');
    s3.deleteBucket({ Bucket: 'first' });
    expect(codeOf(() => s3.createBucket({ Bucket: 'second' }))).toBe('fine');
  });
});

describe('a bucket', () => {
  const open = () => {
    const world = testWorld();
    world.s3.createBucket({ Bucket: 'site', LocationConstraint: 'eu-west-1' });
    return world;
  };

  it('is found only at the endpoint of its region', () => {
    const { s3 } = open();
    expect(codeOf(() => s3.headBucket({ Bucket: 'site', Region: 'eu-west-1' }))).toBe('fine');
    expect(() => s3.headBucket({ Bucket: 'site', Region: 'us-east-1' })).toThrow(
      expect.objectContaining({
        code: 'PermanentRedirect',
        status: 301,
        details: expect.objectContaining({ Region: 'eu-west-1' }),
      }),
    );
  });

  it('has settings that can be taken away', () => {
    const { s3 } = open();
    const Bucket = 'site';
    s3.deletePublicAccessBlock({ Bucket });
    s3.deleteBucketOwnershipControls({ Bucket });
    expect(codeOf(() => s3.getPublicAccessBlock({ Bucket }))).toBe('NoSuchPublicAccessBlockConfiguration');
    expect(codeOf(() => s3.getBucketOwnershipControls({ Bucket }))).toBe('OwnershipControlsNotFoundError');
    s3.putBucketOwnershipControls({ Bucket, ObjectOwnership: 'ObjectWriter' });
    s3.putPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration: { BlockPublicPolicy: true } });
    expect(s3.getBucketOwnershipControls({ Bucket }).ObjectOwnership).toBe('ObjectWriter');
    expect(s3.getPublicAccessBlock({ Bucket })).toMatchObject({ BlockPublicPolicy: true, BlockPublicAcls: false });
    expect(codeOf(() => s3.putBucketOwnershipControls({ Bucket, ObjectOwnership: 'Mine' }))).toBe('MalformedXML');
  });

  it.each([
    ['fine', { IndexDocument: { Suffix: 'index.html' }, ErrorDocument: { Key: '404.html' } }],
    ['fine', { RedirectAllRequestsTo: { HostName: 'example.org' } }],
    ['InvalidArgument', {}],
    ['InvalidArgument', { IndexDocument: { Suffix: 'a/b' } }],
    ['InvalidArgument', { IndexDocument: { Suffix: 'a' }, RedirectAllRequestsTo: { HostName: 'example.org' } }],
  ])('may be a website: %s, %j', (code, WebsiteConfiguration) => {
    const { s3 } = open();
    expect(codeOf(() => s3.putBucketWebsite({ Bucket: 'site', WebsiteConfiguration }))).toBe(code);
    const absent = () => s3.getBucketWebsite({ Bucket: 'site' });
    expect(codeOf(absent)).toBe(code === 'fine' ? 'fine' : 'NoSuchWebsiteConfiguration');
    s3.deleteBucketWebsite({ Bucket: 'site' });
    expect(codeOf(absent)).toBe('NoSuchWebsiteConfiguration');
  });
});

describe('an object', () => {
  const open = async () => {
    const removed: string[] = [];
    const memory = createMemoryBodies();
    const bodies = {
      ...memory,
      remove: async (name: string) => {
        removed.push(name);
        await memory.remove(name);
      },
    };
    const world = testWorld({ bodies });
    world.s3.createBucket({ Bucket: 'site' });
    await world.s3.putObject({ Bucket: 'site', Key: 'a', Body: bytes('0123456789') });
    return { ...world, removed };
  };

  it.each([
    ['KeyTooLongError', { Key: 'ü'.repeat(513) }],
    ['InvalidURI', { Key: '\ud800' }],
    ['InvalidArgument', { Key: '' }],
    ['MetadataTooLarge', { Metadata: { a: 'x'.repeat(2048) } }],
    ['InvalidStorageClass', { StorageClass: 'COLD' }],
    ['InvalidRedirectLocation', { WebsiteRedirectLocation: 'there' }],
    ['AccessControlListNotSupported', { ACL: 'public-read' }],
    ['InvalidArgument', { ACL: 'mine' }],
    ['PermanentRedirect', { Region: 'eu-west-1' }],
  ])('is refused with %s before a byte is read', async (code, changes) => {
    const { s3 } = await open();
    let read = false;
    const body = async function* () {
      read = true;
      yield Buffer.from('x');
    };
    const put = s3.putObject({ Bucket: 'site', Key: 'b', Body: body(), ...changes });
    await expect(put).rejects.toThrow(expect.objectContaining({ code }));
    expect(read).toBe(false);
  });

  it('may be given to the bucket owner, which is no ACL', async () => {
    const { s3 } = await open();
    await s3.putObject({ Bucket: 'site', Key: 'b', Body: bytes(''), ACL: 'bucket-owner-full-control' });
  });

  it('is refused when its bucket goes while it is sent', async () => {
    const { s3, removed } = await open();
    s3.createBucket({ Bucket: 'other' });
    const body = async function* () {
      yield Buffer.from('x');
      s3.deleteBucket({ Bucket: 'other' });
    };
    const put = s3.putObject({ Bucket: 'other', Key: 'b', Body: body() });
    await expect(put).rejects.toThrow(expect.objectContaining({ code: 'NoSuchBucket' }));
    expect(removed).toHaveLength(1);
  });

  it('is read in parts', async () => {
    const { s3 } = await open();
    const part = (first: number, last: number) => s3.getObject({ Bucket: 'site', Key: 'a', Range: { first, last } });
    expect(await textOf(part(2, 4).Body)).toBe('234');
    expect([await textOf(part(8, 99).Body), part(8, 99).ContentLength]).toEqual(['89', 2]);
    expect(codeOf(() => part(10, 11))).toBe('InvalidRange');
  });

  it('leaves its old body for a minute, and then it is swept', async () => {
    const { s3, clock, removed } = await open();
    await s3.putObject({ Bucket: 'site', Key: 'a', Body: bytes('new') });
    expect(await s3.sweep()).toBe(0);
    clock.advance(60_000);
    expect(await s3.sweep()).toBe(1);
    expect(removed).toHaveLength(1);
    expect(await textOf(s3.getObject({ Bucket: 'site', Key: 'a' }).Body)).toBe('new');
    await s3.deleteObject({ Bucket: 'site', Key: 'a' });
    clock.advance(60_000);
    expect(await s3.sweep()).toBe(1);
    expect(await s3.sweep()).toBe(0);
  });

  it('is kept although what it replaced cannot be removed', async () => {
    const memory = createMemoryBodies();
    const bodies = { ...memory, remove: () => Promise.reject(new Error('read-only')) };
    const { s3, clock } = testWorld({ bodies });
    s3.createBucket({ Bucket: 'site' });
    for (const text of ['old', 'new']) {
      clock.advance(60_000);
      await s3.putObject({ Bucket: 'site', Key: 'a', Body: bytes(text) });
    }
    clock.advance(60_000);
    await s3.putObject({ Bucket: 'site', Key: 'b', Body: bytes('') });
    expect(await textOf(s3.getObject({ Bucket: 'site', Key: 'a' }).Body)).toBe('new');
    await expect(s3.sweep()).rejects.toThrow('read-only');
  });

  it('is refused when it took so long that its body was swept', async () => {
    const { s3, clock } = await open();
    const slow = async function* () {
      yield Buffer.from('x');
      clock.advance(25 * 60 * 60 * 1000);
      await s3.sweep();
    };
    const put = s3.putObject({ Bucket: 'site', Key: 'slow', Body: slow() });
    await expect(put).rejects.toThrow(expect.objectContaining({ code: 'RequestTimeout', status: 400 }));
    expect(codeOf(() => s3.headObject({ Bucket: 'site', Key: 'slow' }))).toBe('NoSuchKey');
  });

  it('leaves little to the others to sweep', async () => {
    const { s3, clock, removed } = await open();
    for (let turn = 0; turn < 30; turn += 1) await s3.putObject({ Bucket: 'site', Key: 'a', Body: bytes(`${turn}`) });
    clock.advance(60_000);
    await s3.deleteObject({ Bucket: 'site', Key: 'absent' });
    expect(removed).toHaveLength(8);
  });
});
