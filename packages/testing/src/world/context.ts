import type { Clock } from '@s3front/core';
import type { BodyStore } from './bodies/body-store.ts';
import type { Identifiers } from './identifiers.ts';
import type { Limits } from './limits.ts';
import type { Operations } from './operations.ts';
import type { PublicAccessBlockConfiguration } from './s3/access.ts';
import type { Store } from './store/store.ts';

/** Whose World it is. Several accounts share one AWS by opening Worlds over the same store. */
export interface Account {
  /** Twelve digits. */
  readonly id: string;
  /** The account's own Block Public Access, which counts beside each bucket's. */
  readonly publicAccessBlock: PublicAccessBlockConfiguration;
}

/** What the services of a World share. */
export interface WorldContext {
  readonly store: Store;
  readonly bodies: BodyStore;
  readonly clock: Clock;
  /** Milliseconds that a change takes to reach every edge. */
  readonly propagation: number;
  readonly limits: Limits;
  readonly account: Account;
  readonly identifiers: Identifiers;
  readonly operations: Operations;
}
