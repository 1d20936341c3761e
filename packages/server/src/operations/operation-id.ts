import { randomBytes } from 'node:crypto';
import type { OperationId } from './operation.ts';

/** Crockford's base 32: no letters that are taken for digits. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_LENGTH = 10;
const CHANCE_LENGTH = 16;

/**
 * A new id: `op_`, the time in ten characters, and sixteen that nobody can guess. Later ones sort after earlier ones.
 *
 * @param now milliseconds since the epoch
 */
export function newOperationId(now: number): OperationId {
  let time = '';
  for (let rest = now; time.length < TIME_LENGTH; rest = Math.floor(rest / 32)) {
    time = (ALPHABET[rest % 32] ?? '0') + time;
  }
  const chance = [...randomBytes(CHANCE_LENGTH)].map((byte) => ALPHABET[byte % 32]).join('');
  return `op_${time}${chance}` as OperationId;
}

/** The id in this text, or undefined for what no operation can be called. */
export function parseOperationId(text: string): OperationId | undefined {
  return /^op_[\da-hjkmnp-tv-z]{26}$/.test(text) ? (text as OperationId) : undefined;
}
