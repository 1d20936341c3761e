import { integer, listOf, type StructureShape, structure, text, time } from '../shape.ts';

// Public keys and groups of them. Members stand in the order in which CloudFront writes them.
// Source: CloudFront API Reference (2020-05-31), the data types of the same names.

export const PUBLIC_KEY_CONFIG: StructureShape = structure(
  { CallerReference: text, Name: text, EncodedKey: text, Comment: text },
  ['CallerReference', 'Name', 'EncodedKey'],
);
export const PUBLIC_KEY: StructureShape = structure(
  { Id: text, CreatedTime: time, PublicKeyConfig: PUBLIC_KEY_CONFIG },
  ['Id', 'CreatedTime', 'PublicKeyConfig'],
);
const PUBLIC_KEY_SUMMARY: StructureShape = structure(
  { Id: text, Name: text, CreatedTime: time, EncodedKey: text, Comment: text },
  ['Id', 'Name', 'CreatedTime', 'EncodedKey'],
);
export const PUBLIC_KEY_LIST: StructureShape = structure(
  { NextMarker: text, MaxItems: integer, Quantity: integer, Items: listOf('PublicKeySummary', PUBLIC_KEY_SUMMARY) },
  ['MaxItems', 'Quantity'],
);
export const KEY_GROUP_CONFIG: StructureShape = structure(
  { Name: text, Items: listOf('PublicKey', text), Comment: text },
  ['Name', 'Items'],
);
export const KEY_GROUP: StructureShape = structure(
  { Id: text, LastModifiedTime: time, KeyGroupConfig: KEY_GROUP_CONFIG },
  ['Id', 'LastModifiedTime', 'KeyGroupConfig'],
);
const KEY_GROUP_SUMMARY: StructureShape = structure({ KeyGroup: KEY_GROUP }, ['KeyGroup']);
export const KEY_GROUP_LIST: StructureShape = structure(
  { NextMarker: text, MaxItems: integer, Quantity: integer, Items: listOf('KeyGroupSummary', KEY_GROUP_SUMMARY) },
  ['MaxItems', 'Quantity'],
);
