import {
  type DistributionId,
  hasCode,
  type Invalidation,
  isS3FrontError,
  nextStep,
  planBatches,
  type RemovalMemory,
  removalTurn,
  type UseCaseContext,
} from '@s3front/core';
import type { OperationId, OperationRequest, OperationStep } from './operation.ts';
import type { OperationMemory, SentInvalidation } from './operation-memory.ts';

/** One turn of an operation, and what it works with. */
export interface Turn {
  readonly id: OperationId;
  readonly request: OperationRequest;
  /** When the operation was accepted, in milliseconds since the epoch. */
  readonly created: number;
  readonly memory: OperationMemory;
  /** Told of every step as it is done. */
  readonly tell: (step: OperationStep) => void;
  /** Awaited before each act: what it throws prevents the act. */
  readonly remember: (memory: OperationMemory) => Promise<void>;
}

/**
 * `waiting`: nothing to do before AWS has gone on. `progressed`: something was done, the next look is worth it soon.
 */
export type TurnOutcome = 'done' | 'progressed' | 'waiting';

/** Looks, asks the lifecycle, acts once. @throws what makes the operation fail, or another turn worth while */
export function runTurn(context: UseCaseContext, turn: Turn): Promise<TurnOutcome> {
  const { request } = turn;
  switch (request.kind) {
    case 'removal':
      return removal(context, turn, request.distribution);
    case 'deployment':
      return deployment(context, turn, request.distribution);
    case 'invalidation':
      return invalidation(context, turn, request);
  }
}

async function removal(context: UseCaseContext, turn: Turn, id: DistributionId): Promise<TurnOutcome> {
  let learnt: RemovalMemory = turn.memory.removal;
  const outcome = await removalTurn(context, {
    id,
    wait: true,
    started: turn.created,
    memory: learnt,
    remember: async (memory) => {
      learnt = memory;
      await turn.remember({ ...turn.memory, removal: memory });
    },
  });
  if (outcome !== undefined) return 'done';
  return learnt.timesDisabled > turn.memory.removal.timesDisabled || learnt.obstacle !== undefined
    ? 'progressed'
    : 'waiting';
}

async function deployment(context: UseCaseContext, turn: Turn, id: DistributionId): Promise<TurnOutcome> {
  const found = await context.provider.cdn.getDistribution(id, { signal: context.signal });
  const { status, settings } = found.distribution;
  const goal = settings.enabled ? 'live' : 'dormant';
  const isDone = nextStep(goal, { kind: 'present', enabled: settings.enabled, status }).kind === 'done';
  turn.tell({ kind: isDone ? 'deployed' : 'waiting', time: context.clock.now(), distribution: id });
  return isDone ? 'done' : 'waiting';
}

async function invalidation(
  context: UseCaseContext,
  turn: Turn,
  request: Extract<OperationRequest, { kind: 'invalidation' }>,
): Promise<TurnOutcome> {
  const sent = turn.memory.invalidations;
  const unsent = planBatches(request.paths)[sent.length];
  if (unsent !== undefined) return send(context, turn, unsent);
  const open = sent.find((one) => !one.completed);
  if (open === undefined) return 'done';
  return follow(context, turn, open);
}

async function send(context: UseCaseContext, turn: Turn, paths: readonly string[]): Promise<TurnOutcome> {
  const { distribution } = turn.request;
  const sent = turn.memory.invalidations;
  let made: Invalidation;
  try {
    made = await context.provider.cdn.createInvalidation(
      distribution,
      // The same at each attempt: CloudFront answers a repetition with what it made before.
      { paths, callerReference: `${turn.id}-${sent.length}` },
      { signal: context.signal },
    );
  } catch (error) {
    if (!hasCode(error, 'TOO_MANY_INVALIDATIONS')) throw error;
    // A quota of its own, which the account's other requests do not share: only this operation waits.
    const message = 'as many invalidations are in progress as AWS allows';
    turn.tell({ kind: 'retrying', time: context.clock.now(), distribution, message });
    return 'waiting';
  }
  turn.tell({ kind: 'invalidation-created', time: context.clock.now(), distribution, invalidation: made.id });
  await turn.remember({ ...turn.memory, invalidations: [...sent, { id: made.id, completed: false }] });
  return 'progressed';
}

async function follow(context: UseCaseContext, turn: Turn, open: SentInvalidation): Promise<TurnOutcome> {
  const { distribution } = turn.request;
  const found = await context.provider.cdn.getInvalidation(distribution, open.id, { signal: context.signal });
  const time = context.clock.now();
  if (found.status !== 'Completed') {
    turn.tell({ kind: 'waiting', time, distribution, invalidation: open.id });
    return 'waiting';
  }
  turn.tell({ kind: 'invalidation-completed', time, distribution, invalidation: open.id });
  const invalidations = turn.memory.invalidations.map((one) =>
    one.id === open.id ? { ...one, completed: true } : one,
  );
  await turn.remember({ ...turn.memory, invalidations });
  return invalidations.every((one) => one.completed) ? 'done' : 'progressed';
}

/** True for what another turn may find cured: AWS throttles, is down, or cannot be reached. */
export function isCurable(error: unknown): boolean {
  return (
    isS3FrontError(error) && ['throttled', 'unavailable', 'unreachable', 'refused', 'interrupted'].includes(error.kind)
  );
}
