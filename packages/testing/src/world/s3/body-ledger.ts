import { s3Error } from '../aws-error.ts';
import type { WorldContext } from '../context.ts';
import { type Table, type Transaction, table } from '../store/store.ts';

/** A body's name and since when (milliseconds since the epoch) it has been in the state that its table says. */
export interface NotedBody {
  readonly name: string;
  readonly since: number;
}

/** Bodies that are being written: noted before the first byte. */
const pending: Table<NotedBody> = table('pending body');
/** Bodies that nothing refers to any more. */
const garbage: Table<NotedBody> = table('garbage body');

/** Oldest first. */
function ledgerKey(body: NotedBody): string {
  return `${String(body.since).padStart(16, '0')}/${body.name}`;
}

/** A body of this age that is still being written was left behind by a process that was killed. */
const LONGEST_UPLOAD = 24 * 60 * 60 * 1000;
/** Somebody may still be reading what was replaced. */
const READING_TIME = 60 * 1000;
/** What one change to an object sweeps at most, so that no call pays for what others left. */
const SWEPT_AT_ONCE = 8;

/** Keeps book of the bodies, so that none is lost from sight however the process ends. */
export class BodyLedger {
  readonly #context: WorldContext;

  constructor(context: WorldContext) {
    this.#context = context;
  }

  /** Names a body that is about to be written. */
  begin(): NotedBody {
    const { store, identifiers, clock } = this.#context;
    return store.transact((transaction) => {
      const body = { name: identifiers.token(transaction), since: clock.now() };
      transaction.put(pending, ledgerKey(body), body);
      return body;
    });
  }

  /**
   * An object refers to the body now.
   *
   * @throws `RequestTimeout` when the writing took so long that the body was swept as left behind
   */
  keep(transaction: Transaction, body: NotedBody): void {
    if (transaction.get(pending, ledgerKey(body)) === undefined) {
      throw s3Error(
        'RequestTimeout',
        'Your socket connection to the server was not read from or written to within the timeout period.',
      );
    }
    transaction.remove(pending, ledgerKey(body));
  }

  /** No object refers to the body any more. */
  drop(transaction: Transaction, name: string): void {
    const body = { name, since: this.#context.clock.now() };
    transaction.put(garbage, ledgerKey(body), body);
  }

  /** Takes back a body whose writing failed or that was refused. What cannot be removed now is swept later. */
  async abandon(body: NotedBody): Promise<void> {
    try {
      await this.#context.bodies.remove(body.name);
      this.#context.store.transact((transaction) => transaction.remove(pending, ledgerKey(body)));
    } catch {
      // The error that led here says more.
    }
  }

  /** Sweeps as a side effect: what was asked for is done, and is not undone by a file that cannot be removed today. */
  async sweepQuietly(): Promise<void> {
    try {
      await this.sweep();
    } catch {
      // It is still noted, and tried again by the next.
    }
  }

  /** Removes some of what is old enough; answers how many. */
  async sweep(limit: number = SWEPT_AT_ONCE): Promise<number> {
    const { store, bodies, clock } = this.#context;
    const now = clock.now();
    const old = store.read((view) => [
      ...view.scan(garbage, { limit }).filter(({ value }) => value.since + READING_TIME <= now),
      ...view.scan(pending, { limit }).filter(({ value }) => value.since + LONGEST_UPLOAD <= now),
    ]);
    for (const { value } of old) await bodies.remove(value.name);
    if (old.length > 0) {
      store.transact((transaction) => {
        for (const { key } of old) {
          transaction.remove(garbage, key);
          transaction.remove(pending, key);
        }
      });
    }
    return old.length;
  }
}
