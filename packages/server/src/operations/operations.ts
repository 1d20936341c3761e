import type { BucketName } from '@s3front/core';
import type { Operation, OperationEvent, OperationId, OperationRequest, OperationStatus } from './operation.ts';

/** Who asks for an operation, and whom it concerns. */
export interface OperationOrigin {
  /** The id of the token that asks for it. */
  readonly owner?: string | undefined;
  /** The buckets behind the distribution, so that tokens limited to buckets can be held to them. */
  readonly buckets: readonly BucketName[];
}

export interface OperationQuery {
  /** How many at the most, from 1 to 1000. */
  readonly limit: number;
  /** Answers those after this one in the list; `next` of the page before. */
  readonly after?: OperationId | undefined;
  readonly status?: OperationStatus | undefined;
  /** Only those all of whose buckets are among these: what a limited token may see. */
  readonly buckets?: readonly BucketName[] | undefined;
}

export interface OperationPage {
  /** Newest first. */
  readonly operations: readonly Operation[];
  /** Where the next page starts; undefined on the last. */
  readonly next: OperationId | undefined;
}

/**
 * The operations that were accepted and are kept: in the database, so that any number of server processes share them
 * and none is lost when one dies. The work itself is done by workers (`startWorker`).
 *
 * Every method throws what Database throws, and `DATABASE_UNREACHABLE` means that nothing was accepted.
 */
export interface Operations {
  /**
   * Keeps the request and answers the operation; once it resolves, the operation runs to its end whatever dies.
   * A second removal of the same distribution joins the one that is under way (`joined`).
   */
  accept(
    request: OperationRequest,
    origin: OperationOrigin,
  ): Promise<{ readonly operation: Operation; readonly joined: boolean }>;

  get(id: OperationId): Promise<Operation | undefined>;

  list(query: OperationQuery): Promise<OperationPage>;

  /**
   * Asks for an operation to stop. What AWS was told already stays as it is; a turn that is running is finished.
   * A queued or waiting operation ends at once. One that has ended is answered as it is.
   */
  cancel(id: OperationId): Promise<Operation | undefined>;

  /**
   * The events of an operation after the one with id `after` (0 for all), those to come included, until `ended` or
   * until the signal aborts (then it just ends). Nothing for an operation that is not there.
   */
  events(
    id: OperationId,
    options?: { readonly after?: number | undefined; readonly signal?: AbortSignal | undefined },
  ): AsyncIterable<OperationEvent>;

  /** How many there are by status, for metrics. */
  count(): Promise<Readonly<Record<OperationStatus, number>>>;
}
