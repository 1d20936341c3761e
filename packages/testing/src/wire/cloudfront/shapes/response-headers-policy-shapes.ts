import {
  decimal,
  flag,
  integer,
  listOf,
  type Shape,
  type StructureShape,
  structure,
  text,
  time,
  wordOf,
} from '../shape.ts';

// Response headers policies. Members stand in the order in which CloudFront writes them.
// Source: CloudFront API Reference (2020-05-31), the data types of the same names.

const RESPONSE_HEADERS_POLICY_ACCESS_CONTROL_ALLOW_ORIGINS: StructureShape = structure(
  { Quantity: integer, Items: listOf('Origin', text) },
  ['Quantity', 'Items'],
);
const RESPONSE_HEADERS_POLICY_ACCESS_CONTROL_ALLOW_HEADERS: StructureShape = structure(
  { Quantity: integer, Items: listOf('Header', text) },
  ['Quantity', 'Items'],
);
const RESPONSE_HEADERS_POLICY_ACCESS_CONTROL_ALLOW_METHODS_VALUES: Shape = wordOf(
  'GET',
  'POST',
  'OPTIONS',
  'PUT',
  'DELETE',
  'PATCH',
  'HEAD',
  'ALL',
);
const RESPONSE_HEADERS_POLICY_ACCESS_CONTROL_ALLOW_METHODS: StructureShape = structure(
  { Quantity: integer, Items: listOf('Method', RESPONSE_HEADERS_POLICY_ACCESS_CONTROL_ALLOW_METHODS_VALUES) },
  ['Quantity', 'Items'],
);
const RESPONSE_HEADERS_POLICY_ACCESS_CONTROL_EXPOSE_HEADERS: StructureShape = structure(
  { Quantity: integer, Items: listOf('Header', text) },
  ['Quantity'],
);
const RESPONSE_HEADERS_POLICY_CORS_CONFIG: StructureShape = structure(
  {
    AccessControlAllowOrigins: RESPONSE_HEADERS_POLICY_ACCESS_CONTROL_ALLOW_ORIGINS,
    AccessControlAllowHeaders: RESPONSE_HEADERS_POLICY_ACCESS_CONTROL_ALLOW_HEADERS,
    AccessControlAllowMethods: RESPONSE_HEADERS_POLICY_ACCESS_CONTROL_ALLOW_METHODS,
    AccessControlAllowCredentials: flag,
    AccessControlExposeHeaders: RESPONSE_HEADERS_POLICY_ACCESS_CONTROL_EXPOSE_HEADERS,
    AccessControlMaxAgeSec: integer,
    OriginOverride: flag,
  },
  [
    'AccessControlAllowOrigins',
    'AccessControlAllowHeaders',
    'AccessControlAllowMethods',
    'AccessControlAllowCredentials',
    'OriginOverride',
  ],
);
const RESPONSE_HEADERS_POLICY_XSS_PROTECTION: StructureShape = structure(
  { Override: flag, Protection: flag, ModeBlock: flag, ReportUri: text },
  ['Override', 'Protection'],
);
const FRAME_OPTIONS_LIST: Shape = wordOf('DENY', 'SAMEORIGIN');
const RESPONSE_HEADERS_POLICY_FRAME_OPTIONS: StructureShape = structure(
  { Override: flag, FrameOption: FRAME_OPTIONS_LIST },
  ['Override', 'FrameOption'],
);
const REFERRER_POLICY_LIST: Shape = wordOf(
  'no-referrer',
  'no-referrer-when-downgrade',
  'origin',
  'origin-when-cross-origin',
  'same-origin',
  'strict-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
);
const RESPONSE_HEADERS_POLICY_REFERRER_POLICY: StructureShape = structure(
  { Override: flag, ReferrerPolicy: REFERRER_POLICY_LIST },
  ['Override', 'ReferrerPolicy'],
);
const RESPONSE_HEADERS_POLICY_CONTENT_SECURITY_POLICY: StructureShape = structure(
  { Override: flag, ContentSecurityPolicy: text },
  ['Override', 'ContentSecurityPolicy'],
);
const RESPONSE_HEADERS_POLICY_CONTENT_TYPE_OPTIONS: StructureShape = structure({ Override: flag }, ['Override']);
const RESPONSE_HEADERS_POLICY_STRICT_TRANSPORT_SECURITY: StructureShape = structure(
  { Override: flag, IncludeSubdomains: flag, Preload: flag, AccessControlMaxAgeSec: integer },
  ['Override', 'AccessControlMaxAgeSec'],
);
const RESPONSE_HEADERS_POLICY_SECURITY_HEADERS_CONFIG: StructureShape = structure({
  XSSProtection: RESPONSE_HEADERS_POLICY_XSS_PROTECTION,
  FrameOptions: RESPONSE_HEADERS_POLICY_FRAME_OPTIONS,
  ReferrerPolicy: RESPONSE_HEADERS_POLICY_REFERRER_POLICY,
  ContentSecurityPolicy: RESPONSE_HEADERS_POLICY_CONTENT_SECURITY_POLICY,
  ContentTypeOptions: RESPONSE_HEADERS_POLICY_CONTENT_TYPE_OPTIONS,
  StrictTransportSecurity: RESPONSE_HEADERS_POLICY_STRICT_TRANSPORT_SECURITY,
});
const RESPONSE_HEADERS_POLICY_SERVER_TIMING_HEADERS_CONFIG: StructureShape = structure(
  { Enabled: flag, SamplingRate: decimal },
  ['Enabled'],
);
const RESPONSE_HEADERS_POLICY_CUSTOM_HEADER: StructureShape = structure({ Header: text, Value: text, Override: flag }, [
  'Header',
  'Value',
  'Override',
]);
const RESPONSE_HEADERS_POLICY_CUSTOM_HEADERS_CONFIG: StructureShape = structure(
  { Quantity: integer, Items: listOf('ResponseHeadersPolicyCustomHeader', RESPONSE_HEADERS_POLICY_CUSTOM_HEADER) },
  ['Quantity'],
);
const RESPONSE_HEADERS_POLICY_REMOVE_HEADER: StructureShape = structure({ Header: text }, ['Header']);
const RESPONSE_HEADERS_POLICY_REMOVE_HEADERS_CONFIG: StructureShape = structure(
  { Quantity: integer, Items: listOf('ResponseHeadersPolicyRemoveHeader', RESPONSE_HEADERS_POLICY_REMOVE_HEADER) },
  ['Quantity'],
);
export const RESPONSE_HEADERS_POLICY_CONFIG: StructureShape = structure(
  {
    Comment: text,
    Name: text,
    CorsConfig: RESPONSE_HEADERS_POLICY_CORS_CONFIG,
    SecurityHeadersConfig: RESPONSE_HEADERS_POLICY_SECURITY_HEADERS_CONFIG,
    ServerTimingHeadersConfig: RESPONSE_HEADERS_POLICY_SERVER_TIMING_HEADERS_CONFIG,
    CustomHeadersConfig: RESPONSE_HEADERS_POLICY_CUSTOM_HEADERS_CONFIG,
    RemoveHeadersConfig: RESPONSE_HEADERS_POLICY_REMOVE_HEADERS_CONFIG,
  },
  ['Name'],
);
export const RESPONSE_HEADERS_POLICY: StructureShape = structure(
  { Id: text, LastModifiedTime: time, ResponseHeadersPolicyConfig: RESPONSE_HEADERS_POLICY_CONFIG },
  ['Id', 'LastModifiedTime', 'ResponseHeadersPolicyConfig'],
);
const RESPONSE_HEADERS_POLICY_TYPE: Shape = wordOf('managed', 'custom');
const RESPONSE_HEADERS_POLICY_SUMMARY: StructureShape = structure(
  { Type: RESPONSE_HEADERS_POLICY_TYPE, ResponseHeadersPolicy: RESPONSE_HEADERS_POLICY },
  ['Type', 'ResponseHeadersPolicy'],
);
export const RESPONSE_HEADERS_POLICY_LIST: StructureShape = structure(
  {
    NextMarker: text,
    MaxItems: integer,
    Quantity: integer,
    Items: listOf('ResponseHeadersPolicySummary', RESPONSE_HEADERS_POLICY_SUMMARY),
  },
  ['MaxItems', 'Quantity'],
);
