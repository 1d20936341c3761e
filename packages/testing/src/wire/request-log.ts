/** A request that arrived, and what became of it. */
export interface LoggedRequest {
  /** Milliseconds since the epoch, by the World's clock. */
  readonly at: number;
  readonly requestId: string;
  readonly method: string;
  /** With the query, without a signature. */
  readonly url: string;
  readonly host: string;
  readonly service: string;
  /** The account's name, or `anonymous`. */
  readonly caller: string;
  readonly status: number;
  /** AWS's code of the error that it ended with. */
  readonly error?: string | undefined;
}

/** The newest only: a server may run for days. */
const MOST = 1000;

export class RequestLog {
  readonly #entries: LoggedRequest[] = [];
  readonly #listener: ((entry: LoggedRequest) => void) | undefined;

  constructor(listener?: (entry: LoggedRequest) => void) {
    this.#listener = listener;
  }

  add(entry: LoggedRequest): void {
    if (this.#entries.length >= MOST) this.#entries.shift();
    this.#entries.push(entry);
    this.#listener?.(entry);
  }

  /** The newest, oldest first. */
  get entries(): readonly LoggedRequest[] {
    return this.#entries;
  }

  clear(): void {
    this.#entries.length = 0;
  }
}
