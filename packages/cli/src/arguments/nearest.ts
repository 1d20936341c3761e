import { closest, distance } from 'fastest-levenshtein';

/**
 * The candidate that was probably meant, or undefined where none is near enough: a slip for every three letters.
 * Two letters are too few to guess from: who types s3cmd's `rm` did not mean `rb`.
 */
export function nearest(typed: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined;
  const best = closest(typed, candidates);
  return distance(typed, best) <= Math.floor(typed.length / 3) ? best : undefined;
}
