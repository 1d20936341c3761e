import { HttpProblem } from '../problem/http-problem.ts';

/** What `If-Match` or `If-None-Match` asks for: any version, or one of these. */
export type TagCondition = { readonly kind: 'any' } | { readonly kind: 'tags'; readonly tags: readonly EntityTag[] };

export interface EntityTag {
  /** Without quotes. */
  readonly value: string;
  readonly weak: boolean;
}

/** One tag of RFC 9110 section 8.8.3, and what may stand between two of them. */
const TAG = /\s*(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"\s*(?:,|$)/y;

export function quoted(etag: string): string {
  return `"${etag}"`;
}

/**
 * Reads the value of `If-Match` or `If-None-Match`.
 *
 * @throws `CONDITION_MALFORMED` (400)
 */
export function parseTagCondition(header: string, value: string): TagCondition {
  if (value.trim() === '*') return { kind: 'any' };
  const tags: EntityTag[] = [];
  TAG.lastIndex = 0;
  while (TAG.lastIndex < value.length) {
    const match = TAG.exec(value);
    if (match === null) {
      throw new HttpProblem({
        status: 400,
        code: 'CONDITION_MALFORMED',
        detail: `The header ${header} is neither * nor a list of entity tags.`,
        hint: `Send the ETag as it was answered, with its quotes: ${header}: "E2QWRUHAPOMQZL"`,
        errors: [{ code: 'CONDITION_MALFORMED', message: 'is not an entity tag', parameter: header }],
      });
    }
    tags.push({ value: match[2] ?? '', weak: match[1] !== undefined });
  }
  return { kind: 'tags', tags };
}

/** Strong comparison, as `If-Match` wants it: a weak tag never matches. */
export function matchesStrongly(condition: TagCondition, etag: string): boolean {
  return condition.kind === 'any' || condition.tags.some((tag) => !tag.weak && tag.value === etag);
}

/** Weak comparison, as `If-None-Match` wants it. */
export function matchesWeakly(condition: TagCondition, etag: string): boolean {
  return condition.kind === 'any' || condition.tags.some((tag) => tag.value === etag);
}

/**
 * The condition under which a resource may be changed.
 *
 * @throws `IF_MATCH_REQUIRED` (428), `CONDITION_MALFORMED` (400)
 */
export function requireIfMatch(value: string | undefined): TagCondition {
  if (value !== undefined) return parseTagCondition('If-Match', value);
  throw new HttpProblem({
    status: 428,
    code: 'IF_MATCH_REQUIRED',
    detail: 'The request does not say which version it is about.',
    hint: 'Send the ETag that GET answered as If-Match; If-Match: * means whatever version there is.',
  });
}

/** @throws `PRECONDITION_FAILED` (412) */
export function checkIfMatch(condition: TagCondition, etag: string): void {
  if (matchesStrongly(condition, etag)) return;
  throw new HttpProblem({
    status: 412,
    code: 'PRECONDITION_FAILED',
    detail: 'It was changed in the meantime: the version is not the one that If-Match names.',
    hint: 'GET it again, and decide anew.',
    headers: { etag: quoted(etag) },
  });
}
