import { XMLParser } from 'fast-xml-parser';
import { S3FrontError } from '../errors.ts';

/** An element: its text, or its children by name. */
type XmlNode = string | { readonly [name: string]: readonly XmlNode[] };

const TEXT = '#text';

const parser: XMLParser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  // Texts are not compared, so they need no meaning.
  processEntities: false,
  parseTagValue: false,
  isArray: () => true,
});

/**
 * Refuses to go on when the SDK has dropped something of a configuration: it does not know elements that are newer
 * than its model, and CloudFront replaces the whole configuration on update, so they would be switched off.
 *
 * @param answer the XML as CloudFront sent it
 * @param config what the SDK made of it
 * @throws `CONFIG_NEWER_THAN_SDK`
 */
export function assertNothingLost(answer: string, config: object, distribution: string): void {
  const lost = lostElements(answer, config);
  if (lost.length === 0) return;
  throw new S3FrontError({
    code: 'CONFIG_NEWER_THAN_SDK',
    kind: 'internal',
    message: `cf://${distribution} has settings that this version does not know and would lose: ${lost.join(', ')}. Nothing was changed.`,
    hint: 'Update s3front, or make this change in the CloudFront console.',
  });
}

/**
 * The elements of the XML that are not in the object, as paths such as `DefaultCacheBehavior.NewThing`. An unknown
 * element without any text in it says nothing, so it is no loss.
 */
export function lostElements(xml: string, value: object): readonly string[] {
  const document: Readonly<Record<string, readonly XmlNode[]>> = parser.parse(xml);
  const roots = Object.values(document).flat();
  return [...new Set(roots.flatMap((root) => lostBelow(root, value, '')))];
}

function lostBelow(node: XmlNode, value: unknown, path: string): readonly string[] {
  if (typeof node === 'string') return [];
  if (Array.isArray(value)) return lostItems(node, value, path);
  const known = new Map<string, unknown>(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  return childrenOf(node).flatMap(([name, nodes]) => {
    const member = known.get(name);
    const here = join(path, name);
    const [only, ...more] = nodes;
    if (member === undefined || only === undefined || more.length > 0) return nodes.some(saysSomething) ? [here] : [];
    return lostBelow(only, member, here);
  });
}

/** The SDK reads one element name of a list, which its model tells and we do not have: the one with as many elements. */
function lostItems(node: Exclude<XmlNode, string>, items: readonly unknown[], path: string): readonly string[] {
  const children = childrenOf(node);
  const read = children.find(([, nodes]) => nodes.length === items.length)?.[0];
  return children.flatMap(([name, nodes]) => {
    const here = join(path, name);
    if (name !== read) return nodes.some(saysSomething) ? [here] : [];
    return nodes.flatMap((item, index) => lostBelow(item, items[index], here));
  });
}

function childrenOf(node: Exclude<XmlNode, string>): readonly (readonly [string, readonly XmlNode[]])[] {
  return Object.entries(node).filter(([name]) => name !== TEXT);
}

function saysSomething(node: XmlNode): boolean {
  if (typeof node === 'string') return node.trim() !== '';
  return Object.values(node).some((nodes) => nodes.some(saysSomething));
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
