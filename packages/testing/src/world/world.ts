import type { Clock } from '@s3front/core';
import { Acm } from './acm/acm.ts';
import type { BodyStore } from './bodies/body-store.ts';
import { CloudFront } from './cloudfront/cloudfront.ts';
import { certificateUses } from './cloudfront/distribution.ts';
import type { Account, WorldContext } from './context.ts';
import { Faults } from './faults.ts';
import { Identifiers } from './identifiers.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { Operations, type RecordedCall } from './operations.ts';
import { NOTHING_BLOCKED } from './s3/access.ts';
import { createS3, type S3 } from './s3/s3.ts';
import type { Store } from './store/store.ts';

export interface WorldOptions {
  readonly store: Store;
  readonly bodies: BodyStore;
  readonly clock: Clock;
  /** Where identifiers come from; it counts when the store is new, and a function is asked only then. */
  readonly seed: string | number | (() => string);
  /** Milliseconds that a change takes to reach every edge, and an invalidation to complete. */
  readonly propagation: number;
  readonly limits?: Partial<Limits> | undefined;
  readonly account?: Partial<Account> | undefined;
}

/** What accounts are called that nobody has given a number; AWS's own examples do too. */
const DEFAULT_ACCOUNT = '123456789012';

/** A small AWS, as one account sees it. */
export interface World {
  readonly s3: S3;
  readonly cloudfront: CloudFront;
  readonly acm: Acm;
  readonly clock: Clock;
  readonly account: Account;
  readonly limits: Limits;
  /** What is to go wrong. */
  readonly faults: Faults;
  /** The newest calls of this object, oldest first. */
  readonly calls: readonly RecordedCall[];
  close(): Promise<void>;
}

/**
 * Opens a World over a store: what the store holds is there, and what happens is in it. Several Worlds over one store
 * see each other's changes; with different accounts, they are different customers of one AWS.
 */
export function openWorld(options: WorldOptions): World {
  const { seed } = options;
  const faults = new Faults();
  const operations = new Operations(options.clock, faults);
  const context: WorldContext = {
    store: options.store,
    bodies: options.bodies,
    clock: options.clock,
    propagation: options.propagation,
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    account: {
      id: options.account?.id ?? DEFAULT_ACCOUNT,
      publicAccessBlock: options.account?.publicAccessBlock ?? NOTHING_BLOCKED,
    },
    identifiers: new Identifiers(typeof seed === 'function' ? seed : () => String(seed)),
    operations,
  };
  return {
    s3: createS3(context),
    cloudfront: new CloudFront(context),
    acm: new Acm(context, (view, arn) => view.scan(certificateUses, { prefix: `${arn}/`, limit: 1 }).length > 0),
    clock: context.clock,
    account: context.account,
    limits: context.limits,
    faults,
    calls: operations.calls,
    close: () => options.store.close(),
  };
}
