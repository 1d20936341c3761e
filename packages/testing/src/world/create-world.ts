import { createMemoryBodies } from './bodies/memory-bodies.ts';
import { createMemoryStore } from './store/memory-store.ts';
import { VirtualClock } from './virtual-clock.ts';
import { openWorld, type World, type WorldOptions } from './world.ts';

/** About what AWS takes: three to five minutes. */
const DEFAULT_PROPAGATION = 4 * 60 * 1000;

/**
 * A World for a test: in memory, with a virtual clock and the same identifiers in every run, unless the options say
 * otherwise.
 *
 * @example
 * const clock = new VirtualClock({ advanceOnSleep: true });
 * const provider = createProvider(createWorld({ clock }));
 */
export function createWorld(options: Partial<WorldOptions> = {}): World {
  return openWorld({
    ...options,
    store: options.store ?? createMemoryStore(),
    bodies: options.bodies ?? createMemoryBodies(),
    clock: options.clock ?? new VirtualClock(),
    seed: options.seed ?? 1,
    propagation: options.propagation ?? DEFAULT_PROPAGATION,
  });
}
