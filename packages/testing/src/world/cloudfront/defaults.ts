import type {
  BehaviorConfig,
  BehaviorInput,
  CustomErrorResponse,
  DefaultBehaviorConfig,
  DistributionConfig,
  DistributionConfigInput,
  Loose,
  OriginConfig,
  OriginInput,
  QuantityList,
  ViewerCertificateConfig,
} from './distribution-config.ts';

/**
 * The configuration as CloudFront answers it: whatever the request left out has the value that the service fills in,
 * and what the World does not know stays as it came. The request has been checked before.
 * Source: the AWS CLI's example of create-distribution, and configurations as CloudFront has returned them.
 */
export function filledConfig(input: DistributionConfigInput): DistributionConfig {
  const kept = structuredClone(input);
  return {
    ...kept,
    CallerReference: input.CallerReference ?? '',
    Aliases: filledList(input.Aliases, (alias) => alias),
    DefaultRootObject: input.DefaultRootObject ?? '',
    Origins: filledList(input.Origins, filledOrigin),
    OriginGroups: filledList(input.OriginGroups, (group) => ({ ...group, Id: group.Id ?? '' })),
    DefaultCacheBehavior: filledBehavior(input.DefaultCacheBehavior ?? {}),
    CacheBehaviors: filledList(
      input.CacheBehaviors,
      (behavior): BehaviorConfig => ({ ...filledBehavior(behavior), PathPattern: behavior.PathPattern ?? '' }),
    ),
    CustomErrorResponses: filledList(input.CustomErrorResponses, filledErrorResponse),
    Comment: input.Comment ?? '',
    Logging: filledLogging(input.Logging ?? {}),
    PriceClass: input.PriceClass ?? 'PriceClass_All',
    Enabled: input.Enabled ?? false,
    ViewerCertificate: filledCertificate(input.ViewerCertificate ?? {}),
    Restrictions: { GeoRestriction: filledRestriction(input.Restrictions?.GeoRestriction) },
    WebACLId: input.WebACLId ?? '',
    HttpVersion: input.HttpVersion ?? 'http2',
    IsIPV6Enabled: input.IsIPV6Enabled ?? true,
    ContinuousDeploymentPolicyId: input.ContinuousDeploymentPolicyId ?? '',
    Staging: input.Staging ?? false,
  };
}

function filledLogging(logging: Loose<DistributionConfig['Logging']>): DistributionConfig['Logging'] {
  return {
    Enabled: logging.Enabled ?? false,
    IncludeCookies: logging.IncludeCookies ?? false,
    Bucket: logging.Bucket ?? '',
    Prefix: logging.Prefix ?? '',
  };
}

function filledRestriction(
  restriction: Loose<DistributionConfig['Restrictions']['GeoRestriction']> | undefined,
): DistributionConfig['Restrictions']['GeoRestriction'] {
  return {
    RestrictionType: restriction?.RestrictionType ?? 'none',
    ...filledList(restriction, (location) => location),
  };
}

/** A list with its count, and without items where there are none. */
function filledList<From, To>(
  list: { readonly Items?: readonly From[] | undefined } | undefined,
  fill: (item: From) => To,
): QuantityList<To> {
  const items = (list?.Items ?? []).map(fill);
  return items.length === 0 ? { Quantity: 0 } : { Quantity: items.length, Items: items };
}

function filledOrigin(origin: OriginInput): OriginConfig {
  const { S3OriginConfig: s3, CustomOriginConfig: custom, VpcOriginConfig: vpc, ...kept } = structuredClone(origin);
  const { OriginShield: shield } = kept;
  return {
    ...kept,
    Id: kept.Id ?? '',
    DomainName: kept.DomainName ?? '',
    OriginPath: kept.OriginPath ?? '',
    CustomHeaders: filledList(kept.CustomHeaders, (header) => ({
      HeaderName: header.HeaderName ?? '',
      HeaderValue: header.HeaderValue ?? '',
    })),
    ...(s3 === undefined ? {} : { S3OriginConfig: filledS3Origin(s3) }),
    ...(custom === undefined ? {} : { CustomOriginConfig: filledCustomOrigin(custom) }),
    ...(vpc === undefined ? {} : { VpcOriginConfig: { VpcOriginId: vpc.VpcOriginId ?? '' } }),
    ConnectionAttempts: kept.ConnectionAttempts ?? 3,
    ConnectionTimeout: kept.ConnectionTimeout ?? 10,
    OriginShield: { Enabled: shield?.Enabled ?? false, ...present('OriginShieldRegion', shield?.OriginShieldRegion) },
    OriginAccessControlId: kept.OriginAccessControlId ?? '',
  };
}

function filledS3Origin(
  s3: Loose<NonNullable<OriginConfig['S3OriginConfig']>>,
): NonNullable<OriginConfig['S3OriginConfig']> {
  return { OriginAccessIdentity: s3.OriginAccessIdentity ?? '', OriginReadTimeout: s3.OriginReadTimeout ?? 30 };
}

