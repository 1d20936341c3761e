import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { WIRE_LIMITS } from '../limits.ts';

/** An element as it was read. Names are without their prefix; nothing is guessed to be a number. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The elements in it, in their order. */
  readonly children: readonly XmlNode[];
  /** Its own text, with CDATA, as it is written; of an element with children whatever stands between them. */
  readonly text: string;
}

export type XmlReading =
  | { readonly ok: true; readonly root: XmlNode }
  | { readonly ok: false; readonly reason: string };

const TEXT = '#text';
const CDATA = '#cdata';
const ATTRIBUTES = ':@';

const parser: XMLParser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: false,
  // The five references and the numeric ones are read below; a document type, which could define more, is refused.
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  textNodeName: TEXT,
  cdataPropName: CDATA,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: WIRE_LIMITS.xmlDepth,
});

/** Reads a document. Refuses document types (and so entities of one's own) and what is nested too deep. */
export function readXml(text: string): XmlReading {
  const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (/<!DOCTYPE/i.test(source)) return { ok: false, reason: 'A document type is not allowed.' };
  try {
    const validity = XMLValidator.validate(source);
    if (validity !== true) return { ok: false, reason: validity.err.msg };
    const roots = nodesOf(parser.parse(source));
    const [root, second] = roots;
    if (root === undefined) return { ok: false, reason: 'The document is empty.' };
    if (second !== undefined) return { ok: false, reason: 'The document has more than one root.' };
    return { ok: true, root };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : 'The document cannot be read.' };
  }
}

/** The first child of that name. */
export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((child) => child.name === name);
}

/** Every child of that name, in order. */
export function childrenOf(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  return node?.children.filter((child) => child.name === name) ?? [];
}

/** The text of the first child of that name; undefined when there is none. */
export function textOf(node: XmlNode | undefined, name: string): string | undefined {
  return childOf(node, name)?.text;
}

/** The parser's answer is checked here, where it enters: a list of objects with one element each. */
function nodesOf(parsed: unknown): XmlNode[] {
  return partsOf(parsed).flatMap((item): readonly XmlNode[] => {
    const name = Object.keys(item).find((key) => key !== ATTRIBUTES && key !== TEXT && key !== CDATA);
    return name === undefined ? [] : [nodeOf(name, item)];
  });
}

function nodeOf(name: string, item: Readonly<Record<string, unknown>>): XmlNode {
  const content = item[name];
  return {
    name: name.slice(name.indexOf(':') + 1),
    attributes: attributesOf(item[ATTRIBUTES]),
    children: nodesOf(content),
    text: textWithin(content),
  };
}

function textWithin(content: unknown): string {
  return partsOf(content)
    .map((part) => (typeof part[TEXT] === 'string' ? resolved(part[TEXT]) : literalWithin(part[CDATA])))
    .join('');
}

/** CDATA is taken as it is. */
function literalWithin(content: unknown): string {
  return partsOf(content)
    .map((part) => (typeof part[TEXT] === 'string' ? part[TEXT] : ''))
    .join('');
}

function partsOf(content: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(content) ? content.filter(isRecord) : [];
}

function attributesOf(found: unknown): Readonly<Record<string, string>> {
  if (!isRecord(found)) return {};
  return Object.fromEntries(Object.entries(found).map(([name, value]) => [name, resolved(String(value))]));
}

/** Source: XML 1.0 §4.6, the predefined entities, and §4.1, character references. Line ends: §2.11. */
function resolved(text: string): string {
  const ended = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  if (!ended.includes('&')) return ended;
  return ended.replace(/&([^;&\s]{1,12});/g, (written: string, name: string) => {
    const known = PREDEFINED.get(name);
    if (known !== undefined) return known;
    const number = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(name);
    if (number === null) throw new Error(`The entity ${written} is not defined.`);
    const point = number[1] === undefined ? Number(number[2]) : Number.parseInt(number[1], 16);
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) throw new Error(`${written} is no character.`);
    return String.fromCodePoint(point);
  });
}

const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
