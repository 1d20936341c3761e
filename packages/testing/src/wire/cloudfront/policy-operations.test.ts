import {
  CreateCachePolicyCommand,
  CreateDistributionCommand,
  CreateOriginRequestPolicyCommand,
  CreateResponseHeadersPolicyCommand,
  DeleteCachePolicyCommand,
  GetCachePolicyCommand,
  GetCachePolicyConfigCommand,
  GetResponseHeadersPolicyCommand,
  ListCachePoliciesCommand,
  ListDistributionsByCachePolicyIdCommand,
  ListOriginRequestPoliciesCommand,
  ListResponseHeadersPoliciesCommand,
  UpdateCachePolicyCommand,
} from '@aws-sdk/client-cloudfront';
import { describe, expect, it } from 'vitest';
import { MANAGED_CACHE_POLICY, smallConfig, wiredCloudFront } from './cloudfront.test-support.ts';

const policyConfig = {
  Name: 'by-language',
  MinTTL: 10,
  ParametersInCacheKeyAndForwardedToOrigin: {
    EnableAcceptEncodingGzip: true,
    HeadersConfig: { HeaderBehavior: 'whitelist', Headers: { Quantity: 1, Items: ['Accept-Language'] } },
    CookiesConfig: { CookieBehavior: 'none' },
    QueryStringsConfig: { QueryStringBehavior: 'all' },
  },
} as const;
const cachePolicy = () => structuredClone(policyConfig) as never;

