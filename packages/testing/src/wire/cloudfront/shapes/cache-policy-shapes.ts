import { flag, integer, listOf, type Shape, type StructureShape, structure, text, time, wordOf } from '../shape.ts';
import { COOKIE_NAMES, HEADERS } from './behavior-shapes.ts';

// Cache policies. Members stand in the order in which CloudFront writes them.
// Source: CloudFront API Reference (2020-05-31), the data types of the same names.

const CACHE_POLICY_HEADER_BEHAVIOR: Shape = wordOf('none', 'whitelist');
const CACHE_POLICY_HEADERS_CONFIG: StructureShape = structure(
  { HeaderBehavior: CACHE_POLICY_HEADER_BEHAVIOR, Headers: HEADERS },
  ['HeaderBehavior'],
);
const CACHE_POLICY_COOKIE_BEHAVIOR: Shape = wordOf('none', 'whitelist', 'allExcept', 'all');
const CACHE_POLICY_COOKIES_CONFIG: StructureShape = structure(
  { CookieBehavior: CACHE_POLICY_COOKIE_BEHAVIOR, Cookies: COOKIE_NAMES },
  ['CookieBehavior'],
);
const CACHE_POLICY_QUERY_STRING_BEHAVIOR: Shape = wordOf('none', 'whitelist', 'allExcept', 'all');
export const QUERY_STRING_NAMES: StructureShape = structure({ Quantity: integer, Items: listOf('Name', text) }, [
  'Quantity',
]);
const CACHE_POLICY_QUERY_STRINGS_CONFIG: StructureShape = structure(
  { QueryStringBehavior: CACHE_POLICY_QUERY_STRING_BEHAVIOR, QueryStrings: QUERY_STRING_NAMES },
  ['QueryStringBehavior'],
);
const PARAMETERS_IN_CACHE_KEY_AND_FORWARDED_TO_ORIGIN: StructureShape = structure(
  {
    EnableAcceptEncodingGzip: flag,
    EnableAcceptEncodingBrotli: flag,
    HeadersConfig: CACHE_POLICY_HEADERS_CONFIG,
    CookiesConfig: CACHE_POLICY_COOKIES_CONFIG,
    QueryStringsConfig: CACHE_POLICY_QUERY_STRINGS_CONFIG,
  },
  ['EnableAcceptEncodingGzip', 'HeadersConfig', 'CookiesConfig', 'QueryStringsConfig'],
);
export const CACHE_POLICY_CONFIG: StructureShape = structure(
  {
    Comment: text,
    Name: text,
    DefaultTTL: integer,
    MaxTTL: integer,
    MinTTL: integer,
    ParametersInCacheKeyAndForwardedToOrigin: PARAMETERS_IN_CACHE_KEY_AND_FORWARDED_TO_ORIGIN,
  },
  ['Name', 'MinTTL'],
);
export const CACHE_POLICY: StructureShape = structure(
  { Id: text, LastModifiedTime: time, CachePolicyConfig: CACHE_POLICY_CONFIG },
  ['Id', 'LastModifiedTime', 'CachePolicyConfig'],
);
const CACHE_POLICY_TYPE: Shape = wordOf('managed', 'custom');
const CACHE_POLICY_SUMMARY: StructureShape = structure({ Type: CACHE_POLICY_TYPE, CachePolicy: CACHE_POLICY }, [
  'Type',
  'CachePolicy',
]);
export const CACHE_POLICY_LIST: StructureShape = structure(
  { NextMarker: text, MaxItems: integer, Quantity: integer, Items: listOf('CachePolicySummary', CACHE_POLICY_SUMMARY) },
  ['MaxItems', 'Quantity'],
);
