import { flag, integer, listOf, type Shape, type StructureShape, structure, text, wordOf } from '../shape.ts';

// Where content comes from. Members stand in the order in which CloudFront writes them.
// Source: CloudFront API Reference (2020-05-31), the data types of the same names.

const ORIGIN_CUSTOM_HEADER: StructureShape = structure({ HeaderName: text, HeaderValue: text }, [
  'HeaderName',
  'HeaderValue',
]);
const CUSTOM_HEADERS: StructureShape = structure(
  { Quantity: integer, Items: listOf('OriginCustomHeader', ORIGIN_CUSTOM_HEADER) },
  ['Quantity'],
);
const S3_ORIGIN_CONFIG: StructureShape = structure({ OriginAccessIdentity: text, OriginReadTimeout: integer }, [
  'OriginAccessIdentity',
]);
const ORIGIN_PROTOCOL_POLICY: Shape = wordOf('http-only', 'match-viewer', 'https-only');
const SSL_PROTOCOL: Shape = wordOf('SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2');
const ORIGIN_SSL_PROTOCOLS: StructureShape = structure(
  { Quantity: integer, Items: listOf('SslProtocol', SSL_PROTOCOL) },
  ['Quantity', 'Items'],
);
const IP_ADDRESS_TYPE: Shape = wordOf('ipv4', 'ipv6', 'dualstack');
const ORIGIN_MTLS_CONFIG: StructureShape = structure({ ClientCertificateArn: text }, ['ClientCertificateArn']);
const CUSTOM_ORIGIN_CONFIG: StructureShape = structure(
  {
    HTTPPort: integer,
    HTTPSPort: integer,
    OriginProtocolPolicy: ORIGIN_PROTOCOL_POLICY,
    OriginSslProtocols: ORIGIN_SSL_PROTOCOLS,
    OriginReadTimeout: integer,
    OriginKeepaliveTimeout: integer,
    IpAddressType: IP_ADDRESS_TYPE,
    OriginMtlsConfig: ORIGIN_MTLS_CONFIG,
  },
  ['HTTPPort', 'HTTPSPort', 'OriginProtocolPolicy'],
);
const VPC_ORIGIN_CONFIG: StructureShape = structure(
  { VpcOriginId: text, OwnerAccountId: text, OriginReadTimeout: integer, OriginKeepaliveTimeout: integer },
  ['VpcOriginId'],
);
const ORIGIN_SHIELD: StructureShape = structure({ Enabled: flag, OriginShieldRegion: text }, ['Enabled']);
const ORIGIN: StructureShape = structure(
  {
    Id: text,
    DomainName: text,
    OriginPath: text,
    CustomHeaders: CUSTOM_HEADERS,
    S3OriginConfig: S3_ORIGIN_CONFIG,
    CustomOriginConfig: CUSTOM_ORIGIN_CONFIG,
    VpcOriginConfig: VPC_ORIGIN_CONFIG,
    ConnectionAttempts: integer,
    ConnectionTimeout: integer,
    ResponseCompletionTimeout: integer,
    OriginShield: ORIGIN_SHIELD,
    OriginAccessControlId: text,
  },
  ['Id', 'DomainName'],
);
export const ORIGINS: StructureShape = structure({ Quantity: integer, Items: listOf('Origin', ORIGIN) }, [
  'Quantity',
  'Items',
]);
const STATUS_CODES: StructureShape = structure({ Quantity: integer, Items: listOf('StatusCode', integer) }, [
  'Quantity',
  'Items',
]);
const ORIGIN_GROUP_FAILOVER_CRITERIA: StructureShape = structure({ StatusCodes: STATUS_CODES }, ['StatusCodes']);
const ORIGIN_GROUP_MEMBER: StructureShape = structure({ OriginId: text }, ['OriginId']);
const ORIGIN_GROUP_MEMBERS: StructureShape = structure(
  { Quantity: integer, Items: listOf('OriginGroupMember', ORIGIN_GROUP_MEMBER) },
  ['Quantity', 'Items'],
);
const ORIGIN_GROUP_SELECTION_CRITERIA: Shape = wordOf('default', 'media-quality-based');
const ORIGIN_GROUP: StructureShape = structure(
  {
    Id: text,
    FailoverCriteria: ORIGIN_GROUP_FAILOVER_CRITERIA,
    Members: ORIGIN_GROUP_MEMBERS,
    SelectionCriteria: ORIGIN_GROUP_SELECTION_CRITERIA,
  },
  ['Id', 'FailoverCriteria', 'Members'],
);
export const ORIGIN_GROUPS: StructureShape = structure(
  { Quantity: integer, Items: listOf('OriginGroup', ORIGIN_GROUP) },
  ['Quantity'],
);
