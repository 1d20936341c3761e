import { describe, expect, it } from 'vitest';
import { parseBucketName } from '../naming/bucket-name.ts';
import { expectParsed } from '../naming/parsed.ts';
import { BUCKET, everything, objectsOn, xml } from './object-store.test-support.ts';
import { type Answer, type Server, s3Error } from './stub-wire.test-support.ts';

function location(region: string): string {
  return `<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${region}</LocationConstraint>`;
}

describe('buckets', () => {
  it('are made in the region that is asked for, with their ownership', async () => {
    const { objects, wire } = await objectsOn(() => ({ status: 200 }));
    await objects.createBucket(BUCKET, { region: 'eu-west-1', ownership: 'BucketOwnerEnforced' });
    expect(wire.sent[0]?.host).toContain('eu-west-1');
    expect(wire.sent[0]?.body).toContain('<LocationConstraint>eu-west-1</LocationConstraint>');
    expect(wire.sent[0]?.headers['x-amz-object-ownership']).toBe('BucketOwnerEnforced');
  });

  it('are made in us-east-1 without a location, also by somebody who works elsewhere', async () => {
    const { objects, wire } = await objectsOn(() => ({ status: 200 }), { region: 'eu-west-1' });
    await objects.createBucket(BUCKET, { region: 'us-east-1', ownership: 'BucketOwnerPreferred' });
    expect(wire.sent[0]?.body).not.toContain('LocationConstraint>');
    expect(wire.sent[0]?.headers['authorization']).toContain('/us-east-1/s3/');
  });

  it('are made in the namespace of the account where their name belongs to it', async () => {
    const { objects, wire } = await objectsOn(() => ({ status: 200 }));
    const own = expectParsed(parseBucketName('site-111122223333-eu-west-1-an'), 'BUCKET_NAME_INVALID', 'The name');
    for (const bucket of [own, BUCKET]) {
      await objects.createBucket(bucket, { region: 'eu-west-1', ownership: 'BucketOwnerEnforced' });
    }
    expect(wire.sent.map(({ headers }) => headers['x-amz-bucket-namespace'])).toEqual(['account-regional', undefined]);
  });

  it('are listed to the last page, a thousand at a time', async () => {
    const page = (name: string, more: string): Answer =>
      xml(
        `<ListAllMyBucketsResult><Buckets><Bucket><Name>${name}</Name><CreationDate>2026-01-02T03:04:05Z</CreationDate></Bucket></Buckets>${more}</ListAllMyBucketsResult>`,
      );
    const { objects, wire } = await objectsOn(({ query }) =>
      query['continuation-token'] === undefined
        ? page('A_legacy', '<ContinuationToken>t</ContinuationToken>')
        : page('b', ''),
    );
    expect(await everything(objects.listBuckets())).toEqual([
      { name: 'A_legacy', created: Date.parse('2026-01-02T03:04:05Z') },
      { name: 'b', created: Date.parse('2026-01-02T03:04:05Z') },
    ]);
    expect(wire.sent[0]?.query['max-buckets']).toBe('1000');
  });

  it.each<[string, Server, string]>([
    ['HEAD says it', () => ({ headers: { 'x-amz-bucket-region': 'eu-west-1' } }), 'eu-west-1'],
    [
      'HEAD says it in refusing',
      () => ({ status: 403, headers: { 'x-amz-bucket-region': 'eu-north-1' } }),
      'eu-north-1',
    ],
    [
      'HEAD is refused without a word',
      ({ method }) => (method === 'HEAD' ? { status: 403 } : xml(location('us-west-2'))),
      'us-west-2',
    ],
    [
      'a server does not say it and has no name for the first region',
      ({ method }) => (method === 'HEAD' ? {} : xml(location(''))),
      'us-east-1',
    ],
    ['the old name of Ireland is written', ({ method }) => (method === 'HEAD' ? {} : xml(location('EU'))), 'eu-west-1'],
  ])('have a region where %s', async (_, server, region) => {
    const { objects } = await objectsOn(server);
    expect(await objects.bucketRegion(BUCKET)).toBe(region);
  });

  it('that are not there have no region', async () => {
    const { objects, wire } = await objectsOn(() => ({ status: 404 }));
    await expect(objects.bucketRegion(BUCKET)).rejects.toMatchObject({ code: 'BUCKET_NOT_FOUND', kind: 'not-found' });
    expect(wire.sent).toHaveLength(1);
  });

  it('in another region are found by following the redirect', async () => {
    const { objects, wire } = await objectsOn(({ host }) =>
      host.includes('eu-west-1')
        ? xml('<WebsiteConfiguration/>')
        : { ...s3Error(301, 'PermanentRedirect'), headers: { 'x-amz-bucket-region': 'eu-west-1' } },
    );
    expect(await objects.hasWebsite(BUCKET)).toBe(true);
    expect(wire.sent).toHaveLength(2);
  });

  it('have defaults for what was never set', async () => {
    const absent: Readonly<Record<string, string>> = {
      ownershipControls: 'OwnershipControlsNotFoundError',
      publicAccessBlock: 'NoSuchPublicAccessBlockConfiguration',
      policy: 'NoSuchBucketPolicy',
      website: 'NoSuchWebsiteConfiguration',
    };
    const { objects } = await objectsOn(({ query }) =>
      s3Error(404, absent[Object.keys(query)[0] ?? ''] ?? 'Unexpected'),
    );
    expect(await objects.getOwnership(BUCKET)).toBe('ObjectWriter');
    expect(Object.values(await objects.getPublicAccessBlock(BUCKET))).toEqual([false, false, false, false]);
    expect(await objects.getBucketPolicy(BUCKET)).toBeUndefined();
    expect(await objects.hasWebsite(BUCKET)).toBe(false);
  });

  it('tell what was set', async () => {
    const { objects, wire } = await objectsOn(({ query, method }) => {
      if (method !== 'GET') return { status: 200 };
      if ('ownershipControls' in query) {
        return xml(
          '<OwnershipControls><Rule><ObjectOwnership>BucketOwnerPreferred</ObjectOwnership></Rule></OwnershipControls>',
        );
      }
      if ('policy' in query) return { body: '{"Version":"2012-10-17"}' };
      return xml(
        '<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>false</BlockPublicPolicy><RestrictPublicBuckets>false</RestrictPublicBuckets></PublicAccessBlockConfiguration>',
      );
    });
    const block = {
      blockPublicAcls: true,
      ignorePublicAcls: true,
      blockPublicPolicy: false,
      restrictPublicBuckets: false,
    };
    expect(await objects.getOwnership(BUCKET)).toBe('BucketOwnerPreferred');
    expect(await objects.getPublicAccessBlock(BUCKET)).toEqual(block);
    expect(await objects.getBucketPolicy(BUCKET)).toBe('{"Version":"2012-10-17"}');
    await objects.putPublicAccessBlock(BUCKET, block);
    await objects.putBucketPolicy(BUCKET, '{}');
    expect(wire.sent[3]?.body).toContain('<BlockPublicAcls>true</BlockPublicAcls>');
    expect(wire.sent[4]?.body).toBe('{}');
  });

  it('with a public policy are refused with the setting that refuses', async () => {
    const { objects } = await objectsOn(() =>
      s3Error(
        403,
        'AccessDenied',
        'because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
      ),
    );
    await expect(objects.putBucketPolicy(BUCKET, '{}')).rejects.toMatchObject({
      code: 'POLICY_REFUSED',
      kind: 'denied',
    });
  });
});
