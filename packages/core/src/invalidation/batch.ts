import { S3FrontError } from '../errors.ts';
import { isWildcardPath } from './path.ts';

/** What one invalidation may hold. */
export interface BatchLimits {
  readonly maxPaths: number;
  /** Of the paths, how many may be wildcards. */
  readonly maxWildcards: number;
}

/**
 * Safe under the quotas that CloudFront had for paths in progress (3,000, and 15 wildcards) and under today's, which
 * count by the second.
 * Source: CloudFront Developer Guide, "Quotas" and "Quota on invalidations".
 */
export const DEFAULT_BATCH_LIMITS: BatchLimits = { maxPaths: 3000, maxWildcards: 15 };

/**
 * The invalidations that cover all of these paths: no path twice, none that a wildcard of the plan covers anyway,
 * in as few batches as the limits allow, and in each batch in the order given.
 *
 * @throws `INVALIDATION_LIMITS_INVALID` for a limit that is not a positive whole number
 */
export function planBatches(
  paths: readonly string[],
  limits: BatchLimits = DEFAULT_BATCH_LIMITS,
): readonly (readonly string[])[] {
  const maxPaths = positive(limits.maxPaths, 'paths');
  const maxWildcards = Math.min(positive(limits.maxWildcards, 'wildcards'), maxPaths);
  const kept = coalesce(paths);
  const wildcards = kept.filter(isWildcardPath).length;
  const batchCount = Math.max(Math.ceil(kept.length / maxPaths), Math.ceil(wildcards / maxWildcards));
  const batches: string[][] = Array.from({ length: batchCount }, () => []);
  // Wildcards are the scarce places, so they are dealt out first; other paths fill what is left, front to back.
  const room = batches.map(
    (_, index) => maxPaths - Math.min(maxWildcards, Math.max(0, wildcards - index * maxWildcards)),
  );
  let dealt = 0;
  let open = 0;
  for (const path of kept) {
    if (isWildcardPath(path)) {
      batches[Math.floor(dealt / maxWildcards)]?.push(path);
      dealt += 1;
      continue;
    }
    while (room[open] === 0) open += 1;
    batches[open]?.push(path);
    room[open] = (room[open] ?? 0) - 1;
  }
  return batches;
}

/** The paths without repetition and without those that a wildcard among them covers, in the order given. */
export function coalesce(paths: readonly string[]): readonly string[] {
  const distinct = [...new Set(paths)];
  const prefixes = leastPrefixes(distinct.filter(isWildcardPath));
  return distinct.filter((path) => {
    const prefix = precedingPrefix(prefixes, path);
    if (prefix === undefined || !path.startsWith(prefix)) return true;
    return path === `${prefix}*`;
  });
}

/** True when the wildcard, or the path itself, stands for the path. */
export function covers(pattern: string, path: string): boolean {
  return pattern === path || (isWildcardPath(pattern) && path.startsWith(pattern.slice(0, -1)));
}

/** The wildcards' prefixes, sorted, without those that a shorter one covers: none is a prefix of another. */
function leastPrefixes(wildcards: readonly string[]): readonly string[] {
  const least: string[] = [];
  for (const prefix of wildcards.map((path) => path.slice(0, -1)).sort(byCodeUnits)) {
    const last = least.at(-1);
    if (last === undefined || !prefix.startsWith(last)) least.push(prefix);
  }
  return least;
}

/**
 * The greatest prefix that is not after the path. If any of them begins the path it is this one: whatever sorts
 * between a string and a longer one that begins with it begins with it too, and here none begins another.
 */
function precedingPrefix(prefixes: readonly string[], path: string): string | undefined {
  let low = 0;
  let high = prefixes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((prefixes[middle] ?? '') <= path) low = middle + 1;
    else high = middle;
  }
  return prefixes[low - 1];
}

function byCodeUnits(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function positive(limit: number, of: string): number {
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw new S3FrontError({
    code: 'INVALIDATION_LIMITS_INVALID',
    kind: 'usage',
    message: `An invalidation cannot be limited to ${limit} ${of}: it must be a positive whole number.`,
  });
}