describe('policies on the wire', () => {
  it('are made, filled in, changed and deleted', async () => {
    const { client } = wiredCloudFront();
    const made = await client.send(new CreateCachePolicyCommand({ CachePolicyConfig: cachePolicy() }));
    const Id = made.CachePolicy?.Id;
    expect(made.Location).toBe(`https://cloudfront.amazonaws.com/2020-05-31/cache-policy/${Id}`);
    expect(made.CachePolicy?.CachePolicyConfig).toMatchObject({
      ...policyConfig,
      DefaultTTL: 86_400,
      MaxTTL: 31_536_000,
    });
    await expect(client.send(new CreateCachePolicyCommand({ CachePolicyConfig: cachePolicy() }))).rejects.toMatchObject(
      { name: 'CachePolicyAlreadyExists' },
    );
    const updated = await client.send(
      new UpdateCachePolicyCommand({
        Id,
        IfMatch: made.ETag,
        CachePolicyConfig: { Name: 'plain', MinTTL: 0, DefaultTTL: 1, MaxTTL: 2 },
      }),
    );
    const known = await client.send(new GetCachePolicyConfigCommand({ Id }));
    expect(known).toMatchObject({ ETag: updated.ETag, CachePolicyConfig: { Name: 'plain', MaxTTL: 2 } });
    await client.send(new DeleteCachePolicyCommand({ Id, IfMatch: updated.ETag }));
    await expect(client.send(new GetCachePolicyCommand({ Id }))).rejects.toMatchObject({ name: 'NoSuchCachePolicy' });
  });

  it('are refused when they contradict themselves', async () => {
    const { client } = wiredCloudFront();
    const create = (changes: object) =>
      client.send(
        new CreateCachePolicyCommand({ CachePolicyConfig: { ...structuredClone(policyConfig), ...changes } as never }),
      );
    await expect(create({ MinTTL: 10, MaxTTL: 5 })).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(create({ Name: 'a name' })).rejects.toMatchObject({ name: 'InvalidArgument' });
    const parameters = {
      ...policyConfig.ParametersInCacheKeyAndForwardedToOrigin,
      HeadersConfig: { HeaderBehavior: 'whitelist', Headers: { Quantity: 2, Items: ['a'] } },
    };
    await expect(create({ ParametersInCacheKeyAndForwardedToOrigin: parameters })).rejects.toMatchObject({
      name: 'InconsistentQuantities',
    });
  });

  it("are AWS's own too, which nobody changes, and which distributions use", async () => {
    const { client } = wiredCloudFront();
    const { CachePolicy: managed, ETag } = await client.send(new GetCachePolicyCommand({ Id: MANAGED_CACHE_POLICY }));
    expect(managed?.CachePolicyConfig?.Name).toBe('Managed-CachingOptimized');
    await expect(
      client.send(new DeleteCachePolicyCommand({ Id: MANAGED_CACHE_POLICY, IfMatch: ETag })),
    ).rejects.toMatchObject({ name: 'IllegalDelete' });
    const own = await client.send(new CreateCachePolicyCommand({ CachePolicyConfig: cachePolicy() }));
    const list = async (Type?: 'managed' | 'custom', MaxItems?: number, Marker?: string) =>
      (await client.send(new ListCachePoliciesCommand({ Type, MaxItems, Marker }))).CachePolicyList;
    expect((await list('custom'))?.Items).toMatchObject([{ Type: 'custom', CachePolicy: { Id: own.CachePolicy?.Id } }]);
    expect(await list('managed')).toMatchObject({ Quantity: 7 });
    const first = await list(undefined, 5);
    const second = await list(undefined, 5, first?.NextMarker);
    const ids = [...(first?.Items ?? []), ...(second?.Items ?? [])].map((item) => item.CachePolicy?.Id);
    expect(new Set(ids).size).toBe(8);

    const { Distribution: made } = await client.send(
      new CreateDistributionCommand({ DistributionConfig: smallConfig() }),
    );
    const users = await client.send(
      new ListDistributionsByCachePolicyIdCommand({ CachePolicyId: MANAGED_CACHE_POLICY }),
    );
    expect(users.DistributionIdList).toMatchObject({ Quantity: 1, Items: [made?.Id] });
    await expect(
      client.send(new ListDistributionsByCachePolicyIdCommand({ CachePolicyId: 'none' })),
    ).rejects.toMatchObject({ name: 'NoSuchCachePolicy' });
  });

  it('are for requests to origins and for headers of answers as well', async () => {
    const { client } = wiredCloudFront();
    const request = await client.send(
      new CreateOriginRequestPolicyCommand({
        OriginRequestPolicyConfig: {
          Name: 'all-but-host',
          HeadersConfig: { HeaderBehavior: 'allExcept', Headers: { Quantity: 1, Items: ['Host'] } },
          CookiesConfig: { CookieBehavior: 'all' },
          QueryStringsConfig: { QueryStringBehavior: 'none' },
        },
      }),
    );
    const ResponseHeadersPolicyConfig = {
      Name: 'secure',
      Comment: 'headers',
      CorsConfig: {
        AccessControlAllowOrigins: { Quantity: 1, Items: ['https://example.org'] },
        AccessControlAllowHeaders: { Quantity: 1, Items: ['*'] },
        AccessControlAllowMethods: { Quantity: 2, Items: ['GET', 'HEAD'] },
        AccessControlAllowCredentials: false,
        AccessControlMaxAgeSec: 60,
        OriginOverride: true,
      },
      SecurityHeadersConfig: {
        FrameOptions: { Override: true, FrameOption: 'DENY' },
        ContentTypeOptions: { Override: true },
        StrictTransportSecurity: { Override: true, IncludeSubdomains: true, Preload: false, AccessControlMaxAgeSec: 1 },
      },
      ServerTimingHeadersConfig: { Enabled: true, SamplingRate: 12.5 },
      CustomHeadersConfig: { Quantity: 1, Items: [{ Header: 'x-a', Value: 'b', Override: false }] },
      RemoveHeadersConfig: { Quantity: 1, Items: [{ Header: 'server' }] },
    };
    const response = await client.send(
      new CreateResponseHeadersPolicyCommand({
        ResponseHeadersPolicyConfig: structuredClone(ResponseHeadersPolicyConfig) as never,
      }),
    );
    const known = await client.send(new GetResponseHeadersPolicyCommand({ Id: response.ResponseHeadersPolicy?.Id }));
    expect(known.ResponseHeadersPolicy?.ResponseHeadersPolicyConfig).toEqual(ResponseHeadersPolicyConfig);
    const requests = await client.send(new ListOriginRequestPoliciesCommand({ Type: 'custom' }));
    expect(requests.OriginRequestPolicyList?.Items?.[0]?.OriginRequestPolicy?.Id).toBe(request.OriginRequestPolicy?.Id);
    const managed = await client.send(new ListResponseHeadersPoliciesCommand({ Type: 'managed' }));
    expect(managed.ResponseHeadersPolicyList?.Quantity).toBe(5);
  });
});
