import { element, writeDocument, type XmlContent, type XmlElement } from '../xml/write.ts';
import type { Shape, StructureShape } from './shape.ts';

/** The namespace of every document, on its root alone. */
const NAMESPACE = 'http://cloudfront.amazonaws.com/doc/2020-05-31/';

/** A document as CloudFront writes it: members in the shape's order, those without a value left out. */
export function writeShape(root: string, shape: StructureShape, value: object): string {
  return writeDocument(elementOf(root, shape, value), NAMESPACE);
}

function elementOf(name: string, shape: Shape, value: unknown): XmlElement {
  switch (shape.kind) {
    case 'structure':
      return element(name, membersOf(shape, isRecord(value) ? value : {}));
    case 'list':
      return element(name, Array.isArray(value) ? value.map((item) => elementOf(shape.member, shape.of, item)) : []);
    case 'time':
      return element(name, new Date(Number(value)).toISOString());
    default:
      return element(name, String(value));
  }
}

function membersOf(shape: StructureShape, value: Readonly<Record<string, unknown>>): readonly XmlContent[] {
  return shape.members.map(([name, member]) => {
    const content = value[name];
    return content === undefined || content === null ? undefined : elementOf(name, member, content);
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
