import { flag, integer, listOf, type Shape, type StructureShape, structure, text, time, wordOf } from '../shape.ts';
import { CACHE_BEHAVIORS, DEFAULT_CACHE_BEHAVIOR } from './behavior-shapes.ts';
import { ORIGIN_GROUPS, ORIGINS } from './origin-shapes.ts';
import { TAGS } from './tag-shapes.ts';

// A distribution, and its configuration. Members stand in the order in which CloudFront writes them.
// Source: CloudFront API Reference (2020-05-31), the data types of the same names.

export const ALIASES: StructureShape = structure({ Quantity: integer, Items: listOf('CNAME', text) }, ['Quantity']);
const CUSTOM_ERROR_RESPONSE: StructureShape = structure(
  { ErrorCode: integer, ResponsePagePath: text, ResponseCode: text, ErrorCachingMinTTL: integer },
  ['ErrorCode'],
);
export const CUSTOM_ERROR_RESPONSES: StructureShape = structure(
  { Quantity: integer, Items: listOf('CustomErrorResponse', CUSTOM_ERROR_RESPONSE) },
  ['Quantity'],
);
const LOGGING_CONFIG: StructureShape = structure({ Enabled: flag, IncludeCookies: flag, Bucket: text, Prefix: text });
export const PRICE_CLASS: Shape = wordOf('PriceClass_100', 'PriceClass_200', 'PriceClass_All', 'None');
const SSL_SUPPORT_METHOD: Shape = wordOf('sni-only', 'vip', 'static-ip');
const MINIMUM_PROTOCOL_VERSION: Shape = wordOf(
  'SSLv3',
  'TLSv1',
  'TLSv1_2016',
  'TLSv1.1_2016',
  'TLSv1.2_2018',
  'TLSv1.2_2019',
  'TLSv1.2_2021',
  'TLSv1.3_2025',
  'TLSv1.2_2025',
);
const CERTIFICATE_SOURCE: Shape = wordOf('cloudfront', 'iam', 'acm');
export const VIEWER_CERTIFICATE: StructureShape = structure({
  CloudFrontDefaultCertificate: flag,
  IAMCertificateId: text,
  ACMCertificateArn: text,
  SSLSupportMethod: SSL_SUPPORT_METHOD,
  MinimumProtocolVersion: MINIMUM_PROTOCOL_VERSION,
  Certificate: text,
  CertificateSource: CERTIFICATE_SOURCE,
});
const GEO_RESTRICTION_TYPE: Shape = wordOf('blacklist', 'whitelist', 'none');
const GEO_RESTRICTION: StructureShape = structure(
  { RestrictionType: GEO_RESTRICTION_TYPE, Quantity: integer, Items: listOf('Location', text) },
  ['RestrictionType', 'Quantity'],
);
export const RESTRICTIONS: StructureShape = structure({ GeoRestriction: GEO_RESTRICTION }, ['GeoRestriction']);
export const HTTP_VERSION: Shape = wordOf('http1.1', 'http2', 'http3', 'http2and3');
const STRING_SCHEMA_CONFIG: StructureShape = structure({ Comment: text, DefaultValue: text, Required: flag }, [
  'Required',
]);
const PARAMETER_DEFINITION_SCHEMA: StructureShape = structure({ StringSchema: STRING_SCHEMA_CONFIG });
const PARAMETER_DEFINITION: StructureShape = structure({ Name: text, Definition: PARAMETER_DEFINITION_SCHEMA }, [
  'Name',
  'Definition',
]);
const TENANT_CONFIG: StructureShape = structure({ ParameterDefinitions: listOf('member', PARAMETER_DEFINITION) });
export const CONNECTION_MODE: Shape = wordOf('direct', 'tenant-only');
const VIEWER_MTLS_MODE: Shape = wordOf('required', 'optional', 'passthrough');
const TRUST_STORE_CONFIG: StructureShape = structure(
  { TrustStoreId: text, AdvertiseTrustStoreCaNames: flag, IgnoreCertificateExpiry: flag },
  ['TrustStoreId'],
);
export const VIEWER_MTLS_CONFIG: StructureShape = structure({
  Mode: VIEWER_MTLS_MODE,
  TrustStoreConfig: TRUST_STORE_CONFIG,
});
export const CONNECTION_FUNCTION_ASSOCIATION: StructureShape = structure({ Id: text }, ['Id']);
const CACHE_TAG_CONFIG: StructureShape = structure({ HeaderName: text }, ['HeaderName']);
export const DISTRIBUTION_CONFIG: StructureShape = structure(
  {
    CallerReference: text,
    Aliases: ALIASES,
    DefaultRootObject: text,
    Origins: ORIGINS,
    OriginGroups: ORIGIN_GROUPS,
    DefaultCacheBehavior: DEFAULT_CACHE_BEHAVIOR,
    CacheBehaviors: CACHE_BEHAVIORS,
    CustomErrorResponses: CUSTOM_ERROR_RESPONSES,
    Comment: text,
    Logging: LOGGING_CONFIG,
    PriceClass: PRICE_CLASS,
    Enabled: flag,
    ViewerCertificate: VIEWER_CERTIFICATE,
    Restrictions: RESTRICTIONS,
    WebACLId: text,
    HttpVersion: HTTP_VERSION,
    IsIPV6Enabled: flag,
    ContinuousDeploymentPolicyId: text,
    Staging: flag,
    AnycastIpListId: text,
    TenantConfig: TENANT_CONFIG,
    ConnectionMode: CONNECTION_MODE,
    ViewerMtlsConfig: VIEWER_MTLS_CONFIG,
    ConnectionFunctionAssociation: CONNECTION_FUNCTION_ASSOCIATION,
    CacheTagConfig: CACHE_TAG_CONFIG,
  },
  ['CallerReference', 'Origins', 'DefaultCacheBehavior', 'Comment', 'Enabled'],
);
export const DISTRIBUTION_CONFIG_WITH_TAGS: StructureShape = structure(
  { DistributionConfig: DISTRIBUTION_CONFIG, Tags: TAGS },
  ['DistributionConfig', 'Tags'],
);
const KEY_PAIR_IDS: StructureShape = structure({ Quantity: integer, Items: listOf('KeyPairId', text) }, ['Quantity']);
const SIGNER: StructureShape = structure({ AwsAccountNumber: text, KeyPairIds: KEY_PAIR_IDS });
const ACTIVE_TRUSTED_SIGNERS: StructureShape = structure(
  { Enabled: flag, Quantity: integer, Items: listOf('Signer', SIGNER) },
  ['Enabled', 'Quantity'],
);
const KG_KEY_PAIR_IDS: StructureShape = structure({ KeyGroupId: text, KeyPairIds: KEY_PAIR_IDS });
const ACTIVE_TRUSTED_KEY_GROUPS: StructureShape = structure(
  { Enabled: flag, Quantity: integer, Items: listOf('KeyGroup', KG_KEY_PAIR_IDS) },
  ['Enabled', 'Quantity'],
);
const ICP_RECORDAL_STATUS: Shape = wordOf('APPROVED', 'SUSPENDED', 'PENDING');
export const ALIAS_ICP_RECORDAL: StructureShape = structure({ CNAME: text, ICPRecordalStatus: ICP_RECORDAL_STATUS });
export const DISTRIBUTION: StructureShape = structure(
  {
    Id: text,
    ARN: text,
    Status: text,
    LastModifiedTime: time,
    InProgressInvalidationBatches: integer,
    DomainName: text,
    ActiveTrustedSigners: ACTIVE_TRUSTED_SIGNERS,
    ActiveTrustedKeyGroups: ACTIVE_TRUSTED_KEY_GROUPS,
    DistributionConfig: DISTRIBUTION_CONFIG,
    AliasICPRecordals: listOf('AliasICPRecordal', ALIAS_ICP_RECORDAL),
  },
  ['Id', 'ARN', 'Status', 'LastModifiedTime', 'InProgressInvalidationBatches', 'DomainName', 'DistributionConfig'],
);
