import { cloudFrontError } from '../aws-error.ts';
import type { Limits } from '../limits.ts';
import { type Table, type Transaction, table } from '../store/store.ts';
import { openInvalidations, openSince } from './invalidation.ts';

/** How much of an account's rate is left, at a time. */
interface Allowance {
  readonly at: number;
  readonly paths: number;
  readonly wildcards: number;
}
const allowances: Table<Allowance> = table('invalidation allowance');

export interface InvalidationCost {
  readonly paths: number;
  readonly wildcards: number;
}

/**
 * Takes what an invalidation costs from the quota, by the model that the limits name.
 *
 * @throws `TooManyInvalidationsInProgress`
 */
export function spendQuota(
  transaction: Transaction,
  place: { readonly account: string; readonly distribution: string },
  cost: InvalidationCost,
  limits: Limits,
  now: number,
): void {
  switch (limits.invalidationQuota) {
    case 'rate':
      spendRate(transaction, place.account, cost, limits, now);
      return;
    case 'in-progress':
      checkInProgress(transaction, place, cost, limits, now);
      return;
  }
}

/**
 * 150 paths and one wildcard a second, for the account. How AWS meters a batch that is larger than a second's worth is
 * not documented; here an allowance fills up to what used to be the limit in progress, so that a burst passes, and the
 * next one has to wait.
 */
function spendRate(
  transaction: Transaction,
  account: string,
  cost: InvalidationCost,
  limits: Limits,
  now: number,
): void {
  const { invalidationPathsInProgress: mostPaths, invalidationWildcardsInProgress: mostWildcards } = limits;
  const before = transaction.get(allowances, account) ?? { at: now, paths: mostPaths, wildcards: mostWildcards };
  const seconds = Math.max(0, now - before.at) / 1000;
  const left = {
    at: now,
    paths: Math.min(mostPaths, before.paths + seconds * limits.invalidationPathsPerSecond) - cost.paths,
    wildcards:
      Math.min(mostWildcards, before.wildcards + seconds * limits.invalidationWildcardsPerSecond) - cost.wildcards,
  };
  if (cost.wildcards > 0 && left.wildcards < 0) throw tooMany('wildcard invalidations');
  if (left.paths < 0) throw tooMany('invalidations');
  transaction.put(allowances, account, left);
}

/** 3000 paths and 15 wildcards in progress, for each distribution: the quota until 2026. */
function checkInProgress(
  transaction: Transaction,
  place: { readonly account: string; readonly distribution: string },
  cost: InvalidationCost,
  limits: Limits,
  now: number,
): void {
  let { paths, wildcards } = cost;
  for (const { value } of transaction.scan(openInvalidations, openSince(place.account, place.distribution, now))) {
    paths += value.paths;
    wildcards += value.wildcards;
  }
  if (cost.wildcards > 0 && wildcards > limits.invalidationWildcardsInProgress) throw tooMany('wildcard invalidations');
  if (paths > limits.invalidationPathsInProgress) throw tooMany('invalidations');
}

function tooMany(what: string): Error {
  return cloudFrontError(
    'TooManyInvalidationsInProgress',
    `Processing your request will cause you to exceed the maximum number of in-progress ${what}.`,
  );
}
