import { type InvalidationId, NOTHING_LEARNT, type RemovalMemory } from '@s3front/core';

/** An invalidation that an operation sent. */
export interface SentInvalidation {
  readonly id: InvalidationId;
  readonly completed: boolean;
}

/** What the turns of an operation tell each other through the database. */
export interface OperationMemory {
  readonly removal: RemovalMemory;
  /** In the order of the batches. */
  readonly invalidations: readonly SentInvalidation[];
}

export const EMPTY_MEMORY: OperationMemory = { removal: NOTHING_LEARNT, invalidations: [] };
