import { flag, integer, listOf, type Shape, type StructureShape, structure, text, wordOf } from '../shape.ts';

// Origin access controls and origin access identities. Members stand in the order in which CloudFront writes them.
// Source: CloudFront API Reference (2020-05-31), the data types of the same names.

const ORIGIN_ACCESS_CONTROL_SIGNING_PROTOCOLS: Shape = wordOf('sigv4', 'sigv4a');
const ORIGIN_ACCESS_CONTROL_SIGNING_BEHAVIORS: Shape = wordOf('never', 'always', 'no-override', 'always-amz-auth');
const ORIGIN_ACCESS_CONTROL_ORIGIN_TYPES: Shape = wordOf('s3', 'mediastore', 'mediapackagev2', 'lambda');
export const ORIGIN_ACCESS_CONTROL_CONFIG: StructureShape = structure(
  {
    Name: text,
    Description: text,
    SigningProtocol: ORIGIN_ACCESS_CONTROL_SIGNING_PROTOCOLS,
    SigningBehavior: ORIGIN_ACCESS_CONTROL_SIGNING_BEHAVIORS,
    OriginAccessControlOriginType: ORIGIN_ACCESS_CONTROL_ORIGIN_TYPES,
  },
  ['Name', 'SigningProtocol', 'SigningBehavior', 'OriginAccessControlOriginType'],
);
export const ORIGIN_ACCESS_CONTROL: StructureShape = structure(
  { Id: text, OriginAccessControlConfig: ORIGIN_ACCESS_CONTROL_CONFIG },
  ['Id'],
);
const ORIGIN_ACCESS_CONTROL_SUMMARY: StructureShape = structure(
  {
    Id: text,
    Description: text,
    Name: text,
    SigningProtocol: ORIGIN_ACCESS_CONTROL_SIGNING_PROTOCOLS,
    SigningBehavior: ORIGIN_ACCESS_CONTROL_SIGNING_BEHAVIORS,
    OriginAccessControlOriginType: ORIGIN_ACCESS_CONTROL_ORIGIN_TYPES,
  },
  ['Id', 'Description', 'Name', 'SigningProtocol', 'SigningBehavior', 'OriginAccessControlOriginType'],
);
export const ORIGIN_ACCESS_CONTROL_LIST: StructureShape = structure(
  {
    Marker: text,
    NextMarker: text,
    MaxItems: integer,
    IsTruncated: flag,
    Quantity: integer,
    Items: listOf('OriginAccessControlSummary', ORIGIN_ACCESS_CONTROL_SUMMARY),
  },
  ['Marker', 'MaxItems', 'IsTruncated', 'Quantity'],
);
export const CLOUD_FRONT_ORIGIN_ACCESS_IDENTITY_CONFIG: StructureShape = structure(
  { CallerReference: text, Comment: text },
  ['CallerReference', 'Comment'],
);
export const CLOUD_FRONT_ORIGIN_ACCESS_IDENTITY: StructureShape = structure(
  {
    Id: text,
    S3CanonicalUserId: text,
    CloudFrontOriginAccessIdentityConfig: CLOUD_FRONT_ORIGIN_ACCESS_IDENTITY_CONFIG,
  },
  ['Id', 'S3CanonicalUserId'],
);
const CLOUD_FRONT_ORIGIN_ACCESS_IDENTITY_SUMMARY: StructureShape = structure(
  { Id: text, S3CanonicalUserId: text, Comment: text },
  ['Id', 'S3CanonicalUserId', 'Comment'],
);
export const CLOUD_FRONT_ORIGIN_ACCESS_IDENTITY_LIST: StructureShape = structure(
  {
    Marker: text,
    NextMarker: text,
    MaxItems: integer,
    IsTruncated: flag,
    Quantity: integer,
    Items: listOf('CloudFrontOriginAccessIdentitySummary', CLOUD_FRONT_ORIGIN_ACCESS_IDENTITY_SUMMARY),
  },
  ['Marker', 'MaxItems', 'IsTruncated', 'Quantity'],
);
