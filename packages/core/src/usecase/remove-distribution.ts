import type { DistributionId } from '../naming/cf-uri.ts';
import type { UseCaseContext } from './context.ts';
import { type PollRequest, poll } from './poll.ts';
import { NOTHING_LEARNT, removalTurn } from './removal-turn.ts';

export interface RemoveDistributionRequest {
  readonly id: DistributionId;
  /** Without waiting, an enabled distribution is disabled and left for a later call. */
  readonly wait: boolean;
  /** How long to wait at the most, in milliseconds. */
  readonly timeout: number;
}

export interface RemovedDistribution {
  /** `disabled`: it is off, or on its way there, and a later call deletes it. */
  readonly outcome: 'removed' | 'disabled';
  /** Milliseconds. */
  readonly elapsed: number;
}

/**
 * Takes a distribution away: disables it, waits until that is deployed, takes back the statement in the bucket's
 * policy, deletes it, and deletes the origin access control of ours that nothing uses any more. It looks again before
 * every step, so it can be cut anywhere and carried on by calling it again.
 *
 * @throws `DISTRIBUTION_NOT_FOUND` when it is gone already, after sweeping up what it left; `WAIT_TIMED_OUT`;
 * `REMOVAL_BLOCKED` (kind `conflict`) when AWS will not delete it or somebody enables it again and again
 */
export async function removeDistribution(
  context: UseCaseContext,
  request: RemoveDistributionRequest,
): Promise<RemovedDistribution> {
  const { id, wait } = request;
  const started = context.clock.now();
  let memory = NOTHING_LEARNT;
  const outcome = await poll(context, waitRequest(request), () =>
    removalTurn(context, {
      id,
      wait,
      started,
      memory,
      remember: (learnt) => {
        memory = learnt;
      },
    }),
  );
  return { outcome, elapsed: context.clock.now() - started };
}

function waitRequest(request: RemoveDistributionRequest): PollRequest {
  return {
    timeout: request.timeout,
    what: `cf://${request.id} to be removed`,
    hint: `Go on with: s3front cfremove cf://${request.id}`,
  };
}
