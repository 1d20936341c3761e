import { describe, expect, it } from 'vitest';
import { codeOf, PROPAGATION, testWorld } from '../create-world.test-support.ts';
import { createMemoryStore } from '../store/memory-store.ts';
import { minimalConfig } from './config.test-support.ts';

describe('a configuration', () => {
  it('comes back with every default that the service fills in', () => {
    const { cloudfront } = testWorld();
    const { Distribution: made } = cloudfront.distributions.create(minimalConfig());
    expect(made.DistributionConfig).toEqual({
      CallerReference: 'one',
      Aliases: { Quantity: 0 },
      DefaultRootObject: '',
      Origins: {
        Quantity: 1,
        Items: [
          {
            Id: 'site',
            DomainName: 'site.s3.eu-west-1.amazonaws.com',
            OriginPath: '',
            CustomHeaders: { Quantity: 0 },
            S3OriginConfig: { OriginAccessIdentity: '', OriginReadTimeout: 30 },
            ConnectionAttempts: 3,
            ConnectionTimeout: 10,
            OriginShield: { Enabled: false },
            OriginAccessControlId: '',
          },
        ],
      },
      OriginGroups: { Quantity: 0 },
      DefaultCacheBehavior: {
        TargetOriginId: 'site',
        TrustedSigners: { Enabled: false, Quantity: 0 },
        TrustedKeyGroups: { Enabled: false, Quantity: 0 },
        ViewerProtocolPolicy: 'redirect-to-https',
        AllowedMethods: {
          Quantity: 2,
          Items: ['HEAD', 'GET'],
          CachedMethods: { Quantity: 2, Items: ['HEAD', 'GET'] },
        },
        SmoothStreaming: false,
        Compress: false,
        LambdaFunctionAssociations: { Quantity: 0 },
        FunctionAssociations: { Quantity: 0 },
        FieldLevelEncryptionId: '',
        GrpcConfig: { Enabled: false },
        CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
      },
      CacheBehaviors: { Quantity: 0 },
      CustomErrorResponses: { Quantity: 0 },
      Comment: '',
      Logging: { Enabled: false, IncludeCookies: false, Bucket: '', Prefix: '' },
      PriceClass: 'PriceClass_All',
      Enabled: true,
      ViewerCertificate: {
        CloudFrontDefaultCertificate: true,
        SSLSupportMethod: 'vip',
        MinimumProtocolVersion: 'TLSv1',
        CertificateSource: 'cloudfront',
      },
      Restrictions: { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
      WebACLId: '',
      HttpVersion: 'http2',
      IsIPV6Enabled: true,
      ContinuousDeploymentPolicyId: '',
      Staging: false,
    });
  });

  it('keeps what the World has never heard of', () => {
    const { cloudfront } = testWorld();
    const config = { ...minimalConfig(), CacheTagConfig: { HeaderName: 'Cache-Tag' } };
    const { Distribution: made } = cloudfront.distributions.create(config);
    expect(made.DistributionConfig).toMatchObject({ CacheTagConfig: { HeaderName: 'Cache-Tag' } });
  });

  it('is not changed by what a caller does with it afterwards', () => {
    const { cloudfront } = testWorld();
    const config = structuredClone(minimalConfig());
    const { Distribution: made } = cloudfront.distributions.create(config);
    Object.assign(config.Origins?.Items?.[0] ?? {}, { DomainName: 'changed' });
    expect(cloudfront.distributions.getConfig(made.Id).DistributionConfig.Origins.Items?.[0]?.DomainName).toBe(
      'site.s3.eu-west-1.amazonaws.com',
    );
  });
});

describe('If-Match', () => {
  it.each([
    [undefined, 'InvalidIfMatchVersion'],
    ['', 'InvalidIfMatchVersion'],
    ['*', 'InvalidIfMatchVersion'],
    ['not a version', 'InvalidIfMatchVersion'],
    ['E2QWRUHAPOMQZL', 'PreconditionFailed'],
  ])('of %j is answered with %s', (ifMatch, code) => {
    const { cloudfront } = testWorld();
    const { Distribution: made, ETag } = cloudfront.distributions.create(minimalConfig({ Enabled: false }));
    expect(codeOf(() => cloudfront.distributions.update(made.Id, ifMatch, made.DistributionConfig))).toBe(code);
    expect(codeOf(() => cloudfront.distributions.delete(made.Id, ifMatch))).toBe(code);
    expect(cloudfront.distributions.get(made.Id).ETag).toBe(ETag);
  });

  it('may have quotes', () => {
    const { cloudfront } = testWorld();
    const { Distribution: made, ETag } = cloudfront.distributions.create(minimalConfig());
    const updated = cloudfront.distributions.update(made.Id, `"${ETag}"`, made.DistributionConfig);
    expect(updated.ETag).not.toBe(ETag);
  });
});

describe('lists', () => {
  it('have markers that hold although the marked one is gone', () => {
    const { cloudfront, clock } = testWorld();
    const { distributions } = cloudfront;
    for (let number = 0; number < 5; number += 1) {
      distributions.create(minimalConfig({ CallerReference: `${number}`, Enabled: false }));
    }
    clock.advance(PROPAGATION);
    const all = distributions.list().Items?.map((item) => item.Id) ?? [];
    const first = distributions.list({ MaxItems: 2 });
    expect(first).toMatchObject({ Marker: '', NextMarker: all[1], MaxItems: 2, IsTruncated: true, Quantity: 2 });
    distributions.delete(all[1] ?? '', distributions.get(all[1] ?? '').ETag);
    const second = distributions.list({ Marker: first.NextMarker, MaxItems: 3 });
    expect(second.Items?.map((item) => item.Id)).toEqual(all.slice(2));
    expect(second).toMatchObject({ Marker: all[1], IsTruncated: false });
    expect(second).not.toHaveProperty('NextMarker');
  });

  it('have no items where there are none', () => {
    const { cloudfront } = testWorld();
    expect(cloudfront.distributions.list()).toEqual({ Marker: '', MaxItems: 100, IsTruncated: false, Quantity: 0 });
    expect(codeOf(() => cloudfront.distributions.list({ MaxItems: 0 }))).toBe('InvalidArgument');
  });
});

describe('several accounts', () => {
  it('see their own distributions, and fight for aliases', () => {
    const store = createMemoryStore();
    const [ours, theirs] = ['111111111111', '222222222222'].map((id) => testWorld({ store, account: { id } }));
    if (ours === undefined || theirs === undefined) throw new Error('unreachable');
    const config = (world: typeof ours) =>
      minimalConfig({
        Aliases: { Quantity: 1, Items: ['cdn.example.org'] },
        ViewerCertificate: {
          ACMCertificateArn: world.acm.issue(['cdn.example.org']).CertificateArn,
          SSLSupportMethod: 'sni-only',
          MinimumProtocolVersion: 'TLSv1.2_2021',
        },
      });
    const { Distribution: made } = ours.cloudfront.distributions.create(config(ours));
    expect(made.ARN).toBe(`arn:aws:cloudfront::111111111111:distribution/${made.Id}`);
    expect(codeOf(() => theirs.cloudfront.distributions.get(made.Id))).toBe('NoSuchDistribution');
    expect(codeOf(() => theirs.cloudfront.distributions.create(config(theirs)))).toBe('CNAMEAlreadyExists');
    // A certificate of another account is none.
    const foreign = { ...config(theirs), ViewerCertificate: config(ours).ViewerCertificate };
    expect(codeOf(() => theirs.cloudfront.distributions.create(foreign))).toBe('InvalidViewerCertificate');
    expect(theirs.cloudfront.distributions.list().Quantity).toBe(0);
  });
});

describe('quotas', () => {
  it('are counted down as well as up', () => {
    const { cloudfront, clock } = testWorld({ limits: { distributions: 1, originAccessControls: 1 } });
    const { distributions, accessControls } = cloudfront;
    const { Distribution: made, ETag } = distributions.create(minimalConfig({ Enabled: false }));
    const another = () => distributions.create(minimalConfig({ CallerReference: 'two' }));
    expect(codeOf(another)).toBe('TooManyDistributions');
    clock.advance(PROPAGATION);
    distributions.delete(made.Id, ETag);
    expect(codeOf(another)).toBe('fine');
    const control = (Name: string) => () =>
      accessControls.create({
        Name,
        SigningProtocol: 'sigv4',
        SigningBehavior: 'always',
        OriginAccessControlOriginType: 's3',
      });
    const { OriginAccessControl: first, ETag: version } = control('one')();
    expect(codeOf(control('two'))).toBe('TooManyOriginAccessControls');
    accessControls.delete(first.Id, version);
    expect(codeOf(control('two'))).toBe('fine');
  });
});

describe('the same seed', () => {
  it('gives the same identifiers, and goes on from where it was', () => {
    const ids = (store = createMemoryStore()) => {
      const { cloudfront } = testWorld({ store, seed: 7 });
      return ['one', 'two'].map((reference) => {
        const CallerReference = `${reference}-${cloudfront.distributions.list().Quantity}`;
        const { Distribution: made, ETag } = cloudfront.distributions.create(minimalConfig({ CallerReference }));
        return `${made.Id} ${made.DomainName} ${ETag}`;
      });
    };
    expect(ids()).toEqual(ids());
    const store = createMemoryStore();
    expect(new Set([...ids(store), ...ids(store)]).size).toBe(4);
    const other = testWorld({ seed: 8 }).cloudfront.distributions.create(minimalConfig());
    expect(ids()[0]).not.toContain(other.Distribution.Id);
  });
});
