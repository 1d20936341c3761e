import { statementSid } from '../delivery/bucket-policy.ts';
import type { VersionedDistribution } from '../distribution/distribution.ts';
import { type BlockedReason, nextStep, type Observed, type Obstacle } from '../distribution/lifecycle.ts';
import { hasCode, S3FrontError } from '../errors.ts';
import type { DistributionId } from '../naming/cf-uri.ts';
import { revokeStatement } from './bucket-access.ts';
import type { UseCaseContext } from './context.ts';
import { type PollRequest, poll } from './poll.ts';
import { sweepAfter, sweepControl } from './sweep.ts';

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
  const removal = new Removal(context, request);
  const outcome = await poll(context, waitRequest(request), () => removal.turn());
  return { outcome, elapsed: removal.elapsed() };
}

type Outcome = RemovedDistribution['outcome'];

/** One removal under way: what it learnt from one look to the next. */
class Removal {
  readonly #context: UseCaseContext;
  readonly #request: RemoveDistributionRequest;
  readonly #started: number;
  #wasThere = false;
  #timesDisabled = 0;
  #obstacle: { readonly kind: Obstacle; readonly cause: S3FrontError } | undefined;

  constructor(context: UseCaseContext, request: RemoveDistributionRequest) {
    this.#context = context;
    this.#request = request;
    this.#started = context.clock.now();
  }

  /** Milliseconds since it began. */
  readonly elapsed = (): number => this.#context.clock.now() - this.#started;

