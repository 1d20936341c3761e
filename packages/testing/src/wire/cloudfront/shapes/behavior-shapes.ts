import { flag, integer, listOf, type Shape, type StructureShape, structure, text, wordOf } from '../shape.ts';

// How requests are answered: the default behavior and those for a path pattern. Members stand in the order in which CloudFront writes them.
// Source: CloudFront API Reference (2020-05-31), the data types of the same names.

const TRUSTED_SIGNERS: StructureShape = structure(
  { Enabled: flag, Quantity: integer, Items: listOf('AwsAccountNumber', text) },
  ['Enabled', 'Quantity'],
);
const TRUSTED_KEY_GROUPS: StructureShape = structure(
  { Enabled: flag, Quantity: integer, Items: listOf('KeyGroup', text) },
  ['Enabled', 'Quantity'],
);
const VIEWER_PROTOCOL_POLICY: Shape = wordOf('allow-all', 'https-only', 'redirect-to-https');
const METHOD: Shape = wordOf('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'OPTIONS', 'DELETE');
const CACHED_METHODS: StructureShape = structure({ Quantity: integer, Items: listOf('Method', METHOD) }, [
  'Quantity',
  'Items',
]);
const ALLOWED_METHODS: StructureShape = structure(
  { Quantity: integer, Items: listOf('Method', METHOD), CachedMethods: CACHED_METHODS },
  ['Quantity', 'Items'],
);
const EVENT_TYPE: Shape = wordOf('viewer-request', 'viewer-response', 'origin-request', 'origin-response');
const LAMBDA_FUNCTION_ASSOCIATION: StructureShape = structure(
  { LambdaFunctionARN: text, EventType: EVENT_TYPE, IncludeBody: flag },
  ['LambdaFunctionARN', 'EventType'],
);
const LAMBDA_FUNCTION_ASSOCIATIONS: StructureShape = structure(
  { Quantity: integer, Items: listOf('LambdaFunctionAssociation', LAMBDA_FUNCTION_ASSOCIATION) },
  ['Quantity'],
);
const FUNCTION_ASSOCIATION: StructureShape = structure({ FunctionARN: text, EventType: EVENT_TYPE }, [
  'FunctionARN',
  'EventType',
]);
const FUNCTION_ASSOCIATIONS: StructureShape = structure(
  { Quantity: integer, Items: listOf('FunctionAssociation', FUNCTION_ASSOCIATION) },
  ['Quantity'],
);
const GRPC_CONFIG: StructureShape = structure({ Enabled: flag }, ['Enabled']);
const ITEM_SELECTION: Shape = wordOf('none', 'whitelist', 'all');
export const COOKIE_NAMES: StructureShape = structure({ Quantity: integer, Items: listOf('Name', text) }, ['Quantity']);
const COOKIE_PREFERENCE: StructureShape = structure({ Forward: ITEM_SELECTION, WhitelistedNames: COOKIE_NAMES }, [
  'Forward',
]);
export const HEADERS: StructureShape = structure({ Quantity: integer, Items: listOf('Name', text) }, ['Quantity']);
const QUERY_STRING_CACHE_KEYS: StructureShape = structure({ Quantity: integer, Items: listOf('Name', text) }, [
  'Quantity',
]);
const FORWARDED_VALUES: StructureShape = structure(
  { QueryString: flag, Cookies: COOKIE_PREFERENCE, Headers: HEADERS, QueryStringCacheKeys: QUERY_STRING_CACHE_KEYS },
  ['QueryString', 'Cookies'],
);
export const DEFAULT_CACHE_BEHAVIOR: StructureShape = structure(
  {
    TargetOriginId: text,
    TrustedSigners: TRUSTED_SIGNERS,
    TrustedKeyGroups: TRUSTED_KEY_GROUPS,
    ViewerProtocolPolicy: VIEWER_PROTOCOL_POLICY,
    AllowedMethods: ALLOWED_METHODS,
    SmoothStreaming: flag,
    Compress: flag,
    LambdaFunctionAssociations: LAMBDA_FUNCTION_ASSOCIATIONS,
    FunctionAssociations: FUNCTION_ASSOCIATIONS,
    FieldLevelEncryptionId: text,
    RealtimeLogConfigArn: text,
    CachePolicyId: text,
    OriginRequestPolicyId: text,
    ResponseHeadersPolicyId: text,
    GrpcConfig: GRPC_CONFIG,
    ForwardedValues: FORWARDED_VALUES,
    MinTTL: integer,
    DefaultTTL: integer,
    MaxTTL: integer,
  },
  ['TargetOriginId', 'ViewerProtocolPolicy'],
);
const CACHE_BEHAVIOR: StructureShape = structure(
  {
    PathPattern: text,
    TargetOriginId: text,
    TrustedSigners: TRUSTED_SIGNERS,
    TrustedKeyGroups: TRUSTED_KEY_GROUPS,
    ViewerProtocolPolicy: VIEWER_PROTOCOL_POLICY,
    AllowedMethods: ALLOWED_METHODS,
    SmoothStreaming: flag,
    Compress: flag,
    LambdaFunctionAssociations: LAMBDA_FUNCTION_ASSOCIATIONS,
    FunctionAssociations: FUNCTION_ASSOCIATIONS,
    FieldLevelEncryptionId: text,
    RealtimeLogConfigArn: text,
    CachePolicyId: text,
    OriginRequestPolicyId: text,
    ResponseHeadersPolicyId: text,
    GrpcConfig: GRPC_CONFIG,
    ForwardedValues: FORWARDED_VALUES,
    MinTTL: integer,
    DefaultTTL: integer,
    MaxTTL: integer,
  },
  ['PathPattern', 'TargetOriginId', 'ViewerProtocolPolicy'],
);
export const CACHE_BEHAVIORS: StructureShape = structure(
  { Quantity: integer, Items: listOf('CacheBehavior', CACHE_BEHAVIOR) },
  ['Quantity'],
);
