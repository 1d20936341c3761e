import { type Clock, isS3FrontError, type Provider, type Random, S3FrontError } from '@s3front/core';
import type { Database } from '../database/database.ts';
import { moment } from '../database/moment.ts';
import { type Claim, noteProgress, renewLease, type Settlement, settle } from './claim.ts';
import type { OperationId, OperationProblem, OperationRequest, OperationStep } from './operation.ts';
import type { OperationMemory } from './operation-memory.ts';
import { problemOf } from './operation-problem.ts';
import { stepKey, stepOf } from './operation-step.ts';
import { pauseAfter } from './pause.ts';
import { throttleAll } from './throttling.ts';
import { isCurable, runTurn, type TurnOutcome } from './turn.ts';

export interface TurnRunnerSettings {
  readonly database: Database;
  readonly provider: Provider;
  readonly clock: Clock;
  readonly random: Random;
  /** Milliseconds. */
  readonly lease: number;
  /** Interrupts the turns that run. */
  readonly signal: AbortSignal;
  readonly report?: ((fault: TurnFault) => void) | undefined;
}

/** A turn that failed in a way that its operation cannot show whole. */
export interface TurnFault {
  readonly kind: 'turn';
  readonly operation: OperationId;
  readonly error: unknown;
}

/** Runs turns under their leases. */
export class TurnRunner {
  readonly #settings: TurnRunnerSettings;

  constructor(settings: TurnRunnerSettings) {
    this.#settings = settings;
  }

  /** Never rejects: what goes wrong ends up in the operation, or in the report, and then the lease runs out. */
  async run(claim: Claim, leaseEnds: number): Promise<void> {
    const turn = new LeasedTurn(this.#settings, claim, leaseEnds);
    try {
      await turn.run();
    } catch (error) {
      this.#settings.report?.({ kind: 'turn', operation: claim.id, error });
    } finally {
      await turn.end();
    }
  }
}

/** One turn under a lease that is renewed while it runs. */
class LeasedTurn {
  readonly #settings: TurnRunnerSettings;
  readonly #claim: Claim;
  /** How far the shared clock is ahead of this machine's, in milliseconds. */
  readonly #ahead: number;
  readonly #over = new AbortController();
  readonly #abandoned = new AbortController();
  readonly #signal: AbortSignal;
  readonly #renewing: Promise<void>;
  #memory: OperationMemory;
  #steps: OperationStep[] = [];
  #lastStep: string | undefined;

  constructor(settings: TurnRunnerSettings, claim: Claim, leaseEnds: number) {
    this.#settings = settings;
    this.#claim = claim;
    this.#ahead = claim.now - settings.clock.now();
    this.#signal = AbortSignal.any([settings.signal, this.#abandoned.signal]);
    this.#memory = claim.memory;
    this.#lastStep = claim.lastStep;
    this.#renewing = this.#renew(leaseEnds);
  }

