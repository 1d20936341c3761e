import type { BucketName } from '@s3front/core';
import { HttpProblem } from '../problem/http-problem.ts';
import type { TokenScope } from './tokens.ts';

/** Whoever sent a request, and what they may do. */
export interface Caller {
  /** The id of the token; `anonymous` on loopback without tokens. */
  readonly id: string;
  readonly scope: TokenScope;
  /** Undefined for a caller without limits. */
  readonly buckets: readonly BucketName[] | undefined;
}

export const ANONYMOUS: Caller = { id: 'anonymous', scope: 'admin', buckets: undefined };

const RANK: Readonly<Record<TokenScope, number>> = { read: 1, deploy: 2, admin: 3 };

/** Each scope includes those before it. */
export function hasScope(caller: Caller, wanted: TokenScope): boolean {
  return RANK[caller.scope] >= RANK[wanted];
}

export function mayUse(caller: Caller, bucket: string): boolean {
  return caller.buckets === undefined || caller.buckets.some((allowed) => allowed === bucket);
}

/** True when the caller is not limited, or when there are buckets and every one is allowed. */
export function mayUseAll(caller: Caller, buckets: readonly string[]): boolean {
  if (caller.buckets === undefined) return true;
  return buckets.length > 0 && buckets.every((bucket) => mayUse(caller, bucket));
}

/** @throws `BUCKET_NOT_ALLOWED` (403), whether or not there is such a bucket */
export function requireBucket(caller: Caller, bucket: BucketName): void {
  if (mayUse(caller, bucket)) return;
  throw new HttpProblem({
    status: 403,
    code: 'BUCKET_NOT_ALLOWED',
    detail: `The token is limited to other buckets than s3://${bucket}/.`,
    hint: 'Use a token for this bucket: s3front token create --bucket NAME',
  });
}

/** @throws `TOKEN_LIMITED` (403) for what concerns the whole account */
export function requireUnlimited(caller: Caller): void {
  if (caller.buckets === undefined) return;
  throw new HttpProblem({
    status: 403,
    code: 'TOKEN_LIMITED',
    detail: 'The token is limited to buckets, and this concerns the whole account.',
    hint: 'Use a token that is made without --bucket.',
  });
}