  /** Looks, asks the lifecycle, acts once. Answers when there is nothing left to wait for. */
  async turn(): Promise<Outcome | undefined> {
    const found = await observe(this.#context, this.#request.id);
    if (found === undefined) return this.#gone();
    this.#wasThere = true;
    const step = nextStep('gone', this.#observed(found));
    switch (step.kind) {
      case 'disable':
        return this.#disable(found);
      case 'wait':
        return this.#wait();
      case 'delete':
        return this.#delete(found);
      case 'blocked':
        throw blocked(this.#request.id, step.reason, this.#obstacle?.cause);
      case 'enable':
      case 'done':
        throw new S3FrontError({
          code: 'LIFECYCLE_BROKEN',
          kind: 'internal',
          message: `The lifecycle answered '${step.kind}' for a distribution that is there and shall go.`,
        });
    }
  }

  #observed(found: VersionedDistribution): Observed {
    const { status, settings } = found.distribution;
    return {
      kind: 'present',
      enabled: settings.enabled,
      status,
      obstacle: this.#obstacle?.kind,
      timesDisabled: this.#timesDisabled,
    };
  }

  async #gone(): Promise<Outcome> {
    await sweepAfter(this.#context, this.#request.id, this.elapsed);
    if (!this.#wasThere) throw notFound(this.#request.id);
    return 'removed';
  }

  async #disable(found: VersionedDistribution): Promise<Outcome | undefined> {
    const { cdn } = this.#context.provider;
    const { id } = this.#request;
    try {
      await cdn.updateDistribution(id, found.etag, { enabled: false }, { signal: this.#context.signal });
    } catch (error) {
      // Somebody else changed it first: the next look decides.
      if (hasCode(error, 'PRECONDITION_FAILED')) return undefined;
      throw error;
    }
    this.#timesDisabled += 1;
    this.#context.report?.({ kind: 'disabled', distribution: id, elapsed: this.elapsed() });
    return this.#request.wait ? undefined : 'disabled';
  }

  #wait(): Outcome | undefined {
    if (!this.#request.wait) return 'disabled';
    this.#context.report?.({ kind: 'waiting', distribution: this.#request.id, elapsed: this.elapsed() });
    return undefined;
  }

  /**
   * The statement goes first: a statement that names a distribution which is gone would stay for ever, while a
   * disabled distribution without its statement serves nobody either way.
   */
  async #delete(found: VersionedDistribution): Promise<Outcome | undefined> {
    const { id } = this.#request;
    await revokeOurStatements(this.#context, found, this.elapsed);
    try {
      await this.#context.provider.cdn.deleteDistribution(id, found.etag, { signal: this.#context.signal });
    } catch (error) {
      if (hasCode(error, 'DELETE_BLOCKED')) this.#obstacle = { kind: obstacleIn(error), cause: error };
      else if (!isOvertaken(error)) throw error;
      return undefined;
    }
    this.#context.report?.({ kind: 'deleted', distribution: id, elapsed: this.elapsed() });
    await sweepControl(this.#context, found, this.elapsed);
    return 'removed';
  }
}

/** Somebody changed, enabled or deleted it between our look and our deletion: the next look decides. */
function isOvertaken(error: unknown): boolean {
  return ['PRECONDITION_FAILED', 'DISTRIBUTION_NOT_DISABLED', 'DISTRIBUTION_NOT_FOUND'].some((code) =>
    hasCode(error, code),
  );
}

function waitRequest(request: RemoveDistributionRequest): PollRequest {
  return {
    timeout: request.timeout,
    what: `cf://${request.id} to be removed`,
    hint: `Go on with: s3front cfremove cf://${request.id}`,
  };
}

async function observe(context: UseCaseContext, id: DistributionId): Promise<VersionedDistribution | undefined> {
  try {
    return await context.provider.cdn.getDistribution(id, { signal: context.signal });
  } catch (error) {
    if (hasCode(error, 'DISTRIBUTION_NOT_FOUND')) return undefined;
    throw error;
  }
}

async function revokeOurStatements(
  context: UseCaseContext,
  found: VersionedDistribution,
  elapsed: () => number,
): Promise<void> {
  const { id, settings } = found.distribution;
  for (const origin of settings.origins) {
    if (origin.kind !== 's3') continue;
    try {
      const outcome = await revokeStatement(context, origin.bucket, statementSid(id));
      if (outcome === 'absent') continue;
      context.report?.({ kind: 'statement-removed', distribution: id, bucket: origin.bucket, elapsed: elapsed() });
    } catch (error) {
      // The bucket went before its distribution, and took its policy with it.
      if (!hasCode(error, 'BUCKET_NOT_FOUND')) throw error;
    }
  }
}

function obstacleIn(error: S3FrontError): Obstacle {
  const code = error.aws?.code ?? '';
  if (/staging|continuousdeployment/i.test(code)) return 'staging';
  if (/pricing plan/i.test(error.aws?.message ?? '')) return 'pricing-plan';
  return code === 'ResourceInUse' ? 'tenants' : 'other';
}

function blocked(id: DistributionId, reason: BlockedReason, cause: S3FrontError | undefined): S3FrontError {
  return new S3FrontError({
    code: 'REMOVAL_BLOCKED',
    kind: 'conflict',
    message: `cf://${id} cannot be removed: ${blockedSentence(reason, cause)}.`,
    hint: blockedHint(id, reason),
    aws: cause?.aws,
    cause,
  });
}

function blockedSentence(reason: BlockedReason, cause: S3FrontError | undefined): string {
  switch (reason) {
    case 'pricing-plan':
      return 'it is subscribed to a pricing plan';
    case 'tenants':
      return 'it has distribution tenants';
    case 'staging':
      return 'a staging distribution or a continuous-deployment policy hangs on it';
    case 'enabled-again':
      return 'somebody enables it again each time it is disabled';
    case 'absent':
      return 'it does not exist';
    case 'other':
      return cause?.aws?.message ?? 'AWS refuses it';
  }
}

function blockedHint(id: DistributionId, reason: BlockedReason): string {
  switch (reason) {
    case 'pricing-plan':
      return 'Cancel the pricing plan in the CloudFront console; it can be removed when the billing cycle ends.';
    case 'tenants':
      return 'Delete its tenants first.';
    case 'staging':
      return 'Delete the staging distribution and the continuous-deployment policy first.';
    case 'enabled-again':
      return 'Find who enables it (a deployment, an infrastructure tool), stop that, and run this again.';
    case 'absent':
    case 'other':
      return `See what it is: s3front cfinfo cf://${id}`;
  }
}

function notFound(id: DistributionId): S3FrontError {
  return new S3FrontError({
    code: 'DISTRIBUTION_NOT_FOUND',
    kind: 'not-found',
    message: `There is no distribution cf://${id}; what it may have left behind was swept up.`,
    hint: 'List those that are there: s3front cflist',
  });
}
