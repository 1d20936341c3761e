import type { Clock, Provider, Random } from '@s3front/core';
import type { Database } from '../database/database.ts';
import { moment } from '../database/moment.ts';
import { type Claim, claimDue } from './claim.ts';
import { sweep } from './sweep.ts';
import { type TurnFault, TurnRunner } from './turn-runner.ts';

export interface WorkerSettings {
  readonly database: Database;
  readonly provider: Provider;
  readonly clock: Clock;
  readonly random: Random;
  /** How many operations are worked on at once; without it 8. */
  readonly lanes?: number | undefined;
  /** How long a dead worker's operation stays with it, in milliseconds; without it ten seconds. */
  readonly lease?: number | undefined;
  /** How long an operation is kept after its end, in milliseconds; without it thirty days. */
  readonly keep?: number | undefined;
  /** Told of what no operation can show: the database is away, a fault of ours in a turn. */
  readonly report?: ((fault: WorkerFault) => void) | undefined;
}

export type WorkerFault = TurnFault | { readonly kind: 'database'; readonly error: unknown };

/** Works on the operations that were accepted, together with the workers of other processes. */
export interface Worker {
  /** Runs every turn that is due now, and resolves when they are done: for tests, instead of `start`. */
  runDue(): Promise<number>;
  /** Works until it is stopped; looks for due turns twice a second. */
  start(): void;
  /**
   * Begins no turn any more and resolves when the running ones have ended; what is queued stays queued. A turn that
   * takes longer than `grace` milliseconds (without it ten seconds) is interrupted, and its operation is due again at
   * once, for another process.
   */
  stop(grace?: number): Promise<void>;
}

const DEFAULT_LANES = 8;
const DEFAULT_LEASE = 10_000;
const DEFAULT_KEEP: number = 30 * 24 * 60 * 60 * 1000;
const DEFAULT_GRACE = 10_000;
/** Milliseconds between two looks for due turns. */
const INTERVAL = 500;
/** The longest pause while the database is away, in milliseconds. */
const LONGEST_PAUSE = 15_000;
/** Milliseconds between two sweeps of what ended long ago. */
const SWEEP_INTERVAL: number = 60 * 60 * 1000;

export function createWorker(settings: WorkerSettings): Worker {
  return new LeasingWorker(settings);
}

class LeasingWorker implements Worker {
  readonly #settings: WorkerSettings;
  readonly #lanes: number;
  readonly #lease: number;
  readonly #runner: TurnRunner;
  readonly #running = new Set<Promise<void>>();
  /** Aborted when no turn shall begin any more. */
  readonly #stopping = new AbortController();
  /** Aborted when the running ones shall end at once. */
  readonly #interrupting = new AbortController();
  /** Aborted to end the pause between two looks. */
  #waking = new AbortController();
  /** The last look filled every lane, so there may be more that is due. */
  #mayBeMore = false;
  #loop: Promise<void> | undefined;
  #sweptAt: number | undefined;

  constructor(settings: WorkerSettings) {
    this.#settings = settings;
    this.#lanes = settings.lanes ?? DEFAULT_LANES;
    this.#lease = settings.lease ?? DEFAULT_LEASE;
    this.#runner = new TurnRunner({ ...settings, lease: this.#lease, signal: this.#interrupting.signal });
  }

  start(): void {
    this.#loop ??= this.#work();
  }

  async runDue(): Promise<number> {
    let turns = 0;
    for (;;) {
      const claimed = await this.#claim();
      if (claimed === 0) return turns;
      turns += claimed;
      await Promise.all(this.#running);
    }
  }

  async stop(grace: number = DEFAULT_GRACE): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    const ended = Promise.all(this.#running);
    const patience = new AbortController();
    const interrupted = this.#settings.clock.sleep(grace, patience.signal).then(
      () => this.#interrupting.abort(),
      () => undefined,
    );
    await ended;
    patience.abort();
    await interrupted;
  }

  async #work(): Promise<void> {
    const { clock, report } = this.#settings;
    let pause = INTERVAL;
    while (!this.#stopping.signal.aborted) {
      try {
        await this.#sweep();
        await this.#claim();
        pause = INTERVAL;
      } catch (error) {
        report?.({ kind: 'database', error });
        pause = Math.min(LONGEST_PAUSE, pause * 2);
      }
      const signal = AbortSignal.any([this.#stopping.signal, this.#waking.signal]);
      await clock.sleep(pause, signal).catch(() => undefined);
      if (this.#waking.signal.aborted) this.#waking = new AbortController();
    }
  }

  /** Begins as many due turns as there are free lanes. Answers how many. */
  async #claim(): Promise<number> {
    const free = this.#lanes - this.#running.size;
    if (free <= 0) return 0;
    const { database, clock } = this.#settings;
    // Counted from before the question: the lease that the database grants ends no sooner than that.
    const asked = clock.now();
    const claims = await claimDue(database, moment(database, clock), free, this.#lease);
    this.#mayBeMore = claims.length === free;
    for (const claim of claims) this.#begin(claim, asked + this.#lease);
    return claims.length;
  }

  #begin(claim: Claim, leaseEnds: number): void {
    const task: Promise<void> = this.#runner.run(claim, leaseEnds).finally(() => {
      this.#running.delete(task);
      if (this.#mayBeMore) this.#waking.abort();
    });
    this.#running.add(task);
  }

  async #sweep(): Promise<void> {
    const { database, clock, keep } = this.#settings;
    const now = clock.now();
    if (this.#sweptAt !== undefined && now - this.#sweptAt < SWEEP_INTERVAL) return;
    this.#sweptAt = now;
    await sweep(database, moment(database, clock), keep ?? DEFAULT_KEEP);
  }
}
