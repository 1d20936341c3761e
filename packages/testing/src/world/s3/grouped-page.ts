import { afterPrefix } from '../store/key-order.ts';
import { commonPrefix } from './object-list.ts';

/** Something that stands in a list by its key and, among those of one key, by its id. */
export interface Placed<Item> {
  readonly key: string;
  readonly id: string;
  readonly item: Item;
}

export interface PageRequest {
  readonly prefix: string;
  readonly delimiter: string;
  readonly keyMarker: string | undefined;
  /** Only beside a key marker: where among those of that key. */
  readonly idMarker: string | undefined;
  readonly most: number;
}

export interface GroupedPage<Item> {
  readonly items: readonly Item[];
  readonly prefixes: readonly string[];
  /** What the page ended with, where another follows. */
  readonly next: { readonly key: string; readonly id?: string | undefined } | undefined;
}

/**
 * A page of what several may share a key; what shares a prefix before the delimiter is told once and jumped over.
 *
 * @param from everything from that key on, in order
 */
export function groupedPage<Item>(
  from: (start: string) => Iterable<Placed<Item>>,
  request: PageRequest,
): GroupedPage<Item> {
  const page = { items: [] as Item[], prefixes: [] as string[], next: undefined as GroupedPage<Item>['next'] };
  if (request.most <= 0) return page;
  let start = startOf(request);
  while (start !== undefined) {
    const end = fill(page, afterMarker(from(start), request), request);
    if (end.kind === 'full') return page;
    start = end.kind === 'prefix' ? afterPrefix(end.prefix) : undefined;
  }
  return { ...page, next: undefined };
}

type End =
  | { readonly kind: 'full' }
  | { readonly kind: 'prefix'; readonly prefix: string }
  | { readonly kind: 'nothing more' };

function fill<Item>(
  page: { readonly items: Item[]; readonly prefixes: string[]; next: GroupedPage<Item>['next'] },
  found: Iterable<Placed<Item>>,
  { prefix, delimiter, most }: PageRequest,
): End {
  for (const { key, id, item } of found) {
    if (page.items.length + page.prefixes.length >= most) return { kind: 'full' };
    const common = commonPrefix(key, prefix, delimiter);
    if (common !== undefined) {
      page.prefixes.push(common);
      page.next = { key: common };
      return { kind: 'prefix', prefix: common };
    }
    page.items.push(item);
    page.next = { key, id };
  }
  return { kind: 'nothing more' };
}

function startOf({ keyMarker: marker = '', idMarker, prefix, delimiter }: PageRequest): string | undefined {
  if (marker === '') return '';
  if (idMarker !== undefined) return marker;
  if (commonPrefix(marker, prefix, delimiter) === marker) return afterPrefix(marker);
  // Nothing sorts between a key and the key with a zero after it.
  return `${marker}\0`;
}

function* afterMarker<Item>(
  found: Iterable<Placed<Item>>,
  { keyMarker, idMarker }: PageRequest,
): Generator<Placed<Item>> {
  let passed = idMarker === undefined;
  for (const placed of found) {
    if (passed || placed.key !== keyMarker) yield placed;
    else passed = placed.id === idMarker;
  }
}
