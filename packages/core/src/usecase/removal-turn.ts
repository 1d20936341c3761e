import { statementSid } from '../delivery/bucket-policy.ts';
import type { VersionedDistribution } from '../distribution/distribution.ts';
import { type BlockedReason, nextStep, type Observed, type Obstacle } from '../distribution/lifecycle.ts';
import { type AwsAnswer, hasCode, S3FrontError } from '../errors.ts';
import type { DistributionId } from '../naming/cf-uri.ts';
import { revokeStatement } from './bucket-access.ts';
import type { UseCaseContext } from './context.ts';
import { sweepAfter, sweepControl } from './sweep.ts';

/**
 * What a removal learnt from one look to the next: plain data, so that it can be kept where another process finds it.
 */
export interface RemovalMemory {
  /** It was seen, so its absence means that it was removed and not that it never was. */
  readonly wasThere: boolean;
  readonly timesDisabled: number;
  /** What refused the last attempt to delete it. */
  readonly obstacle?: { readonly kind: Obstacle; readonly aws?: AwsAnswer | undefined } | undefined;
  /** What was about to be done: when the next look finds it done, it was us, and somebody died before saying so. */
  readonly acting?: 'disable' | 'delete' | undefined;
}

/** A removal that has not looked yet. */
export const NOTHING_LEARNT: RemovalMemory = { wasThere: false, timesDisabled: 0 };

/** One turn of a removal. */
export interface RemovalTurn {
  readonly id: DistributionId;
  /** Without waiting, an enabled distribution is disabled and left for a later call. */
  readonly wait: boolean;
  /** When the removal began, in milliseconds since the epoch. */
  readonly started: number;
  /** What the turns before this one learnt. */
  readonly memory: RemovalMemory;
  /** Told of everything that is learnt, and awaited before each act: what it throws prevents the act. */
  readonly remember: (memory: RemovalMemory) => void | Promise<void>;
}

/** `removed`: it is gone. `disabled`: it is off, or on its way there. Undefined: another turn is needed, later. */
export type RemovalOutcome = 'removed' | 'disabled' | undefined;

/**
 * Looks at the distribution, asks the lifecycle, and acts once. Every turn starts from what it sees, so it does not
 * matter which process ran the one before, or how far that came.
 *
 * @throws `DISTRIBUTION_NOT_FOUND` when it never was there, after sweeping up what it left; `REMOVAL_BLOCKED` (kind
 * `conflict`); what the ports throw, and then another turn may succeed
 */
export async function removalTurn(context: UseCaseContext, turn: RemovalTurn): Promise<RemovalOutcome> {
  return new Turn(context, turn).run();
}

class Turn {
  readonly #context: UseCaseContext;
  readonly #turn: RemovalTurn;
  #memory: RemovalMemory;

  constructor(context: UseCaseContext, turn: RemovalTurn) {
    this.#context = context;
    this.#turn = turn;
    this.#memory = turn.memory;
  }

