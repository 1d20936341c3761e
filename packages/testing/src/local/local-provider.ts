import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Clock, Provider } from '@s3front/core';
import { createProvider } from '../provider/provider.ts';
import { createDiskBodies } from '../world/bodies/disk-bodies.ts';
import { openLmdbStore } from '../world/store/lmdb-store.ts';
import { openWorld, type World } from '../world/world.ts';

export interface LocalProviderOptions {
  /** Where the state is kept; made where it is missing. */
  readonly directory: string;
  /** Milliseconds that a change takes to be deployed. */
  readonly propagation: number;
  readonly clock: Clock;
  /** Where identifiers come from; without it, a new directory gets a seed of its own. */
  readonly seed?: string | number | undefined;
}

export interface LocalProvider extends Provider {
  readonly world: World;
}

/**
 * The account on this machine: a World in a directory, which several processes may have open at once. Its certificates
 * are issued on demand, since nobody validates names here.
 *
 * @throws `STATE_UNREADABLE`, `STATE_DAMAGED`, `STATE_TOO_NEW` (kind `file`); nothing on the disk is changed then
 */
export async function openLocalProvider(options: LocalProviderOptions): Promise<LocalProvider> {
  const { directory, propagation, clock, seed } = options;
  const world = openWorld({
    store: openLmdbStore(directory),
    bodies: createDiskBodies(join(directory, 'objects')),
    clock,
    propagation,
    seed: seed ?? (() => randomBytes(16).toString('hex')),
  });
  return { ...createProvider(world, { issuesCertificates: true }), world };
}
