import type { Clock } from '@s3front/core';
import type { ServiceName } from './aws-error.ts';
import { errorOf, type Fault, type Faults, lostAnswer } from './faults.ts';

/** A call as it arrived. */
export interface RecordedCall {
  readonly service: ServiceName;
  /** AWS's name of the operation. */
  readonly operation: string;
  /** Milliseconds since the epoch, by the World's clock. */
  readonly at: number;
  /** What it was about: `bucket/key`, a distribution's id, an ARN; empty for a list of everything. */
  readonly resource: string;
  /** AWS's code of the error that it ended with. */
  readonly error?: string | undefined;
}

/** The newest calls only: a World may run for days. */
const MOST_CALLS = 1000;

export interface Call {
  readonly service: ServiceName;
  readonly operation: string;
  readonly resource: string;
}

/** The one way into the World's services: notes each call and lets faults act. */
export class Operations {
  readonly #clock: Clock;
  readonly faults: Faults;
  readonly #calls: RecordedCall[] = [];

  constructor(clock: Clock, faults: Faults) {
    this.#clock = clock;
    this.faults = faults;
  }

  /** The newest calls, oldest first. */
  get calls(): readonly RecordedCall[] {
    return this.#calls;
  }

  clear(): void {
    this.#calls.length = 0;
  }

  /** @param loseRace changes what the call is about, as somebody who was faster would have */
  run<Answer>(call: Call, act: () => Answer, loseRace?: () => void): Answer {
    try {
      const fault = this.#before(call, loseRace);
      const answer = act();
      if (fault?.kind === 'lose-answer') throw lostAnswer(call.service);
      this.#note(call, undefined);
      return answer;
    } catch (error) {
      this.#note(call, error);
      throw error;
    }
  }

  async runLong<Answer>(call: Call, act: () => Promise<Answer>): Promise<Answer> {
    try {
      const fault = this.#before(call, undefined);
      const answer = await act();
      if (fault?.kind === 'lose-answer') throw lostAnswer(call.service);
      this.#note(call, undefined);
      return answer;
    } catch (error) {
      this.#note(call, error);
      throw error;
    }
  }

  #before(call: Call, loseRace: (() => void) | undefined): Fault | undefined {
    const fault = this.faults.take(call.operation);
    if (fault === undefined) return undefined;
    const error = errorOf(fault, call.service, call.operation);
    if (error !== undefined) throw error;
    if (fault.kind === 'lose-race') loseRace?.();
    return fault;
  }

  #note(call: Call, error: unknown): void {
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
    const failed = error === undefined ? {} : { error: code ?? 'InternalError' };
    if (this.#calls.length >= MOST_CALLS) this.#calls.shift();
    this.#calls.push({ ...call, at: this.#clock.now(), ...failed });
  }
}
