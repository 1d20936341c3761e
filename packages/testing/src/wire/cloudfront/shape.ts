/** What a part of a document is. The tables of them stand in shapes/. */
export type Shape =
  | { readonly kind: 'text' | 'integer' | 'decimal' | 'flag' | 'time' | 'binary' }
  | { readonly kind: 'word'; readonly words: readonly string[] }
  | { readonly kind: 'list'; readonly member: string; readonly of: Shape }
  | StructureShape;

export interface StructureShape {
  readonly kind: 'structure';
  /** In the order in which they are written; they may arrive in any. */
  readonly members: readonly (readonly [name: string, shape: Shape])[];
  /** Those that a request must have. */
  readonly required: readonly string[];
}

export const text: Shape = { kind: 'text' };
export const integer: Shape = { kind: 'integer' };
export const decimal: Shape = { kind: 'decimal' };
/** `true` or `false`. */
export const flag: Shape = { kind: 'flag' };
/** Milliseconds since the epoch in the World, ISO 8601 on the wire. */
export const time: Shape = { kind: 'time' };
/** Bytes, which the World and the wire both have in Base64. */
export const binary: Shape = { kind: 'binary' };

/** One of some words, and no other. */
export function wordOf(...words: readonly string[]): Shape {
  return { kind: 'word', words };
}

/** @param member what each element of the list is called */
export function listOf(member: string, of: Shape): Shape {
  return { kind: 'list', member, of };
}

export function structure(members: Readonly<Record<string, Shape>>, required: readonly string[] = []): StructureShape {
  return { kind: 'structure', members: Object.entries(members), required };
}
