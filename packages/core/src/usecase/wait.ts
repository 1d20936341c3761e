import type { Invalidation, VersionedDistribution } from '../distribution/distribution.ts';
import { nextStep } from '../distribution/lifecycle.ts';
import type { DistributionId, InvalidationId } from '../naming/cf-uri.ts';
import type { UseCaseContext } from './context.ts';
import { poll } from './poll.ts';

/** Until the last change of a distribution has reached every edge. @throws `DISTRIBUTION_NOT_FOUND`, `WAIT_TIMED_OUT` */
export async function waitForDistribution(
  context: UseCaseContext,
  request: { readonly id: DistributionId /** Milliseconds. */; readonly timeout: number },
): Promise<VersionedDistribution> {
  const started = context.clock.now();
  const { id, timeout } = request;
  return poll(
    context,
    { timeout, what: `cf://${id} to be deployed`, hint: `Go on waiting: s3front wait cf://${id}` },
    async () => {
      const found = await context.provider.cdn.getDistribution(id, { signal: context.signal });
      const { status, settings } = found.distribution;
      const goal = settings.enabled ? 'live' : 'dormant';
      if (nextStep(goal, { kind: 'present', enabled: settings.enabled, status }).kind === 'done') return found;
      context.report?.({ kind: 'waiting', distribution: id, elapsed: context.clock.now() - started });
      return undefined;
    },
  );
}

/** Until an invalidation has reached every edge. @throws `DISTRIBUTION_NOT_FOUND`, `INVALIDATION_NOT_FOUND`, `WAIT_TIMED_OUT` */
export async function waitForInvalidation(
  context: UseCaseContext,
  request: {
    readonly distribution: DistributionId;
    readonly invalidation: InvalidationId;
    /** Milliseconds. */
    readonly timeout: number;
  },
): Promise<Invalidation> {
  const started = context.clock.now();
  const { distribution, invalidation, timeout } = request;
  const uri = `cf://${distribution}/${invalidation}`;
  return poll(
    context,
    { timeout, what: `${uri} to be completed`, hint: `Go on waiting: s3front wait ${uri}` },
    async () => {
      const found = await context.provider.cdn.getInvalidation(distribution, invalidation, { signal: context.signal });
      if (found.status === 'Completed') return found;
      context.report?.({ kind: 'waiting', distribution, invalidation, elapsed: context.clock.now() - started });
      return undefined;
    },
  );
}
