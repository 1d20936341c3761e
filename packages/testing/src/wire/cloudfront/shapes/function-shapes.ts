import { binary, integer, listOf, type Shape, type StructureShape, structure, text, time, wordOf } from '../shape.ts';
import { TAGS } from './tag-shapes.ts';

// Functions at the edge. Members stand in the order in which CloudFront writes them.
// Source: CloudFront API Reference (2020-05-31), the data types of the same names.

const FUNCTION_RUNTIME: Shape = wordOf('cloudfront-js-1.0', 'cloudfront-js-2.0');
const KEY_VALUE_STORE_ASSOCIATION: StructureShape = structure({ KeyValueStoreARN: text }, ['KeyValueStoreARN']);
const KEY_VALUE_STORE_ASSOCIATIONS: StructureShape = structure(
  { Quantity: integer, Items: listOf('KeyValueStoreAssociation', KEY_VALUE_STORE_ASSOCIATION) },
  ['Quantity'],
);
const FUNCTION_CONFIG: StructureShape = structure(
  { Comment: text, Runtime: FUNCTION_RUNTIME, KeyValueStoreAssociations: KEY_VALUE_STORE_ASSOCIATIONS },
  ['Comment', 'Runtime'],
);
export const CREATE_FUNCTION_REQUEST: StructureShape = structure(
  { Name: text, FunctionConfig: FUNCTION_CONFIG, FunctionCode: binary, Tags: TAGS },
  ['Name', 'FunctionConfig', 'FunctionCode'],
);
export const UPDATE_FUNCTION_REQUEST: StructureShape = structure(
  { FunctionConfig: FUNCTION_CONFIG, FunctionCode: binary },
  ['FunctionConfig', 'FunctionCode'],
);
const FUNCTION_STAGE: Shape = wordOf('DEVELOPMENT', 'LIVE');
const FUNCTION_METADATA: StructureShape = structure(
  { FunctionARN: text, Stage: FUNCTION_STAGE, CreatedTime: time, LastModifiedTime: time },
  ['FunctionARN', 'LastModifiedTime'],
);
export const FUNCTION_SUMMARY: StructureShape = structure(
  { Name: text, Status: text, FunctionConfig: FUNCTION_CONFIG, FunctionMetadata: FUNCTION_METADATA },
  ['Name', 'FunctionConfig', 'FunctionMetadata'],
);
export const FUNCTION_LIST: StructureShape = structure(
  { NextMarker: text, MaxItems: integer, Quantity: integer, Items: listOf('FunctionSummary', FUNCTION_SUMMARY) },
  ['MaxItems', 'Quantity'],
);
