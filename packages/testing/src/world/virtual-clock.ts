import type { Clock } from '@s3front/core';

interface Sleeper {
  readonly wakesAt: number;
  readonly wake: () => void;
}

export interface VirtualClockOptions {
  /** Milliseconds since the epoch; without it 2026-01-01T00:00:00Z. */
  readonly start?: number | undefined;
  /** Sleeping moves the clock by itself, so that waiting takes no time at all. */
  readonly advanceOnSleep?: boolean | undefined;
}

const DEFAULT_START = 1_767_225_600_000;

/** A clock that stands still until it is moved. */
export class VirtualClock implements Clock {
  readonly #advanceOnSleep: boolean;
  #now: number;
  #sleepers: Sleeper[] = [];

  constructor(options: VirtualClockOptions = {}) {
    this.#now = options.start ?? DEFAULT_START;
    this.#advanceOnSleep = options.advanceOnSleep ?? false;
  }

  now(): number {
    return this.#now;
  }

  /** How many wait for the clock to move: a test can tell that its subject has gone to sleep. */
  get sleeping(): number {
    return this.#sleepers.length;
  }

  /** Moves the clock, and wakes in order whoever wanted to sleep no longer than that. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
    const due = this.#sleepers.filter((sleeper) => sleeper.wakesAt <= this.#now);
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.wakesAt > this.#now);
    for (const sleeper of due.sort((left, right) => left.wakesAt - right.wakesAt)) sleeper.wake();
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#advanceOnSleep) {
      this.advance(milliseconds);
      return;
    }
    await new Promise<void>((resolve) => {
      const wake = () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      const sleeper: Sleeper = { wakesAt: this.#now + milliseconds, wake };
      const abort = () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        resolve();
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#sleepers.push(sleeper);
      if (milliseconds <= 0) this.advance(0);
    });
    signal?.throwIfAborted();
  }
}
