/**
 * Compares as the UTF-8 bytes of the strings compare, which is also the order of their code points. JavaScript
 * compares UTF-16 units instead, and so puts U+1F600 before U+FF01.
 * Source: Amazon S3 API Reference, ListObjectsV2 ("returned in UTF-8 binary order").
 */
export function compareKeys(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  for (let index = 0; index < shorter; index += 1) {
    const one = left.charCodeAt(index);
    const other = right.charCodeAt(index);
    if (one !== other) return rank(one) - rank(other);
  }
  return left.length - right.length;
}

/** Units in the order of the code points they begin: surrogates stand for what lies above U+FFFF. */
function rank(unit: number): number {
  if (unit >= 0xe000) return unit - 0x800;
  return unit >= 0xd800 ? unit + 0x2000 : unit;
}

const LAST_CODE_POINT = 0x10ffff;

/** The first string after every string that begins with the prefix; undefined when nothing can come after those. */
export function afterPrefix(prefix: string): string | undefined {
  const points = [...prefix];
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    const point = last.codePointAt(0) ?? 0;
    if (point === LAST_CODE_POINT) continue;
    const next = point === 0xd7ff ? 0xe000 : point + 1;
    return points.join('') + String.fromCodePoint(next);
  }
  return undefined;
}

/** Where a scan of this range begins: the lowest key that can be in it. */
export function lowestKey(range: {
  readonly prefix?: string | undefined;
  readonly from?: string | undefined;
  readonly after?: string | undefined;
}): string {
  const bounds = [range.prefix ?? '', range.from ?? '', range.after === undefined ? '' : `${range.after}\0`];
  return bounds.reduce((lowest, bound) => (compareKeys(bound, lowest) > 0 ? bound : lowest));
}
