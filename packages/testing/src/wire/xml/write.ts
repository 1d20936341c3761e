/** An element with what is in it, in order. Make one with {@link element}. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: readonly XmlContent[];
}

/** Texts and numbers are written as they are, escaped; undefined is left out; a list stands for its members. */
export type XmlContent = XmlElement | string | number | boolean | undefined | readonly XmlContent[];

/**
 * @example
 * element('Bucket', element('Name', 'public.example.org'), element('CreationDate', date))
 */
export function element(name: string, ...content: readonly XmlContent[]): XmlElement {
  return { name, attributes: {}, content };
}

/** As {@link element}, with attributes. */
export function elementWith(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...content: readonly XmlContent[]
): XmlElement {
  return { name, attributes, content };
}

/** As {@link element}, left out when its only content is undefined. */
export function optional(name: string, content: string | number | boolean | undefined): XmlElement | undefined {
  return content === undefined ? undefined : element(name, content);
}

/** A whole document: the declaration, and the namespace on its root. */
export function writeDocument(root: XmlElement, namespace?: string): string {
  const named = namespace === undefined ? root : { ...root, attributes: { xmlns: namespace, ...root.attributes } };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement(named)}`;
}

function writeElement({ name, attributes, content }: XmlElement): string {
  let start = name;
  for (const [attribute, value] of Object.entries(attributes)) start += ` ${attribute}="${escapeAttribute(value)}"`;
  const inner = writeContent(content);
  return inner === '' ? `<${start}/>` : `<${start}>${inner}</${name}>`;
}

function writeContent(content: XmlContent): string {
  if (content === undefined) return '';
  if (typeof content === 'string') return escapeText(content);
  if (typeof content === 'number' || typeof content === 'boolean') return String(content);
  if (isElement(content)) return writeElement(content);
  let text = '';
  for (const part of content) text += writeContent(part);
  return text;
}

function isElement(content: XmlElement | readonly XmlContent[]): content is XmlElement {
  return !Array.isArray(content);
}

// Line ends and tabs may stay in a text; half a surrogate pair has no UTF-8.
const SPECIAL = /[&<>\ufffe\uffff]|(?![\t\n])\p{Cc}|\p{Cs}/gu;
const SPECIAL_IN_ATTRIBUTE = /[&<>"\ufffe\uffff]|\p{Cc}|\p{Cs}/gu;

/**
 * Control characters as references: XML 1.0 has no way to write most of them, and S3 writes a key that holds one as
 * `&#x1;` all the same unless it is asked for `encoding-type=url`.
 */
function escapeText(text: string): string {
  return text.replace(SPECIAL, reference);
}

function escapeAttribute(text: string): string {
  return text.replace(SPECIAL_IN_ATTRIBUTE, reference);
}

function reference(character: string): string {
  switch (character) {
    case '&':
      return '&amp;';
    case '<':
      return '&lt;';
    case '>':
      return '&gt;';
    case '"':
      return '&quot;';
    default:
      return `&#x${character.charCodeAt(0).toString(16)};`;
  }
}
