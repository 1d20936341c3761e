/** Randomness: for jitter and for caller references, never for secrets. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
}
