import { flag, integer, listOf, type StructureShape, structure, text, time } from '../shape.ts';

// Invalidations. Members stand in the order in which CloudFront writes them.
// Source: CloudFront API Reference (2020-05-31), the data types of the same names.

const PATHS: StructureShape = structure({ Quantity: integer, Items: listOf('Path', text) }, ['Quantity']);
export const INVALIDATION_BATCH: StructureShape = structure({ Paths: PATHS, CallerReference: text }, [
  'Paths',
  'CallerReference',
]);
export const INVALIDATION: StructureShape = structure(
  { Id: text, Status: text, CreateTime: time, InvalidationBatch: INVALIDATION_BATCH },
  ['Id', 'Status', 'CreateTime', 'InvalidationBatch'],
);
const INVALIDATION_SUMMARY: StructureShape = structure({ Id: text, CreateTime: time, Status: text }, [
  'Id',
  'CreateTime',
  'Status',
]);
export const INVALIDATION_LIST: StructureShape = structure(
  {
    Marker: text,
    NextMarker: text,
    MaxItems: integer,
    IsTruncated: flag,
    Quantity: integer,
    Items: listOf('InvalidationSummary', INVALIDATION_SUMMARY),
  },
  ['Marker', 'MaxItems', 'IsTruncated', 'Quantity'],
);
