import {
  CreateDistributionCommand,
  CreateDistributionWithTagsCommand,
  CreateInvalidationCommand,
  DeleteDistributionCommand,
  type DistributionConfig,
  GetDistributionCommand,
  GetDistributionConfigCommand,
  GetInvalidationCommand,
  ListDistributionsCommand,
  ListInvalidationsCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { describe, expect, it } from 'vitest';
import { PROPAGATION } from '../../world/create-world.test-support.ts';
import { smallConfig, wiredCloudFront } from './cloudfront.test-support.ts';

describe('a distribution on the wire', () => {
  it('lives from creation to deletion', async () => {
    const { client, world } = wiredCloudFront();
    const created = await client.send(new CreateDistributionCommand({ DistributionConfig: smallConfig() }));
    const Id = created.Distribution?.Id ?? '';
    expect(created.$metadata.httpStatusCode).toBe(201);
    expect(created.Location).toBe(`https://cloudfront.amazonaws.com/2020-05-31/distribution/${Id}`);
    expect(created.ETag).toMatch(/^E[A-Z0-9]{13}$/);
    expect(created.Distribution).toMatchObject({
      ARN: `arn:aws:cloudfront::123456789012:distribution/${Id}`,
      Status: 'InProgress',
      InProgressInvalidationBatches: 0,
    });
    expect(created.Distribution?.LastModifiedTime).toEqual(new Date(world.clock.now()));

    const config = await client.send(new GetDistributionConfigCommand({ Id }));
    expect(config.ETag).toBe(created.ETag);
    expect(config.DistributionConfig).toEqual(created.Distribution?.DistributionConfig);

    const disabled = { ...smallConfig(), ...config.DistributionConfig, Enabled: false };
    const updated = await client.send(
      new UpdateDistributionCommand({ Id, IfMatch: config.ETag, DistributionConfig: disabled }),
    );
    expect(updated.ETag).not.toBe(created.ETag);
    await expect(client.send(new DeleteDistributionCommand({ Id, IfMatch: updated.ETag }))).rejects.toMatchObject({
      name: 'DistributionNotDisabled',
      message: 'The distribution you are trying to delete has not been disabled.',
      $metadata: { httpStatusCode: 409 },
    });
    world.clock.advance(PROPAGATION);
    const deployed = await client.send(new GetDistributionCommand({ Id }));
    expect(deployed.Distribution?.Status).toBe('Deployed');
    const deleted = await client.send(new DeleteDistributionCommand({ Id, IfMatch: deployed.ETag }));
    expect(deleted.$metadata.httpStatusCode).toBe(204);
    await expect(client.send(new GetDistributionCommand({ Id }))).rejects.toMatchObject({
      name: 'NoSuchDistribution',
      message: 'The specified distribution does not exist.',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('gives back everything that a client knows to send', async () => {
    const { client } = wiredCloudFront();
    const sent = fullConfig();
    const { Distribution: made } = await client.send(new CreateDistributionCommand({ DistributionConfig: sent }));
    expect(made?.DistributionConfig).toMatchObject(sent);
  });

  it('is refused a second time with its caller reference, and names the first', async () => {
    const { client } = wiredCloudFront();
    const create = () => client.send(new CreateDistributionCommand({ DistributionConfig: smallConfig() }));
    const { Distribution: first } = await create();
    await expect(create()).rejects.toMatchObject({
      name: 'DistributionAlreadyExists',
      message: expect.stringMatching(new RegExp(`Already exists: ${first?.Id}$`)),
      $metadata: { httpStatusCode: 409 },
    });
  });

  it('is updated for its version alone', async () => {
    const { client } = wiredCloudFront();
    const { Distribution: made, ETag } = await client.send(
      new CreateDistributionCommand({ DistributionConfig: smallConfig() }),
    );
    const DistributionConfig = { ...smallConfig(), ...made?.DistributionConfig };
    const update = (IfMatch: string | undefined) =>
      client.send(new UpdateDistributionCommand({ Id: made?.Id, IfMatch, DistributionConfig }));
    await expect(update(undefined)).rejects.toMatchObject({
      name: 'InvalidIfMatchVersion',
      message: 'The If-Match version is missing or not valid for the resource.',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(update('E0000000000000')).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 },
    });
    const quoted = await update(`"${ETag}"`);
    await expect(update(ETag)).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(update(quoted.ETag)).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });

  it('is listed page by page', async () => {
    const { client } = wiredCloudFront();
    const ids: string[] = [];
    for (const CallerReference of ['a', 'b', 'c']) {
      const made = await client.send(
        new CreateDistributionCommand({ DistributionConfig: smallConfig({ CallerReference }) }),
      );
      ids.push(made.Distribution?.Id ?? '');
    }
    ids.sort();
    const { DistributionList: first } = await client.send(new ListDistributionsCommand({ MaxItems: 2 }));
    expect(first).toMatchObject({ Marker: '', NextMarker: ids[1], MaxItems: 2, IsTruncated: true, Quantity: 2 });
    const { DistributionList: second } = await client.send(
      new ListDistributionsCommand({ MaxItems: 2, Marker: first?.NextMarker }),
    );
    expect(second).toMatchObject({ Marker: ids[1], IsTruncated: false, Quantity: 1 });
    expect([...(first?.Items ?? []), ...(second?.Items ?? [])].map((item) => item.Id)).toEqual(ids);
    expect(second?.NextMarker).toBeUndefined();
  });

  it('carries tags', async () => {
    const { client } = wiredCloudFront();
    const { Distribution: made } = await client.send(
      new CreateDistributionWithTagsCommand({
        DistributionConfigWithTags: {
          DistributionConfig: smallConfig(),
          Tags: { Items: [{ Key: 'team', Value: 'web' }] },
        },
      }),
    );
    const Resource = made?.ARN;
    await client.send(new TagResourceCommand({ Resource, Tags: { Items: [{ Key: 'stage', Value: 'ä&b' }] } })).then(
      () => expect.unreachable(),
      (error) => expect(error).toMatchObject({ name: 'InvalidTagging' }),
    );
    await client.send(new TagResourceCommand({ Resource, Tags: { Items: [{ Key: 'stage', Value: 'ä b' }] } }));
    await client.send(new UntagResourceCommand({ Resource, TagKeys: { Items: ['team'] } }));
    const { Tags } = await client.send(new ListTagsForResourceCommand({ Resource }));
    expect(Tags).toEqual({ Items: [{ Key: 'stage', Value: 'ä b' }] });
    const other = 'arn:aws:cloudfront::123456789012:distribution/ENONE';
    await expect(client.send(new ListTagsForResourceCommand({ Resource: other }))).rejects.toMatchObject({
      name: 'NoSuchResource',
      $metadata: { httpStatusCode: 404 },
    });
  });
});

describe('an invalidation on the wire', () => {
  it('is created, completes, and is listed newest first', async () => {
    const { client, world } = wiredCloudFront();
    const { Distribution: made } = await client.send(
      new CreateDistributionCommand({ DistributionConfig: smallConfig() }),
    );
    const DistributionId = made?.Id;
    const create = (CallerReference: string, ...Items: string[]) =>
      client.send(
        new CreateInvalidationCommand({
          DistributionId,
          InvalidationBatch: { CallerReference, Paths: { Quantity: Items.length, Items } },
        }),
      );
    const first = await create('1', '/a.html', '/b/*');
    const Id = first.Invalidation?.Id;
    expect(first.$metadata.httpStatusCode).toBe(201);
    expect(first.Location).toBe(
      `https://cloudfront.amazonaws.com/2020-05-31/distribution/${DistributionId}/invalidation/${Id}`,
    );
    expect((await create('1', '/b/*', '/a.html')).Invalidation?.Id).toBe(Id);
    await expect(create('1', '/c')).rejects.toMatchObject({ name: 'InvalidationBatchAlreadyExists' });
    await expect(create('2', 'no-slash')).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Your request contains one or more invalid invalidation paths.',
    });
    const second = await create('2', '/c');
    const { InvalidationList: list } = await client.send(new ListInvalidationsCommand({ DistributionId, MaxItems: 1 }));
    expect(list).toMatchObject({ IsTruncated: true, Quantity: 1, Items: [{ Id: second.Invalidation?.Id }] });
    world.clock.advance(PROPAGATION);
    const { Invalidation: completed } = await client.send(new GetInvalidationCommand({ DistributionId, Id }));
    expect(completed).toMatchObject({ Status: 'Completed', InvalidationBatch: { Paths: { Quantity: 2 } } });
  });
});

/** Something of everything that needs nothing else to be there. */
function fullConfig(): DistributionConfig {
  return {
    ...smallConfig(),
    Comment: 'A <site> & "more"',
    DefaultRootObject: 'index.html',
    Origins: {
      Quantity: 2,
      Items: [
        {
          Id: 'site',
          DomainName: 'site.s3.eu-west-1.amazonaws.com',
          OriginPath: '/public',
          CustomHeaders: { Quantity: 1, Items: [{ HeaderName: 'x-secret', HeaderValue: ' spaced ' }] },
          S3OriginConfig: { OriginAccessIdentity: '', OriginReadTimeout: 20 },
          ConnectionAttempts: 2,
          ConnectionTimeout: 5,
          OriginShield: { Enabled: true, OriginShieldRegion: 'eu-west-1' },
          OriginAccessControlId: '',
        },
        {
          Id: 'old',
          DomainName: 'old.example.org',
          CustomOriginConfig: {
            HTTPPort: 8080,
            HTTPSPort: 443,
            OriginProtocolPolicy: 'https-only',
            OriginSslProtocols: { Quantity: 2, Items: ['TLSv1.1', 'TLSv1.2'] },
            OriginReadTimeout: 60,
            OriginKeepaliveTimeout: 30,
          },
        },
      ],
    },
    OriginGroups: {
      Quantity: 1,
      Items: [
        {
          Id: 'both',
          FailoverCriteria: { StatusCodes: { Quantity: 2, Items: [500, 503] } },
          Members: { Quantity: 2, Items: [{ OriginId: 'site' }, { OriginId: 'old' }] },
        },
      ],
    },
    CacheBehaviors: {
      Quantity: 1,
      Items: [
        {
          PathPattern: '/api/*',
          TargetOriginId: 'old',
          ViewerProtocolPolicy: 'https-only',
          AllowedMethods: {
            Quantity: 7,
            Items: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'OPTIONS', 'DELETE'],
            CachedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] },
          },
          Compress: true,
          ForwardedValues: {
            QueryString: true,
            Cookies: { Forward: 'whitelist', WhitelistedNames: { Quantity: 1, Items: ['session'] } },
            Headers: { Quantity: 1, Items: ['Origin'] },
            QueryStringCacheKeys: { Quantity: 1, Items: ['page'] },
          },
          MinTTL: 0,
          DefaultTTL: 60,
          MaxTTL: 3600,
          LambdaFunctionAssociations: {
            Quantity: 1,
            Items: [
              {
                LambdaFunctionARN: 'arn:aws:lambda:us-east-1:123456789012:function:edge:1',
                EventType: 'origin-request',
                IncludeBody: true,
              },
            ],
          },
        },
      ],
    },
    CustomErrorResponses: {
      Quantity: 1,
      Items: [{ ErrorCode: 404, ResponsePagePath: '/404.html', ResponseCode: '404', ErrorCachingMinTTL: 30 }],
    },
    Logging: {
      Enabled: true,
      IncludeCookies: true,
      Bucket: 'logs.s3.amazonaws.com',
      Prefix: 'site/',
    },
    PriceClass: 'PriceClass_100',
    Restrictions: { GeoRestriction: { RestrictionType: 'whitelist', Quantity: 2, Items: ['DE', 'FR'] } },
    WebACLId: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/one/473e64fd-f30b-4765-81a0-62ad96dd167a',
    HttpVersion: 'http2and3',
    IsIPV6Enabled: false,
    CacheTagConfig: { HeaderName: 'x-cache-tag' },
  };
}
