import type { Clock } from '@s3front/core';
import { VirtualClock } from '../../world/virtual-clock.ts';

/** A clock that somebody may move on. */
export interface MovableClock extends Clock {
  /** Milliseconds. */
  advance(milliseconds: number): void;
}

/** Another clock, ahead of it by as much as it was moved. */
export function createMovingClock(clock: Clock): MovableClock {
  let ahead = 0;
  return {
    now: () => clock.now() + ahead,
    sleep: (milliseconds, signal) => clock.sleep(milliseconds, signal),
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
  };
}

/** Undefined for a clock that only goes by itself. */
export function asMovable(clock: Clock): MovableClock | undefined {
  if (clock instanceof VirtualClock) return clock;
  return isMovable(clock) ? clock : undefined;
}

function isMovable(clock: Clock): clock is MovableClock {
  return 'advance' in clock && typeof clock.advance === 'function';
}
