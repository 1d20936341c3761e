import { type Clock, S3FrontError } from '@s3front/core';
import { HttpProblem } from '../problem/http-problem.ts';

export interface OpenRequest {
  /** Aborts when the client is gone, the time is up, or the server stops. */
  readonly signal: AbortSignal;
  /** Lifts the limit on time. */
  readonly unlimited: () => void;
  /** Lifts the limit on time until the server stops. */
  readonly endless: () => void;
  /** Nobody wants the answer any more. */
  readonly abandon: () => void;
  /** The request is answered to the last byte, or given up; safe to call twice. */
  readonly close: () => void;
}

export interface OpenRequestLimits {
  readonly maxOpenRequests: number;
  readonly requestTimeout: number;
}

/** Why a timer ends that is not needed any more; without a reason Node would make an error with a stack each time. */
const DONE = 'done';

/** The requests that are being answered: how many may be, for how long, and their end when the server stops. */
export class OpenRequests {
  readonly #clock: Clock;
  readonly #limits: OpenRequestLimits;
  readonly #open = new Set<AbortController>();
  readonly #endless = new Set<AbortController>();
  #draining = false;
  #whenEmpty: (() => void) | undefined;

  constructor(clock: Clock, limits: OpenRequestLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  get count(): number {
    return this.#open.size;
  }

  get draining(): boolean {
    return this.#draining;
  }

  /**
   * @param client aborts when the client is gone
   * @throws `SERVER_STOPPING`, `TOO_MANY_REQUESTS_OPEN` (503)
   */
  admit(client: AbortSignal): OpenRequest {
    if (this.#draining) throw comeBack('SERVER_STOPPING', 'The server is stopping and takes no new requests.');
    if (this.#open.size >= this.#limits.maxOpenRequests) {
      throw comeBack('TOO_MANY_REQUESTS_OPEN', 'The server answers as many requests at once as it may.');
    }
    const controller = new AbortController();
    const timer = new AbortController();
    const gone = (): void => controller.abort(interrupted('The client went away.'));
    if (client.aborted) gone();
    else client.addEventListener('abort', gone, { once: true });
    this.#open.add(controller);
    this.#clock.sleep(this.#limits.requestTimeout, timer.signal).then(
      () => controller.abort(timedOut(this.#limits.requestTimeout)),
      () => undefined,
    );
    return {
      signal: controller.signal,
      unlimited: () => timer.abort(DONE),
      endless: () => {
        timer.abort(DONE);
        if (this.#draining) controller.abort(stopping());
        else this.#endless.add(controller);
      },
      abandon: gone,
      close: () => {
        timer.abort(DONE);
        client.removeEventListener('abort', gone);
        this.#endless.delete(controller);
        if (this.#open.delete(controller) && this.#open.size === 0) this.#whenEmpty?.();
      },
    };
  }

  /** Refuses what is new, and waits for what is open: until it is done, or until the grace is over and it is cut. */
  async drain(grace: number): Promise<void> {
    this.#draining = true;
    for (const controller of this.#endless) controller.abort(stopping());
    if (this.#open.size === 0) return;
    const empty = new Promise<void>((resolve) => {
      this.#whenEmpty = resolve;
    });
    const stop = new AbortController();
    const expired = this.#clock.sleep(grace, stop.signal).then(
      () => this.#cut(),
      () => undefined,
    );
    await Promise.race([empty, expired]);
    stop.abort();
  }

  #cut(): void {
    for (const controller of this.#open) controller.abort(stopping());
  }
}

function comeBack(code: string, detail: string): HttpProblem {
  return new HttpProblem({ status: 503, code, detail, headers: { 'retry-after': '1' } });
}

function interrupted(message: string): S3FrontError {
  return new S3FrontError({ code: 'INTERRUPTED', kind: 'interrupted', message });
}

function stopping(): S3FrontError {
  return interrupted('The server is stopping.');
}

function timedOut(milliseconds: number): S3FrontError {
  return new S3FrontError({
    code: 'REQUEST_TIMED_OUT',
    kind: 'timeout',
    message: `The request took longer than ${milliseconds / 1000} seconds and was given up.`,
    hint: 'What was done stays done; send the request again to carry on.',
  });
}