  async run(): Promise<void> {
    const settlement = this.#claim.cancelling ? ({ kind: 'cancelled' } as const) : await this.#act();
    // Without the lease there is nothing to say: whoever has it now looks for himself.
    if (this.#abandoned.signal.aborted) return;
    const progress = { memory: this.#memory, steps: this.#steps };
    await settle(this.#settings.database, this.#now(), this.#claim, this.#lastStep, progress, settlement);
  }

  async end(): Promise<void> {
    this.#over.abort();
    await this.#renewing;
  }

  async #act(): Promise<Settlement> {
    const { provider, clock, random } = this.#settings;
    const context = {
      provider,
      random,
      clock: { now: () => clock.now() + this.#ahead, sleep: clock.sleep.bind(clock) },
      signal: this.#signal,
      report: (event: Parameters<typeof stepOf>[0]) => this.#tell(stepOf(event, clock.now() + this.#ahead)),
    };
    try {
      const outcome = await runTurn(context, {
        id: this.#claim.id,
        request: this.#claim.request,
        created: this.#claim.created,
        memory: this.#memory,
        tell: (step) => this.#tell(step),
        remember: (memory) => this.#remember(memory),
      });
      return this.#settlementOf(outcome);
    } catch (error) {
      return await this.#settlementAfter(error);
    }
  }

  #settlementOf(outcome: TurnOutcome): Settlement {
    const { random } = this.#settings;
    switch (outcome) {
      case 'done':
        return { kind: 'succeeded' };
      case 'progressed':
        return this.#again(pauseAfter(0, random));
      case 'waiting':
        return this.#again(pauseAfter(this.#claim.pause, random));
    }
  }

  #again(pause: number): Settlement {
    return this.#claim.overdue ? { kind: 'failed', problem: timedOut(this.#claim.request) } : { kind: 'again', pause };
  }

  async #settlementAfter(error: unknown): Promise<Settlement> {
    const settings = this.#settings;
    // The worker stops: the operation is as before, and due at once for somebody else.
    if (settings.signal.aborted) return { kind: 'again', pause: 0 };
    if (!isCurable(error)) {
      if (!isS3FrontError(error) || error.kind === 'internal') {
        settings.report?.({ kind: 'turn', operation: this.#claim.id, error });
      }
      return { kind: 'failed', problem: problemOf(error) };
    }
    const problem = problemOf(error);
    const time = settings.clock.now() + this.#ahead;
    if (problem.kind === 'throttled') {
      await throttleAll(settings.database, this.#now());
      this.#tell({ kind: 'throttled', time, message: problem.message });
    } else {
      this.#tell({ kind: 'retrying', time, message: problem.message });
    }
    return this.#again(pauseAfter(this.#claim.pause, settings.random));
  }

  #tell(step: OperationStep | undefined): void {
    if (step !== undefined) this.#steps.push(step);
  }

  /**
   * Before an act, what is known is written down under the lease: whoever finds the lease lost here leaves the act to
   * its new holder, and whoever comes after a death sees what was about to be done.
   */
  async #remember(memory: OperationMemory): Promise<void> {
    const isNews = memory.removal.acting !== undefined || memory.invalidations !== this.#memory.invalidations;
    this.#memory = memory;
    if (!isNews) return;
    this.#signal.throwIfAborted();
    const progress = { memory, steps: this.#steps };
    const noted = await noteProgress(this.#settings.database, this.#now(), this.#claim, this.#lastStep, progress);
    if (!noted) {
      this.#abandoned.abort(leaseLost(this.#claim.id));
      throw leaseLost(this.#claim.id);
    }
    this.#lastStep = this.#steps.length === 0 ? this.#lastStep : this.#steps.map(stepKey).at(-1);
    this.#steps = [];
  }

  /** Three times per lease; when it ends without having been renewed, so does the turn. */
  async #renew(leaseEnds: number): Promise<void> {
    const { clock, lease } = this.#settings;
    let ends = leaseEnds;
    while (await this.#slept(lease / 3)) {
      const asked = clock.now();
      const answer = await Promise.race([this.#renewOnce(), this.#slept(ends - asked)]);
      if (this.#over.signal.aborted) return;
      if (answer === 'renewed') ends = asked + lease;
      if (answer === 'lost' || clock.now() >= ends) return this.#abandoned.abort(leaseLost(this.#claim.id));
    }
  }

  async #renewOnce(): Promise<'renewed' | 'lost' | 'unknown'> {
    const { database, lease } = this.#settings;
    try {
      return (await renewLease(database, this.#now(), this.#claim, lease)) ? 'renewed' : 'lost';
    } catch {
      // The database is away for a moment, perhaps; the lease tells how long that may last.
      return 'unknown';
    }
  }

  /** False when the turn was over before. */
  async #slept(milliseconds: number): Promise<boolean> {
    try {
      await this.#settings.clock.sleep(Math.max(0, milliseconds), this.#over.signal);
      return true;
    } catch {
      return false;
    }
  }

  #now(): number | null {
    return moment(this.#settings.database, this.#settings.clock);
  }
}

function leaseLost(id: OperationId): S3FrontError {
  return new S3FrontError({
    code: 'LEASE_LOST',
    kind: 'interrupted',
    message: `Another worker goes on with operation ${id}.`,
  });
}

function timedOut(request: OperationRequest): OperationProblem {
  const what = { removal: 'removed', deployment: 'deployed', invalidation: 'invalidated' }[request.kind];
  return {
    code: 'WAIT_TIMED_OUT',
    kind: 'timeout',
    message: `cf://${request.distribution} was not ${what} within ${Math.round(request.timeout / 1000)} seconds. Nothing failed: AWS goes on with what it was told.`,
    hint: 'Ask for it again to go on.',
  };
}
