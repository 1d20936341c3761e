import { flag, integer, listOf, type StructureShape, structure, text, time } from '../shape.ts';
import { CACHE_BEHAVIORS, DEFAULT_CACHE_BEHAVIOR } from './behavior-shapes.ts';
import {
  ALIAS_ICP_RECORDAL,
  ALIASES,
  CONNECTION_FUNCTION_ASSOCIATION,
  CONNECTION_MODE,
  CUSTOM_ERROR_RESPONSES,
  HTTP_VERSION,
  PRICE_CLASS,
  RESTRICTIONS,
  VIEWER_CERTIFICATE,
  VIEWER_MTLS_CONFIG,
} from './distribution-shapes.ts';
import { ORIGIN_GROUPS, ORIGINS } from './origin-shapes.ts';

// What lists say of distributions. Members stand in the order in which CloudFront writes them.
// Source: CloudFront API Reference (2020-05-31), the data types of the same names.

const DISTRIBUTION_SUMMARY: StructureShape = structure(
  {
    Id: text,
    ARN: text,
    ETag: text,
    Status: text,
    LastModifiedTime: time,
    DomainName: text,
    Aliases: ALIASES,
    Origins: ORIGINS,
    OriginGroups: ORIGIN_GROUPS,
    DefaultCacheBehavior: DEFAULT_CACHE_BEHAVIOR,
    CacheBehaviors: CACHE_BEHAVIORS,
    CustomErrorResponses: CUSTOM_ERROR_RESPONSES,
    Comment: text,
    PriceClass: PRICE_CLASS,
    Enabled: flag,
    ViewerCertificate: VIEWER_CERTIFICATE,
    Restrictions: RESTRICTIONS,
    WebACLId: text,
    HttpVersion: HTTP_VERSION,
    IsIPV6Enabled: flag,
    AliasICPRecordals: listOf('AliasICPRecordal', ALIAS_ICP_RECORDAL),
    Staging: flag,
    ConnectionMode: CONNECTION_MODE,
    AnycastIpListId: text,
    ViewerMtlsConfig: VIEWER_MTLS_CONFIG,
    ConnectionFunctionAssociation: CONNECTION_FUNCTION_ASSOCIATION,
  },
  [
    'Id',
    'ARN',
    'Status',
    'LastModifiedTime',
    'DomainName',
    'Aliases',
    'Origins',
    'DefaultCacheBehavior',
    'CacheBehaviors',
    'CustomErrorResponses',
    'Comment',
    'PriceClass',
    'Enabled',
    'ViewerCertificate',
    'Restrictions',
    'WebACLId',
    'HttpVersion',
    'IsIPV6Enabled',
    'Staging',
  ],
);
export const DISTRIBUTION_LIST: StructureShape = structure(
  {
    Marker: text,
    NextMarker: text,
    MaxItems: integer,
    IsTruncated: flag,
    Quantity: integer,
    Items: listOf('DistributionSummary', DISTRIBUTION_SUMMARY),
  },
  ['Marker', 'MaxItems', 'IsTruncated', 'Quantity'],
);
export const DISTRIBUTION_ID_LIST: StructureShape = structure(
  {
    Marker: text,
    NextMarker: text,
    MaxItems: integer,
    IsTruncated: flag,
    Quantity: integer,
    Items: listOf('DistributionId', text),
  },
  ['Marker', 'MaxItems', 'IsTruncated', 'Quantity'],
);
