import { type Table, type Transaction, table, type View } from './store/store.ts';

/** How many there are of what a quota counts, so that nobody has to count them again. */
const tallies: Table<{ readonly count: number }> = table('tally');

/** What is counted, and whose it is: `123456789012/distributions`, `site/hidden versions`. */
export type TallyKey = `${string}/${TallyKind}`;
export type TallyKind =
  | 'buckets'
  | 'hidden versions'
  | 'distributions'
  | 'access controls'
  | 'access identities'
  | 'cache policies'
  | 'origin request policies'
  | 'response headers policies'
  | 'functions'
  | 'key value stores'
  | 'public keys'
  | 'key groups';

export function tally(view: View, key: TallyKey): number {
  return view.get(tallies, key)?.count ?? 0;
}

export function addToTally(transaction: Transaction, key: TallyKey, by: 1 | -1): void {
  transaction.put(tallies, key, { count: tally(transaction, key) + by });
}
