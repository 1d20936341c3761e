import { integer, listOf, type Shape, type StructureShape, structure, text, time, wordOf } from '../shape.ts';
import { TAGS } from './tag-shapes.ts';

// Key value stores. Members stand in the order in which CloudFront writes them.
// Source: CloudFront API Reference (2020-05-31), the data types of the same names.

const IMPORT_SOURCE_TYPE: Shape = wordOf('S3');
const IMPORT_SOURCE: StructureShape = structure({ SourceType: IMPORT_SOURCE_TYPE, SourceARN: text }, [
  'SourceType',
  'SourceARN',
]);
export const CREATE_KEY_VALUE_STORE_REQUEST: StructureShape = structure(
  { Name: text, Comment: text, ImportSource: IMPORT_SOURCE, Tags: TAGS },
  ['Name'],
);
export const UPDATE_KEY_VALUE_STORE_REQUEST: StructureShape = structure({ Comment: text }, ['Comment']);
export const KEY_VALUE_STORE: StructureShape = structure(
  { Name: text, Id: text, Comment: text, ARN: text, Status: text, LastModifiedTime: time },
  ['Name', 'Id', 'Comment', 'ARN', 'LastModifiedTime'],
);
export const KEY_VALUE_STORE_LIST: StructureShape = structure(
  { NextMarker: text, MaxItems: integer, Quantity: integer, Items: listOf('KeyValueStore', KEY_VALUE_STORE) },
  ['MaxItems', 'Quantity'],
);