function filledCustomOrigin(
  custom: Loose<NonNullable<OriginConfig['CustomOriginConfig']>>,
): NonNullable<OriginConfig['CustomOriginConfig']> {
  return {
    ...custom,
    HTTPPort: custom.HTTPPort ?? 80,
    HTTPSPort: custom.HTTPSPort ?? 443,
    OriginProtocolPolicy: custom.OriginProtocolPolicy ?? 'match-viewer',
    OriginSslProtocols: filledList(
      custom.OriginSslProtocols ?? { Items: ['TLSv1', 'TLSv1.1', 'TLSv1.2'] },
      (protocol) => protocol,
    ),
    OriginReadTimeout: custom.OriginReadTimeout ?? 30,
    OriginKeepaliveTimeout: custom.OriginKeepaliveTimeout ?? 5,
  };
}

function filledBehavior(behavior: Partial<BehaviorInput>): DefaultBehaviorConfig {
  const {
    AllowedMethods: allowed,
    ForwardedValues: forwarded,
    MinTTL: _,
    DefaultTTL: __,
    MaxTTL: ___,
    CachePolicyId: cachePolicy,
    OriginRequestPolicyId: requestPolicy,
    ResponseHeadersPolicyId: responsePolicy,
    ...kept
  } = structuredClone(behavior);
  return {
    ...kept,
    TargetOriginId: kept.TargetOriginId ?? '',
    TrustedSigners: trusted(kept.TrustedSigners),
    TrustedKeyGroups: trusted(kept.TrustedKeyGroups),
    ViewerProtocolPolicy: kept.ViewerProtocolPolicy ?? 'allow-all',
    AllowedMethods: {
      ...filledList(allowed ?? { Items: ['HEAD', 'GET'] }, (method) => method),
      CachedMethods: filledList(allowed?.CachedMethods ?? { Items: ['HEAD', 'GET'] }, (method) => method),
    },
    SmoothStreaming: kept.SmoothStreaming ?? false,
    Compress: kept.Compress ?? false,
    LambdaFunctionAssociations: filledList(kept.LambdaFunctionAssociations, (association) => ({ ...association })),
    FunctionAssociations: filledList(kept.FunctionAssociations, (association) => ({ ...association })),
    FieldLevelEncryptionId: kept.FieldLevelEncryptionId ?? '',
    GrpcConfig: { Enabled: kept.GrpcConfig?.Enabled ?? false },
    ...present('CachePolicyId', cachePolicy),
    ...present('OriginRequestPolicyId', requestPolicy),
    ...present('ResponseHeadersPolicyId', responsePolicy),
    ...(forwarded === undefined ? {} : filledForwarding(behavior, forwarded)),
  };
}

/** What is cached for how long, in behaviors without a cache policy. */
function filledForwarding(
  { MinTTL: least = 0, DefaultTTL: usual, MaxTTL: most }: Partial<BehaviorInput>,
  forwarded: Loose<NonNullable<DefaultBehaviorConfig['ForwardedValues']>>,
): Pick<DefaultBehaviorConfig, 'ForwardedValues' | 'MinTTL' | 'DefaultTTL' | 'MaxTTL'> {
  return {
    ForwardedValues: {
      QueryString: forwarded.QueryString ?? false,
      Cookies: { ...forwarded.Cookies, Forward: forwarded.Cookies?.Forward ?? 'none' },
      Headers: filledList(forwarded.Headers, (name) => name),
      QueryStringCacheKeys: filledList(forwarded.QueryStringCacheKeys, (name) => name),
    },
    MinTTL: least,
    DefaultTTL: usual ?? Math.max(86_400, least),
    MaxTTL: most ?? Math.max(31_536_000, least),
  };
}

/** The member, where there is a value for it. */
function present<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Member in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [Member in Name]: Value });
}

function trusted(
  list: Loose<DefaultBehaviorConfig['TrustedSigners']> | undefined,
): DefaultBehaviorConfig['TrustedSigners'] {
  return { Enabled: list?.Enabled ?? false, ...filledList(list, (signer) => signer) };
}

function filledErrorResponse(response: Loose<CustomErrorResponse>): CustomErrorResponse {
  return {
    ErrorCode: response.ErrorCode ?? 0,
    ResponsePagePath: response.ResponsePagePath ?? '',
    ResponseCode: response.ResponseCode ?? '',
    ErrorCachingMinTTL: response.ErrorCachingMinTTL ?? 10,
  };
}

/** The old members `Certificate` and `CertificateSource` are echoed to this day. */
function filledCertificate(certificate: Loose<ViewerCertificateConfig>): ViewerCertificateConfig {
  const { ACMCertificateArn: arn, IAMCertificateId: iam } = certificate;
  const own = arn === undefined || arn === '' ? iam : arn;
  if (own === undefined || own === '') {
    return {
      CloudFrontDefaultCertificate: true,
      SSLSupportMethod: 'vip',
      MinimumProtocolVersion: 'TLSv1',
      CertificateSource: 'cloudfront',
    };
  }
  return {
    CloudFrontDefaultCertificate: false,
    ...(own === arn ? { ACMCertificateArn: own } : { IAMCertificateId: own }),
    SSLSupportMethod: certificate.SSLSupportMethod ?? 'sni-only',
    MinimumProtocolVersion: certificate.MinimumProtocolVersion ?? 'TLSv1.2_2021',
    Certificate: own,
    CertificateSource: own === arn ? 'acm' : 'iam',
  };
}
