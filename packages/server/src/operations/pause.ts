import type { Random } from '@s3front/core';

/** Milliseconds: between two looks, as the command line waits too. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;
const GROWTH = 1.4;
/** The share of a pause that is left to chance, so that fifty operations accepted at once do not look at once. */
const JITTER = 0.2;

/**
 * The pause after a turn, in milliseconds.
 *
 * @param before the pause before it; start again from 0 when something was done
 */
export function pauseAfter(before: number, random: Random): number {
  const plain = before === 0 ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, before * GROWTH);
  return plain * (1 - JITTER * random.next());
}
