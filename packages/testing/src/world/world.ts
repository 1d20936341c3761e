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
import { Route53 } from './route53/route53.ts';
import { NOTHING_BLOCKED } from './s3/access.ts';
import { createS3, type S3 } from './s3/s3.ts';
import { type NamedSite, siteOf } from './s3/site.ts';
import { formats, type Store, type Transaction, table } from './store/store.ts';

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
  readonly route53: Route53;
  readonly clock: Clock;
  readonly account: Account;
  readonly limits: Limits;
  /** What is to go wrong. */
  readonly faults: Faults;
  /** The newest calls of this object, oldest first. */
  readonly calls: readonly RecordedCall[];
  /** What stands under a host's name: a bucket of that name, with a website or without one. */
  siteOf(name: string): NamedSite | undefined;
  /** The same AWS as another account sees it; faults and calls are shared. Closing it closes the World. */
  inAccount(id: string): World;
  /** Forgets everything: state, contents, faults and calls, for every account. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a World over a store: what the store holds is there, and what happens is in it. Several Worlds over one store
 * see each other's changes; with different accounts, they are different customers of one AWS.
 */
export function openWorld(options: WorldOptions): World {
  const { seed } = options;
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
    operations: new Operations(options.clock, new Faults()),
  };
  return worldOf(context, new Map());
}

/** @param known the accounts' Worlds that were asked for so far */
function worldOf(context: WorldContext, known: Map<string, World>): World {
  const { operations, account } = context;
  const acm = new Acm(context, (view, arn) => view.scan(certificateUses, { prefix: `${arn}/`, limit: 1 }).length > 0);
  const world: World = {
    s3: createS3(context),
    cloudfront: new CloudFront(context),
    acm,
    route53: new Route53(context),
    clock: context.clock,
    account,
    limits: context.limits,
    faults: operations.faults,
    calls: operations.calls,
    siteOf: (name) => context.store.read((view) => siteOf(view, name)),
    inAccount: (id) =>
      known.get(id) ?? worldOf({ ...context, account: { id, publicAccessBlock: NOTHING_BLOCKED } }, known),
    reset: async () => {
      operations.faults.clear();
      operations.clear();
      context.store.transact(forgetEverything);
      await context.bodies.clear();
    },
    close: () => context.store.close(),
  };
  known.set(account.id, world);
  return world;
}

/** The store's own note of its format stays. */
function forgetEverything(transaction: Transaction): void {
  for (const name of transaction.tables()) {
    if (name === formats.name) continue;
    for (const { key } of transaction.scan(table<object>(name))) transaction.remove(table<object>(name), key);
  }
}
