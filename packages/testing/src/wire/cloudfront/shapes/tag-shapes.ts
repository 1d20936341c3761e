import { listOf, type StructureShape, structure, text } from '../shape.ts';

// Tags. Members stand in the order in which CloudFront writes them.
// Source: CloudFront API Reference (2020-05-31), the data types of the same names.

const TAG: StructureShape = structure({ Key: text, Value: text }, ['Key']);
export const TAGS: StructureShape = structure({ Items: listOf('Tag', TAG) });
export const TAG_KEYS: StructureShape = structure({ Items: listOf('Key', text) });
