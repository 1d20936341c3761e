import type { ObjectHead } from '@s3front/core';
import { type Bytes, readRange } from './byte-range.ts';
import { matchesStrongly, matchesWeakly, parseTagCondition } from './entity-tag.ts';

/** Gives a header of the request by its name in lower case. */
export type HeaderOf = (name: string) => string | undefined;

export type Wanted =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly bytes: Bytes }
  | { readonly kind: 'unsatisfiable' }
  | { readonly kind: 'not-modified' }
  | { readonly kind: 'precondition-failed' };

const HEADERS = ['if-match', 'if-unmodified-since', 'if-none-match', 'if-modified-since', 'range'];

/** True when the answer depends on more than the object's name. */
export function isConditional(header: HeaderOf): boolean {
  return HEADERS.some((name) => header(name) !== undefined);
}

/** What a request for an object gets, in the order of RFC 9110 section 13.2.2. */
export function wantedOf(header: HeaderOf, head: ObjectHead): Wanted {
  const ifMatch = header('if-match');
  if (ifMatch !== undefined) {
    if (!matchesStrongly(parseTagCondition('If-Match', ifMatch), head.etag)) return { kind: 'precondition-failed' };
  } else if (changedSince(head, header('if-unmodified-since')) === true) {
    return { kind: 'precondition-failed' };
  }
  const ifNoneMatch = header('if-none-match');
  if (ifNoneMatch !== undefined) {
    if (matchesWeakly(parseTagCondition('If-None-Match', ifNoneMatch), head.etag)) return { kind: 'not-modified' };
  } else if (changedSince(head, header('if-modified-since')) === false) {
    return { kind: 'not-modified' };
  }
  return rangeHolds(header('if-range'), head) ? readRange(header('range'), head.size) : { kind: 'whole' };
}

/** Undefined where no date is given, or what is no date: then the header does not count. */
function changedSince(head: ObjectHead, date: string | undefined): boolean | undefined {
  const since = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(since) ? undefined : seconds(head.lastModified) > seconds(since);
}

/** A range of another version is of no use: then the whole is answered. */
function rangeHolds(ifRange: string | undefined, head: ObjectHead): boolean {
  if (ifRange === undefined) return true;
  if (ifRange.startsWith('"')) return ifRange === `"${head.etag}"`;
  const date = Date.parse(ifRange);
  return !Number.isNaN(date) && seconds(date) === seconds(head.lastModified);
}

/** HTTP dates have no smaller unit. */
function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
