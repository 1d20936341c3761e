import type { Random } from '../ports/random.ts';

/** This runtime's randomness. */
export const systemRandom: Random = { next: () => Math.random() };
