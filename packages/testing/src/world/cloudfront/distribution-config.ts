/** AWS's way to write a list: the count beside it, and no items where there are none. */
export interface QuantityList<Item> {
  readonly Quantity: number;
  // Not readonly, so that it fits the types of AWS's SDK; the World itself never changes one.
  readonly Items?: Item[];
}

export interface OriginConfig {
  readonly Id: string;
  readonly DomainName: string;
  readonly OriginPath: string;
  readonly CustomHeaders: QuantityList<{ readonly HeaderName: string; readonly HeaderValue: string }>;
  readonly S3OriginConfig?: { readonly OriginAccessIdentity: string; readonly OriginReadTimeout?: number };
  readonly CustomOriginConfig?: {
    readonly HTTPPort: number;
    readonly HTTPSPort: number;
    readonly OriginProtocolPolicy: string;
    readonly OriginSslProtocols: QuantityList<string>;
    readonly OriginReadTimeout: number;
    readonly OriginKeepaliveTimeout: number;
  };
  readonly VpcOriginConfig?: { readonly VpcOriginId: string };
  readonly ConnectionAttempts: number;
  readonly ConnectionTimeout: number;
  readonly OriginShield: { readonly Enabled: boolean; readonly OriginShieldRegion?: string };
  readonly OriginAccessControlId: string;
}

export interface DefaultBehaviorConfig {
  readonly TargetOriginId: string;
  readonly TrustedSigners: { readonly Enabled: boolean } & QuantityList<string>;
  readonly TrustedKeyGroups: { readonly Enabled: boolean } & QuantityList<string>;
  readonly ViewerProtocolPolicy: string;
  readonly AllowedMethods: QuantityList<string> & { readonly CachedMethods: QuantityList<string> };
  readonly SmoothStreaming: boolean;
  readonly Compress: boolean;
  readonly LambdaFunctionAssociations: QuantityList<Readonly<Record<string, unknown>>>;
  readonly FunctionAssociations: QuantityList<Readonly<Record<string, unknown>>>;
  readonly FieldLevelEncryptionId: string;
  readonly GrpcConfig: { readonly Enabled: boolean };
  readonly CachePolicyId?: string;
  readonly OriginRequestPolicyId?: string;
  readonly ResponseHeadersPolicyId?: string;
  readonly ForwardedValues?: {
    readonly QueryString: boolean;
    readonly Cookies: { readonly Forward: string };
    readonly Headers: QuantityList<string>;
    readonly QueryStringCacheKeys: QuantityList<string>;
  };
  readonly MinTTL?: number;
  readonly DefaultTTL?: number;
  readonly MaxTTL?: number;
}

export interface BehaviorConfig extends DefaultBehaviorConfig {
  readonly PathPattern: string;
}

export interface CustomErrorResponse {
  readonly ErrorCode: number;
  readonly ResponsePagePath: string;
  readonly ResponseCode: string;
  readonly ErrorCachingMinTTL: number;
}

export interface ViewerCertificateConfig {
  readonly CloudFrontDefaultCertificate: boolean;
  readonly ACMCertificateArn?: string;
  readonly IAMCertificateId?: string;
  readonly SSLSupportMethod: 'sni-only' | 'vip' | 'static-ip';
  readonly MinimumProtocolVersion: string;
  /** Deprecated, and still echoed. */
  readonly Certificate?: string;
  readonly CertificateSource: string;
}

/**
 * A distribution's configuration as CloudFront answers it: every member that has a default is filled in. Members that
 * the World does not know are kept as they came.
 * Source: CloudFront API Reference (2020-05-31), DistributionConfig.
 */
export interface DistributionConfig {
  readonly CallerReference: string;
  readonly Aliases: QuantityList<string>;
  readonly DefaultRootObject: string;
  readonly Origins: QuantityList<OriginConfig>;
  readonly OriginGroups: QuantityList<{ readonly Id: string }>;
  readonly DefaultCacheBehavior: DefaultBehaviorConfig;
  readonly CacheBehaviors: QuantityList<BehaviorConfig>;
  readonly CustomErrorResponses: QuantityList<CustomErrorResponse>;
  readonly Comment: string;
  readonly Logging: {
    readonly Enabled: boolean;
    readonly IncludeCookies: boolean;
    readonly Bucket: string;
    readonly Prefix: string;
  };
  readonly PriceClass: string;
  readonly Enabled: boolean;
  readonly ViewerCertificate: ViewerCertificateConfig;
  readonly Restrictions: { readonly GeoRestriction: { readonly RestrictionType: string } & QuantityList<string> };
  readonly WebACLId: string;
  readonly HttpVersion: string;
  readonly IsIPV6Enabled: boolean;
  readonly ContinuousDeploymentPolicyId: string;
  readonly Staging: boolean;
  /** Absent where the request had none; the distribution is direct then. */
  readonly ConnectionMode?: string | undefined;
}

/** The same with any member absent, as it may come from a caller. */
export type Loose<Value> = Value extends readonly (infer Item)[]
  ? readonly Loose<Item>[]
  : Value extends object
    ? { readonly [Member in keyof Value]?: Loose<Value[Member]> | undefined }
    : Value;

/** A configuration as a caller sends it. */
export type DistributionConfigInput = Loose<DistributionConfig>;

export type OriginInput = Loose<OriginConfig>;
export type BehaviorInput = Loose<BehaviorConfig>;
