import { describe, expect, it } from 'vitest';
import type { VersionedDistribution } from '../distribution/distribution.ts';
import { S3FrontError } from '../errors.ts';
import type { DistributionId } from '../naming/cf-uri.ts';
import type { Cdn } from '../ports/cdn.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { UseCaseContext } from './context.ts';
import type { UseCaseEvent } from './event.ts';
import { NOTHING_LEARNT, type RemovalMemory, removalTurn } from './removal-turn.ts';
import { stubContext } from './stub-context.test-support.ts';

const id = 'E3RPA4Z4ALGTGO' as DistributionId;

/** A distribution without origins of ours, and what was done to it. */
class Edge {
  readonly acts: string[] = [];
  readonly events: UseCaseEvent['kind'][] = [];
  readonly remembered: RemovalMemory[] = [];
  state: 'enabled' | 'in-progress' | 'disabled' | 'gone' = 'enabled';
  /** Thrown by the next act, after it was done. */
  failure: S3FrontError | undefined;

  readonly context: UseCaseContext = {
    ...stubContext({ provider: { cdn: this.#cdn(), objects: noBuckets() } }),
    report: (event) => this.events.push(event.kind),
  };

  turn(memory: RemovalMemory, remember?: (memory: RemovalMemory) => void) {
    return removalTurn(this.context, {
      id,
      wait: true,
      started: 0,
      memory,
      remember: (learnt) => {
        remember?.(learnt);
        this.remembered.push(learnt);
      },
    });
  }

  get last(): RemovalMemory {
    return this.remembered.at(-1) ?? NOTHING_LEARNT;
  }

  #cdn(): Cdn {
    const found = (): VersionedDistribution => {
      if (this.state === 'gone') throw failure('DISTRIBUTION_NOT_FOUND', 'not-found');
      const status = this.state === 'in-progress' ? 'InProgress' : 'Deployed';
      const settings = { enabled: this.state === 'enabled', origins: [] };
      return { etag: 'E1', distribution: { id, status, settings } } as unknown as VersionedDistribution;
    };
    const act = (name: string, state: Edge['state']) => {
      this.acts.push(name);
      this.state = state;
      if (this.failure !== undefined) throw this.failure;
    };
    const cdn: Partial<Cdn> = {
      getDistribution: async () => found(),
      updateDistribution: async () => {
        act('disable', 'in-progress');
        return found();
      },
      deleteDistribution: async () => act('delete', 'gone'),
      async *listOriginAccessControls() {},
    };
    return cdn as Cdn;
  }
}

function noBuckets(): ObjectStore {
  const objects: Partial<ObjectStore> = { async *listBuckets() {} };
  return objects as ObjectStore;
}

function failure(code: string, kind: 'not-found' | 'unavailable'): S3FrontError {
  return new S3FrontError({ code, kind, message: code });
}

describe('a turn of a removal', () => {
  it('acts once, and remembers beforehand what it is about to do', async () => {
    const edge = new Edge();
    expect(await edge.turn(NOTHING_LEARNT)).toBeUndefined();
    expect(edge.acts).toEqual(['disable']);
    expect(edge.remembered).toContainEqual({ wasThere: true, timesDisabled: 0, acting: 'disable' });
    expect(edge.last).toEqual({ wasThere: true, timesDisabled: 1, acting: undefined });
    expect(JSON.parse(JSON.stringify(edge.last))).toEqual({ wasThere: true, timesDisabled: 1 });
  });

  it('does not act when what it is about to do cannot be remembered', async () => {
    const edge = new Edge();
    const lost = new Error('lost');
    const turn = edge.turn(NOTHING_LEARNT, (memory) => {
      if (memory.acting !== undefined) throw lost;
    });
    await expect(turn).rejects.toBe(lost);
    expect(edge.acts).toEqual([]);
  });

  it('tells what the turn before it did and could not tell', async () => {
    const edge = new Edge();
    edge.failure = failure('SERVICE_UNAVAILABLE', 'unavailable');
    await expect(edge.turn(NOTHING_LEARNT)).rejects.toBe(edge.failure);
    expect(edge.events).toEqual([]);
    await edge.turn(edge.last);
    expect(edge.events).toEqual(['disabled', 'waiting']);

    edge.state = 'disabled';
    await expect(edge.turn(edge.last)).rejects.toBe(edge.failure);
    expect(await edge.turn(edge.last)).toBe('removed');
    expect(edge.events).toEqual(['disabled', 'waiting', 'deleted']);
    expect(edge.acts).toEqual(['disable', 'delete']);
  });

  it('claims nothing that it did not begin', async () => {
    const edge = new Edge();
    edge.state = 'gone';
    expect(await edge.turn({ wasThere: true, timesDisabled: 1 })).toBe('removed');
    expect(edge.events).toEqual([]);
    await expect(edge.turn(NOTHING_LEARNT)).rejects.toMatchObject({ code: 'DISTRIBUTION_NOT_FOUND' });
  });

  it('forgets an act that did not happen', async () => {
    const edge = new Edge();
    edge.state = 'in-progress';
    await edge.turn({ wasThere: true, timesDisabled: 1, acting: 'delete' });
    expect(edge.last.acting).toBeUndefined();
    expect(edge.events).toEqual(['waiting']);
  });
});
