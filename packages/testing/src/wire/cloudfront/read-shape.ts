import { cloudFrontError } from '../../world/aws-error.ts';
import { readXml, type XmlNode } from '../xml/read.ts';
import type { Shape, StructureShape } from './shape.ts';

/**
 * Reads a document that a client sent. Elements may stand in any order; one that the shape does not have, one that
 * comes twice, and a value that is no value of its kind are malformed. That a missing member is answered with
 * `InvalidArgument` in these words is not documented; the World's own checks say the same.
 *
 * @typeParam Value the type of what has the shape: the one place where the two meet, so keep them together
 * @throws `MissingBody`, `MalformedXML`, `InvalidArgument`
 */
export function readDocument<Value>(source: string, root: string, shape: StructureShape): Value {
  if (source.trim() === '') {
    throw cloudFrontError(
      'MissingBody',
      'This operation requires a body. Ensure that the body is present and the Content-Type header is set.',
    );
  }
  const read = readXml(source);
  if (!read.ok) throw malformed('The XML document that you provided is not well-formed.');
  if (read.root.name !== root) throw malformed(`The document must be a ${root}, not a ${read.root.name}.`);
  // Checked by the shape.
  return readStructure(read.root, shape) as Value;
}

function readStructure(node: XmlNode, shape: StructureShape): Readonly<Record<string, unknown>> {
  if (node.children.length === 0 && node.text.trim() !== '') throw malformed(`${node.name} must not be a text.`);
  const values = new Map<string, unknown>();
  for (const child of node.children) {
    const member = shape.members.find(([name]) => name === child.name);
    if (member === undefined) throw malformed(`The element ${child.name} is not expected in ${node.name}.`);
    if (values.has(child.name)) throw malformed(`The element ${child.name} is given more than once.`);
    values.set(child.name, readValue(child, member[1]));
  }
  for (const name of shape.required) {
    if (!values.has(name)) throw cloudFrontError('InvalidArgument', `The parameter ${name} is required.`);
  }
  return Object.fromEntries(values);
}

function readValue(node: XmlNode, shape: Shape): unknown {
  if (shape.kind === 'structure') return readStructure(node, shape);
  if (shape.kind === 'list') return readList(node, shape.member, shape.of);
  const [child] = node.children;
  if (child !== undefined) throw malformed(`The element ${child.name} is not expected in ${node.name}.`);
  switch (shape.kind) {
    case 'text':
      return node.text;
    case 'binary':
      return readBinary(node);
    case 'integer':
      return readNumber(node, /^[+-]?\d{1,18}$/);
    case 'decimal':
      return readNumber(node, /^[+-]?(?:\d{1,18}(?:\.\d{0,18})?|\.\d{1,18})(?:[eE][+-]?\d{1,2})?$/);
    case 'flag':
      return readFlag(node);
    case 'time':
      return readTime(node);
    case 'word':
      return readWord(node, shape.words);
  }
}

function readList(node: XmlNode, member: string, shape: Shape): readonly unknown[] {
  const stranger = node.children.find((child) => child.name !== member);
  if (stranger !== undefined) throw malformed(`The element ${stranger.name} is not expected in ${node.name}.`);
  return node.children.map((child) => readValue(child, shape));
}

function readNumber(node: XmlNode, form: RegExp): number {
  const written = node.text.trim();
  if (!form.test(written)) throw malformed(`'${written}' is not a valid number for ${node.name}.`);
  return Number(written);
}

/** Source: XML Schema part 2, boolean. */
function readFlag(node: XmlNode): boolean {
  const written = node.text.trim().toLowerCase();
  if (written === 'true' || written === '1') return true;
  if (written === 'false' || written === '0') return false;
  throw malformed(`'${written}' is not a valid boolean for ${node.name}.`);
}

function readTime(node: XmlNode): number {
  const at = Date.parse(node.text.trim());
  if (Number.isNaN(at)) throw malformed(`'${node.text.trim()}' is not a valid time for ${node.name}.`);
  return at;
}

function readWord(node: XmlNode, words: readonly string[]): string {
  const written = node.text.trim();
  if (words.includes(written)) return written;
  throw malformed(
    `1 validation error detected: Value '${written}' at '${node.name}' failed to satisfy constraint: Member must satisfy enum value set: [${words.join(', ')}]`,
  );
}

/** In one spelling, so that the same bytes are the same text. */
function readBinary(node: XmlNode): string {
  const written = node.text.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(written)) throw malformed(`${node.name} is not valid Base64.`);
  return Buffer.from(written, 'base64').toString('base64');
}

function malformed(message: string): Error {
  return cloudFrontError('MalformedXML', message);
}
