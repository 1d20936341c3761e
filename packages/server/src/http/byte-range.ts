/** The bytes from `first` to `last`, both included. */
export interface Bytes {
  readonly first: number;
  readonly last: number;
}

export type RangeAnswer =
  /** No range, or one that may be ignored: the whole is answered. */
  { readonly kind: 'whole' } | { readonly kind: 'part'; readonly bytes: Bytes } | { readonly kind: 'unsatisfiable' };

/**
 * What the header `Range` asks of something of this size. Several ranges at once are answered with the whole, as
 * RFC 9110 section 14.2 allows, and so is what is not understood.
 */
export function readRange(header: string | undefined, size: number): RangeAnswer {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.replaceAll(' ', '').toLowerCase() ?? '');
  if (match === null) return { kind: 'whole' };
  const [, from = '', to = ''] = match;
  if (from === '' && to === '') return { kind: 'whole' };
  if (from === '') {
    const length = Math.min(Number(to), size);
    return length === 0 ? { kind: 'unsatisfiable' } : { kind: 'part', bytes: { first: size - length, last: size - 1 } };
  }
  const first = Number(from);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < first) return { kind: 'whole' };
  return first >= size ? { kind: 'unsatisfiable' } : { kind: 'part', bytes: { first, last } };
}

/** The value of `Content-Range`. */
export function contentRange(bytes: Bytes | undefined, size: number): string {
  return bytes === undefined ? `bytes */${size}` : `bytes ${bytes.first}-${bytes.last}/${size}`;
}