  async run(): Promise<RemovalOutcome> {
    const found = await observe(this.#context, this.#turn.id);
    if (found === undefined) return this.#gone();
    await this.#learn({ wasThere: true });
    await this.#settleAct(found);
    const step = nextStep('gone', this.#observed(found));
    switch (step.kind) {
      case 'disable':
        return this.#disable(found);
      case 'wait':
        return this.#wait();
      case 'delete':
        return this.#delete(found);
      case 'blocked':
        throw blocked(this.#turn.id, step.reason, this.#memory.obstacle?.aws);
      case 'enable':
      case 'done':
        throw new S3FrontError({
          code: 'LIFECYCLE_BROKEN',
          kind: 'internal',
          message: `The lifecycle answered '${step.kind}' for a distribution that is there and shall go.`,
        });
    }
  }

  readonly #elapsed = (): number => this.#context.clock.now() - this.#turn.started;

  async #learn(learnt: Partial<RemovalMemory>): Promise<void> {
    this.#memory = { ...this.#memory, ...learnt };
    await this.#turn.remember(this.#memory);
  }

  #observed(found: VersionedDistribution): Observed {
    const { status, settings } = found.distribution;
    const { obstacle, timesDisabled } = this.#memory;
    return { kind: 'present', enabled: settings.enabled, status, obstacle: obstacle?.kind, timesDisabled };
  }

  /** What a turn before this one began and could not tell of. */
  async #settleAct(found: VersionedDistribution): Promise<void> {
    if (this.#memory.acting === undefined) return;
    if (this.#memory.acting === 'disable' && !found.distribution.settings.enabled) return this.#disabled();
    await this.#learn({ acting: undefined });
  }

  async #gone(): Promise<RemovalOutcome> {
    const { id } = this.#turn;
    if (this.#memory.acting === 'delete') {
      this.#context.report?.({ kind: 'deleted', distribution: id, elapsed: this.#elapsed() });
      await this.#learn({ acting: undefined });
    }
    await sweepAfter(this.#context, id, this.#elapsed);
    if (!this.#memory.wasThere) throw notFound(id);
    return 'removed';
  }

  async #disable(found: VersionedDistribution): Promise<RemovalOutcome> {
    const { cdn } = this.#context.provider;
    await this.#learn({ acting: 'disable' });
    try {
      await cdn.updateDistribution(this.#turn.id, found.etag, { enabled: false }, { signal: this.#context.signal });
    } catch (error) {
      // Somebody else changed it first: the next look decides.
      if (!hasCode(error, 'PRECONDITION_FAILED')) throw error;
      await this.#learn({ acting: undefined });
      return undefined;
    }
    await this.#disabled();
    return this.#turn.wait ? undefined : 'disabled';
  }

  async #disabled(): Promise<void> {
    this.#context.report?.({ kind: 'disabled', distribution: this.#turn.id, elapsed: this.#elapsed() });
    await this.#learn({ acting: undefined, timesDisabled: this.#memory.timesDisabled + 1 });
  }

  #wait(): RemovalOutcome {
    if (!this.#turn.wait) return 'disabled';
    this.#context.report?.({ kind: 'waiting', distribution: this.#turn.id, elapsed: this.#elapsed() });
    return undefined;
  }

  /**
   * The statement goes first: a statement that names a distribution which is gone would stay for ever, while a
   * disabled distribution without its statement serves nobody either way.
   */
  async #delete(found: VersionedDistribution): Promise<RemovalOutcome> {
    const { id } = this.#turn;
    await revokeOurStatements(this.#context, found, this.#elapsed);
    await this.#learn({ acting: 'delete' });
    try {
      await this.#context.provider.cdn.deleteDistribution(id, found.etag, { signal: this.#context.signal });
    } catch (error) {
      if (hasCode(error, 'DELETE_BLOCKED')) {
        await this.#learn({ acting: undefined, obstacle: { kind: obstacleIn(error), aws: error.aws } });
      } else if (isOvertaken(error)) {
        await this.#learn({ acting: undefined });
      } else {
        throw error;
      }
      return undefined;
    }
    this.#context.report?.({ kind: 'deleted', distribution: id, elapsed: this.#elapsed() });
    await this.#learn({ acting: undefined });
    await sweepControl(this.#context, found, this.#elapsed);
    return 'removed';
  }
}

/** Somebody changed, enabled or deleted it between our look and our deletion: the next look decides. */
function isOvertaken(error: unknown): boolean {
  return ['PRECONDITION_FAILED', 'DISTRIBUTION_NOT_DISABLED', 'DISTRIBUTION_NOT_FOUND'].some((code) =>
    hasCode(error, code),
  );
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

function blocked(id: DistributionId, reason: BlockedReason, aws: AwsAnswer | undefined): S3FrontError {
  return new S3FrontError({
    code: 'REMOVAL_BLOCKED',
    kind: 'conflict',
    message: `cf://${id} cannot be removed: ${blockedSentence(reason, aws)}.`,
    hint: blockedHint(id, reason),
    aws,
  });
}

function blockedSentence(reason: BlockedReason, aws: AwsAnswer | undefined): string {
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
      return aws?.message ?? 'AWS refuses it';
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
