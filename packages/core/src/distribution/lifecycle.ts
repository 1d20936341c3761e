import type { DistributionStatus } from './distribution.ts';

/** What somebody wants of a distribution: serving, kept but not serving, or away. */
export type Goal = 'live' | 'dormant' | 'gone';

/** Why AWS will not delete a distribution however long one waits. */
export type Obstacle =
  /** It is subscribed to a pricing plan. */
  | 'pricing-plan'
  /** It is multi-tenant and has tenants. */
  | 'tenants'
  /** A staging distribution or a continuous-deployment policy hangs on it. */
  | 'staging'
  /** Something else that AWS named in its refusal. */
  | 'other';

/** A distribution as it was seen a moment ago, and what was learnt on the way there. */
export type Observed =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'present';
      readonly enabled: boolean;
      readonly status: DistributionStatus;
      /** What refused the last attempt to delete it. */
      readonly obstacle?: Obstacle | undefined;
      /** How often this run has disabled it already: more than once means that somebody enables it again. */
      readonly timesDisabled?: number | undefined;
    };

export type Step =
  | { readonly kind: 'enable' }
  | { readonly kind: 'disable' }
  | { readonly kind: 'delete' }
  /** Look again later: CloudFront is still carrying the last change to its edges. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'done' }
  | { readonly kind: 'blocked'; readonly reason: BlockedReason };

export type BlockedReason = Obstacle | 'absent' | 'enabled-again';

/** After this many times of disabling what somebody enables again, it is no race any more. */
const MOST_TIMES_DISABLED = 3;

/**
 * The one decision of the lifecycle: what to do next so that what was observed becomes what is wanted.
 *
 * It never says `delete` of a distribution that is enabled or whose last change is not deployed, since CloudFront
 * refuses that (DistributionNotDisabled).
 * Source: CloudFront Developer Guide, "Delete a distribution".
 */
export function nextStep(goal: Goal, observed: Observed): Step {
  if (observed.kind === 'absent') {
    return goal === 'gone' ? { kind: 'done' } : { kind: 'blocked', reason: 'absent' };
  }
  if (goal === 'gone' && observed.obstacle !== undefined) return { kind: 'blocked', reason: observed.obstacle };
  if (goal === 'live' && !observed.enabled) return { kind: 'enable' };
  if (goal !== 'live' && observed.enabled) return disable(observed.timesDisabled);
  if (observed.status === 'InProgress') return { kind: 'wait' };
  return goal === 'gone' ? { kind: 'delete' } : { kind: 'done' };
}

function disable(timesDisabled: number | undefined): Step {
  return (timesDisabled ?? 0) >= MOST_TIMES_DISABLED
    ? { kind: 'blocked', reason: 'enabled-again' }
    : { kind: 'disable' };
}
