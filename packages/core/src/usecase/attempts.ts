import type { UseCaseContext } from './context.ts';

export interface AttemptPolicy {
  /** How often it is tried at the most, the first time included. */
  readonly attempts: number;
  /** The longest pause after the first failure, in milliseconds; it doubles with each further one. */
  readonly pause: number;
  /** No pause is longer than this, in milliseconds. */
  readonly longestPause: number;
}

/**
 * Runs the action until it succeeds, fails with an error that another attempt cannot cure, or has been tried often
 * enough; then the last error is thrown. The pause is random between nothing and its upper bound ("full jitter"), so
 * that many writers do not meet again at the next attempt.
 *
 * @param curable says why an error is worth another attempt, in a few words, or undefined when it is not
 */
export async function attempt<Result>(
  context: UseCaseContext,
  policy: AttemptPolicy,
  curable: (error: unknown) => string | undefined,
  action: () => Promise<Result>,
): Promise<Result> {
  for (let count = 1; ; count += 1) {
    try {
      return await action();
    } catch (error) {
      const reason = curable(error);
      if (reason === undefined || count >= policy.attempts) throw error;
      context.report?.({ kind: 'retrying', reason, attempt: count });
      const bound = Math.min(policy.longestPause, policy.pause * 2 ** (count - 1));
      await context.clock.sleep(context.random.next() * bound, context.signal);
    }
  }
}
