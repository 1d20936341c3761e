import { describe, expect, it } from 'vitest';
import { codeOf, testWorld } from '../../create-world.test-support.ts';
import { behavior, customOrigin, minimalConfig, s3Origin, withBehavior, withOrigin } from '../config.test-support.ts';
import type { BehaviorInput, DistributionConfigInput } from '../distribution-config.ts';

const list = <Item>(...items: readonly Item[]) =>
  items.length === 0 ? { Quantity: 0 } : { Quantity: items.length, Items: items };
const errorPage = (changes: object) =>
  minimalConfig({
    CustomErrorResponses: list({ ErrorCode: 404, ResponsePagePath: '/404.html', ResponseCode: '404', ...changes }),
  });
const pathBehavior = (pattern: string): BehaviorInput => ({ ...behavior(), PathPattern: pattern });

const cases: readonly (readonly [string, string, DistributionConfigInput])[] = [
  ['fine', 'as little as possible', minimalConfig()],
  ['InvalidArgument', 'no caller reference', minimalConfig({ CallerReference: undefined })],
  ['InvalidArgument', 'an empty caller reference', minimalConfig({ CallerReference: '' })],
  ['InvalidArgument', 'no comment', minimalConfig({ Comment: undefined })],
  ['InvalidArgument', 'not whether it is enabled', minimalConfig({ Enabled: undefined })],
  ['InvalidArgument', 'no origin', minimalConfig({ Origins: { Quantity: 0 } })],
  ['InvalidArgument', 'no behavior', minimalConfig({ DefaultCacheBehavior: undefined })],
  ['InvalidArgument', 'no protocol policy', withBehavior({ ViewerProtocolPolicy: undefined })],
  ['fine', 'a comment of 128 characters', minimalConfig({ Comment: 'x'.repeat(128) })],
  ['InvalidArgument', 'a comment of 129 characters', minimalConfig({ Comment: 'x'.repeat(129) })],

  [
    'InconsistentQuantities',
    'more aliases than it says',
    minimalConfig({ Aliases: { Quantity: 0, Items: ['a.example.org'] } }),
  ],
  [
    'InconsistentQuantities',
    'fewer origins than it says',
    minimalConfig({ Origins: { Quantity: 2, Items: [s3Origin()] } }),
  ],
  ['InconsistentQuantities', 'a wrong count far down', withOrigin(s3Origin({ CustomHeaders: { Quantity: 1 } }))],

  ['MalformedXML', 'an unknown price class', minimalConfig({ PriceClass: 'PriceClass_1' })],
  ['MalformedXML', 'an unknown HTTP version', minimalConfig({ HttpVersion: 'http4' })],
  ['MalformedXML', 'an unknown protocol policy', withBehavior({ ViewerProtocolPolicy: 'never' })],
  ['MalformedXML', 'an unknown TLS protocol', withOrigin(customOrigin({ OriginSslProtocols: list('TLSv1.3') }))],

  ['fine', 'a root object', minimalConfig({ DefaultRootObject: 'a/index.html' })],
  [
    'InvalidDefaultRootObject',
    'a root object with a slash before it',
    minimalConfig({ DefaultRootObject: '/index.html' }),
  ],
  ['InvalidDefaultRootObject', 'a root object with a space', minimalConfig({ DefaultRootObject: 'a b.html' })],
  [
    'InvalidDefaultRootObject',
    'a root object of 256 characters',
    minimalConfig({ DefaultRootObject: 'x'.repeat(256) }),
  ],

  [
    'fine',
    'logging',
    minimalConfig({ Logging: { Enabled: true, IncludeCookies: false, Bucket: 'logs.s3.amazonaws.com', Prefix: 'a/' } }),
  ],
  [
    'InvalidArgument',
    'logging into a bare name',
    minimalConfig({ Logging: { Enabled: true, IncludeCookies: false, Bucket: 'logs', Prefix: '' } }),
  ],

  ['fine', 'a custom origin', withOrigin(customOrigin())],
  [
    'InvalidArgument',
    'a website as S3 origin',
    withOrigin(s3Origin({ DomainName: 'site.s3-website-eu-west-1.amazonaws.com' })),
  ],
  ['InvalidArgument', 'some host as S3 origin', withOrigin(s3Origin({ DomainName: 'www.example.org' }))],
  ['InvalidArgument', 'an address as origin', withOrigin({ ...customOrigin(), DomainName: '192.0.2.1' })],
  ['InvalidArgument', 'an S3 origin without identity', withOrigin(s3Origin({ S3OriginConfig: {} }))],
  [
    'InvalidOriginAccessIdentity',
    'a garbled identity',
    withOrigin(s3Origin({ S3OriginConfig: { OriginAccessIdentity: 'me' } })),
  ],
  [
    'IllegalOriginAccessConfiguration',
    'identity and control at once',
    withOrigin(
      s3Origin({
        S3OriginConfig: { OriginAccessIdentity: 'origin-access-identity/cloudfront/E127EXAMPLE51Z' },
        OriginAccessControlId: 'E2',
      }),
    ),
  ],
  ['NoSuchOriginAccessControl', 'an unknown control', withOrigin(s3Origin({ OriginAccessControlId: 'E2' }))],
  ['InvalidOrigin', 'an origin of no kind', withOrigin(s3Origin({ S3OriginConfig: undefined }))],
  [
    'InvalidOrigin',
    'an origin of two kinds',
    withOrigin({ ...customOrigin(), S3OriginConfig: { OriginAccessIdentity: '' } }),
  ],
  ['InvalidArgument', 'two origins of one id', minimalConfig({ Origins: list(s3Origin(), s3Origin()) })],
  ['InvalidArgument', 'a port below 1024', withOrigin(customOrigin({ HTTPPort: 81 }))],
  ['InvalidArgument', 'an origin path that ends with a slash', withOrigin(s3Origin({ OriginPath: '/a/' }))],
  ['InvalidArgument', 'four attempts', withOrigin(s3Origin({ ConnectionAttempts: 4 }))],
  ['InvalidArgument', 'eleven seconds', withOrigin(s3Origin({ ConnectionTimeout: 11 }))],
  [
    'InvalidArgument',
    'a Host header',
    withOrigin(s3Origin({ CustomHeaders: list({ HeaderName: 'Host', HeaderValue: 'a' }) })),
  ],
  ['InvalidArgument', 'a shield without region', withOrigin(s3Origin({ OriginShield: { Enabled: true } }))],
  [
    'TooManyOrigins',
    '101 origins',
    minimalConfig({ Origins: list(...Array.from({ length: 101 }, (_, index) => s3Origin({ Id: `site${index}` }))) }),
  ],

  ['NoSuchOrigin', 'a behavior without its origin', withBehavior({ TargetOriginId: 'another' })],
  [
    'NoSuchCachePolicy',
    'an unknown cache policy',
    withBehavior({ CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f7' }),
  ],
  ['NoSuchOriginRequestPolicy', 'an unknown request policy', withBehavior({ OriginRequestPolicyId: 'none' })],
  ['NoSuchResponseHeadersPolicy', 'an unknown headers policy', withBehavior({ ResponseHeadersPolicyId: 'none' })],
  ['InvalidArgument', 'neither policy nor forwarding', withBehavior({ CachePolicyId: undefined })],
  [
    'InvalidArgument',
    'policy and forwarding',
    withBehavior({ ForwardedValues: { QueryString: false, Cookies: { Forward: 'none' } }, MinTTL: 0 }),
  ],
  [
    'fine',
    'forwarding',
    withBehavior({
      CachePolicyId: undefined,
      ForwardedValues: { QueryString: false, Cookies: { Forward: 'none' } },
      MinTTL: 0,
    }),
  ],
  [
    'InvalidArgument',
    'forwarding without MinTTL',
    withBehavior({ CachePolicyId: undefined, ForwardedValues: { QueryString: false, Cookies: { Forward: 'none' } } }),
  ],
  [
    'InvalidTTLOrder',
    'times the wrong way round',
    withBehavior({
      CachePolicyId: undefined,
      ForwardedValues: { QueryString: false, Cookies: { Forward: 'none' } },
      MinTTL: 10,
      DefaultTTL: 5,
      MaxTTL: 20,
    }),
  ],
  [
    'fine',
    'all methods',
    withBehavior({
      AllowedMethods: {
        ...list('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'OPTIONS', 'DELETE'),
        CachedMethods: list('GET', 'HEAD'),
      },
    }),
  ],
  ['InvalidArgument', 'an odd set of methods', withBehavior({ AllowedMethods: list('GET', 'POST') })],
  [
    'InvalidArgument',
    'caching of what is not cached',
    withBehavior({ AllowedMethods: { ...list('GET', 'HEAD'), CachedMethods: list('GET', 'POST') } }),
  ],
  [
    'InvalidArgument',
    'one pattern twice',
    minimalConfig({ CacheBehaviors: list(pathBehavior('/a/*'), pathBehavior('a/*')) }),
  ],
  [
    'TooManyCacheBehaviors',
    '76 behaviors',
    minimalConfig({ CacheBehaviors: list(...Array.from({ length: 76 }, (_, index) => pathBehavior(`/${index}`))) }),
  ],

  ['fine', 'an error page', errorPage({})],
  ['InvalidErrorCode', 'an error that CloudFront has no page for', errorPage({ ErrorCode: 401 })],
  ['InvalidResponseCode', 'an odd response code', errorPage({ ResponseCode: '302' })],
  ['InvalidArgument', 'a page without its code', errorPage({ ResponseCode: undefined })],

  ['InvalidArgument', 'an alias in capitals', minimalConfig({ Aliases: list('CDN.example.org') })],
  ['InvalidArgument', 'a wildcard in the middle', minimalConfig({ Aliases: list('a.*.example.org') })],
  ['InvalidArgument', 'an alias twice', minimalConfig({ Aliases: list('a.example.org', 'a.example.org') })],
  [
    'TooManyDistributionCNAMEs',
    '101 aliases',
    minimalConfig({ Aliases: list(...Array.from({ length: 101 }, (_, index) => `a${index}.example.org`)) }),
  ],
  ['InvalidViewerCertificate', 'an alias without certificate', minimalConfig({ Aliases: list('a.example.org') })],
  [
    'InvalidViewerCertificate',
    'two certificates',
    minimalConfig({
      ViewerCertificate: {
        ACMCertificateArn: 'arn',
        IAMCertificateId: 'A',
        SSLSupportMethod: 'sni-only',
        MinimumProtocolVersion: 'TLSv1.2_2021',
      },
    }),
  ],
  [
    'InvalidViewerCertificate',
    'a certificate without protocol',
    minimalConfig({ ViewerCertificate: { IAMCertificateId: 'A' } }),
  ],
  [
    'InvalidProtocolSettings',
    'SSLv3 with SNI',
    minimalConfig({
      ViewerCertificate: { IAMCertificateId: 'A', SSLSupportMethod: 'sni-only', MinimumProtocolVersion: 'SSLv3' },
    }),
  ],
  [
    'InvalidGeoRestrictionParameter',
    'no countries to block',
    minimalConfig({ Restrictions: { GeoRestriction: { RestrictionType: 'blacklist', Quantity: 0 } } }),
  ],
  [
    'InvalidLocationCode',
    'a country in small letters',
    minimalConfig({ Restrictions: { GeoRestriction: { RestrictionType: 'blacklist', ...list('de') } } }),
  ],
];

describe('creating a distribution', () => {
  it.each(cases)('answers %s to %s', (code, _, config) => {
    const { cloudfront } = testWorld();
    expect(codeOf(() => cloudfront.distributions.create(config))).toBe(code);
    expect(cloudfront.distributions.list().Quantity).toBe(code === 'fine' ? 1 : 0);
  });
});

describe('updating a distribution', () => {
  const required: readonly (readonly [string, string, (config: DistributionConfigInput) => DistributionConfigInput])[] =
    [
      ['IllegalUpdate', 'Aliases are missing for the resource', ({ Aliases: _, ...config }) => config],
      [
        'IllegalUpdate',
        'Default root object is missing for the resource',
        ({ DefaultRootObject: _, ...config }) => config,
      ],
      ['IllegalUpdate', 'WebACLId is missing for the resource', ({ WebACLId: _, ...config }) => config],
      ['IllegalUpdate', 'Logging is missing for the resource', ({ Logging: _, ...config }) => config],
      ['IllegalUpdate', 'Restrictions are missing for the resource', ({ Restrictions: _, ...config }) => config],
      [
        'IllegalUpdate',
        'Viewer certificate is missing for the resource',
        ({ ViewerCertificate: _, ...config }) => config,
      ],
      ['IllegalUpdate', 'Price class is missing for the resource', ({ PriceClass: _, ...config }) => config],
      [
        'IllegalUpdate',
        "The 'OriginCustomHeaders' field is missing.",
        (config) => ({ ...config, Origins: list(s3Origin()) }),
      ],
      [
        'InvalidArgument',
        'The parameter SmoothStreaming flag is missing.',
        (config) => ({ ...config, DefaultCacheBehavior: behavior() }),
      ],
      [
        'IllegalUpdate',
        'The update contains modifications that are not allowed: CallerReference',
        (config) => ({ ...config, CallerReference: 'two' }),
      ],
    ];
  it.each(required)('answers %s: %s', (code, message, change) => {
    const { cloudfront } = testWorld();
    const { Distribution: created, ETag } = cloudfront.distributions.create(minimalConfig());
    const config = change(created.DistributionConfig);
    const update = () => cloudfront.distributions.update(created.Id, ETag, config);
    expect(codeOf(update)).toBe(code);
    expect(update).toThrow(message);
    expect(cloudfront.distributions.getConfig(created.Id)).toEqual({
      ETag,
      DistributionConfig: created.DistributionConfig,
    });
  });

  it('may leave out what is not required', () => {
    const { cloudfront } = testWorld();
    const { Distribution: created, ETag } = cloudfront.distributions.create(minimalConfig());
    const { OriginGroups: _, IsIPV6Enabled: __, Staging: ___, ...config } = created.DistributionConfig;
    const updated = cloudfront.distributions.update(created.Id, ETag, config);
    expect(updated.Distribution.DistributionConfig).toEqual(created.DistributionConfig);
  });
});
