import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../ports/clock.ts';

/** The longest delay that a timer of Node takes; a longer one would fire at once. */
const LONGEST_TIMER: number = 2 ** 31 - 1;

/** This machine's time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    signal?.throwIfAborted();
    let left = Math.max(0, milliseconds);
    do {
      const part = Math.min(left, LONGEST_TIMER);
      await sleepOnce(part, signal);
      left -= part;
    } while (left > 0);
  },
};

async function sleepOnce(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    // Node rejects with an error of its own; the port promises the signal's reason.
    throw signal?.aborted === true ? signal.reason : error;
  }
}
