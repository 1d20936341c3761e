import {
  type BucketName,
  createDistribution,
  type DistributionId,
  expectParsed,
  makeBucket,
  type Provider,
  parseBucketName,
  parseDistributionId,
  S3FrontError,
  type UseCaseContext,
} from '@s3front/core';
import { createProvider, createWorld, VirtualClock, type World } from '@s3front/testing';
import type { Database } from '../database/database.ts';
import { openOperations } from './durable-operations.ts';
import type { Operation, OperationEvent, OperationId, OperationRequest } from './operation.ts';
import type { Operations } from './operations.ts';
import { createWorker, type Worker, type WorkerFault, type WorkerSettings } from './worker.ts';

export const PROPAGATION = 60_000;
export const HOUR = 3_600_000;

/** A World, a clock that the test moves, and operations in an empty database. */
export interface Workplace {
  readonly world: World;
  readonly clock: VirtualClock;
  readonly provider: Provider;
  readonly context: UseCaseContext;
  readonly operations: Operations;
  readonly faults: WorkerFault[];
  worker(more?: Partial<WorkerSettings>): Worker;
}

export async function openWorkplace(database: Database): Promise<Workplace> {
  await database.query('truncate s3front.operation, s3front.event, s3front.throttling, s3front.idempotency');
  const clock = new VirtualClock();
  const world = createWorld({ clock, seed: 1, propagation: PROPAGATION });
  const provider = createProvider(world);
  const random = { next: () => 0.5 };
  const faults: WorkerFault[] = [];
  return {
    world,
    clock,
    provider,
    context: { provider, clock, random },
    operations: openOperations(database, clock),
    faults,
    worker: (more) =>
      createWorker({ database, provider, clock, random, report: (fault) => faults.push(fault), ...more }),
  };
}

/** A bucket with its distribution, deployed and enabled. */
export async function publish(place: Workplace, name: string): Promise<DistributionId> {
  const bucket = bucketName(name);
  await makeBucket(place.context, { bucket, allowPublicAcls: false });
  const created = await createDistribution(place.context, { bucket, aliases: [], access: 'private' });
  place.clock.advance(PROPAGATION);
  return created.distribution.id;
}

export function bucketName(text: string): BucketName {
  return expectParsed(parseBucketName(text), 'BUCKET_NAME_INVALID', text);
}

export async function accept(place: Workplace, request: OperationRequest): Promise<OperationId> {
  const { operation } = await place.operations.accept(request, { buckets: [] });
  return operation.id;
}

export function removalOf(distribution: DistributionId, timeout: number = HOUR): OperationRequest {
  return { kind: 'removal', distribution, timeout };
}

export async function operation(place: Workplace, id: OperationId): Promise<Operation> {
  const found = await place.operations.get(id);
  if (found === undefined) throw new Error(`${id} is not there`);
  return found;
}

/** Lets the workers take turns, a second apart, until every operation has ended or an hour is over. */
export async function workOn(place: Workplace, ...workers: readonly Worker[]): Promise<void> {
  for (let second = 0; second < 3600; second += 1) {
    for (const worker of workers) await worker.runDue();
    const { queued, running } = await place.operations.count();
    if (queued + running === 0) return;
    place.clock.advance(1_000);
  }
}

/** The events up to now. */
export async function eventsSoFar(place: Workplace, id: OperationId, after = 0): Promise<readonly OperationEvent[]> {
  const leaving = new AbortController();
  const events: OperationEvent[] = [];
  const following = (async () => {
    for await (const event of place.operations.events(id, { after, signal: leaving.signal })) events.push(event);
  })();
  // The follower sleeps when it has caught up, or is at its end.
  while (place.clock.sleeping === 0 && !(await settled(following))) await Promise.resolve();
  leaving.abort();
  await following;
  return events;
}

async function settled(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending');
  return (await Promise.race([promise, new Promise((resolve) => setImmediate(resolve, pending))])) !== pending;
}

/** What an operation told so far. */
export async function stepKinds(place: Workplace, id: OperationId): Promise<readonly string[]> {
  return (await operation(place, id)).steps.map((step) => step.kind);
}

/** How often the World was called so. */
export function calls(place: Workplace, name: string): number {
  return place.world.calls.filter((call) => call.operation === name).length;
}

/** What a whole removal tells. */
export const REMOVED: readonly string[] = ['disabled', 'waiting', 'statement-removed', 'deleted', 'control-deleted'];

export function distributionId(text: string): DistributionId {
  return expectParsed(parseDistributionId(text), 'CF_URI_INVALID', text);
}

/** A provider whose look at a distribution waits until the gate is opened. */
export class Gate {
  readonly provider: Provider;
  readonly open: () => void;
  reached = false;

  constructor(provider: Provider) {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    this.open = open;
    this.provider = instead(provider, {
      getDistribution: async (...request: Parameters<Provider['cdn']['getDistribution']>) => {
        this.reached = true;
        await opened;
        return provider.cdn.getDistribution(...request);
      },
    });
  }
}

/** The provider with some calls of its CDN replaced. */
export function instead(provider: Provider, replaced: Partial<Provider['cdn']>): Provider {
  const cdn = new Proxy(provider.cdn, {
    get: (target, name) => Reflect.get(name in replaced ? replaced : target, name),
  });
  return { ...provider, cdn, objects: provider.objects, certificates: provider.certificates };
}

/** A provider whose look at a distribution ends only when it is interrupted. */
export function endless(provider: Provider): Provider {
  return instead(provider, {
    getDistribution: (_, options) =>
      new Promise<never>((_resolve, reject) => {
        options?.signal?.addEventListener('abort', () => {
          reject(new S3FrontError({ code: 'INTERRUPTED', kind: 'interrupted', message: 'Interrupted.' }));
        });
      }),
  });
}

/** Lets everything happen that waits for nothing but its turn. */
export function idle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
