import { integer, listOf, type Shape, type StructureShape, structure, text, time, wordOf } from '../shape.ts';
import { COOKIE_NAMES, HEADERS } from './behavior-shapes.ts';
import { QUERY_STRING_NAMES } from './cache-policy-shapes.ts';

// Origin request policies. Members stand in the order in which CloudFront writes them.
// Source: CloudFront API Reference (2020-05-31), the data types of the same names.

const ORIGIN_REQUEST_POLICY_HEADER_BEHAVIOR: Shape = wordOf(
  'none',
  'whitelist',
  'allViewer',
  'allViewerAndWhitelistCloudFront',
  'allExcept',
);
const ORIGIN_REQUEST_POLICY_HEADERS_CONFIG: StructureShape = structure(
  { HeaderBehavior: ORIGIN_REQUEST_POLICY_HEADER_BEHAVIOR, Headers: HEADERS },
  ['HeaderBehavior'],
);
const ORIGIN_REQUEST_POLICY_COOKIE_BEHAVIOR: Shape = wordOf('none', 'whitelist', 'all', 'allExcept');
const ORIGIN_REQUEST_POLICY_COOKIES_CONFIG: StructureShape = structure(
  { CookieBehavior: ORIGIN_REQUEST_POLICY_COOKIE_BEHAVIOR, Cookies: COOKIE_NAMES },
  ['CookieBehavior'],
);
const ORIGIN_REQUEST_POLICY_QUERY_STRING_BEHAVIOR: Shape = wordOf('none', 'whitelist', 'all', 'allExcept');
const ORIGIN_REQUEST_POLICY_QUERY_STRINGS_CONFIG: StructureShape = structure(
  { QueryStringBehavior: ORIGIN_REQUEST_POLICY_QUERY_STRING_BEHAVIOR, QueryStrings: QUERY_STRING_NAMES },
  ['QueryStringBehavior'],
);
export const ORIGIN_REQUEST_POLICY_CONFIG: StructureShape = structure(
  {
    Comment: text,
    Name: text,
    HeadersConfig: ORIGIN_REQUEST_POLICY_HEADERS_CONFIG,
    CookiesConfig: ORIGIN_REQUEST_POLICY_COOKIES_CONFIG,
    QueryStringsConfig: ORIGIN_REQUEST_POLICY_QUERY_STRINGS_CONFIG,
  },
  ['Name', 'HeadersConfig', 'CookiesConfig', 'QueryStringsConfig'],
);
export const ORIGIN_REQUEST_POLICY: StructureShape = structure(
  { Id: text, LastModifiedTime: time, OriginRequestPolicyConfig: ORIGIN_REQUEST_POLICY_CONFIG },
  ['Id', 'LastModifiedTime', 'OriginRequestPolicyConfig'],
);
const ORIGIN_REQUEST_POLICY_TYPE: Shape = wordOf('managed', 'custom');
const ORIGIN_REQUEST_POLICY_SUMMARY: StructureShape = structure(
  { Type: ORIGIN_REQUEST_POLICY_TYPE, OriginRequestPolicy: ORIGIN_REQUEST_POLICY },
  ['Type', 'OriginRequestPolicy'],
);
export const ORIGIN_REQUEST_POLICY_LIST: StructureShape = structure(
  {
    NextMarker: text,
    MaxItems: integer,
    Quantity: integer,
    Items: listOf('OriginRequestPolicySummary', ORIGIN_REQUEST_POLICY_SUMMARY),
  },
  ['MaxItems', 'Quantity'],
);
