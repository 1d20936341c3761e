import type { Provider } from '../ports/provider.ts';
import type { UseCaseContext } from './context.ts';

/** A context whose clock jumps over every sleep, and whose ports fail the test when they are reached. */
export function stubContext(
  options: { readonly random?: number; readonly slept?: number[]; readonly provider?: Partial<Provider> } = {},
): UseCaseContext {
  let now = 0;
  const untouchable = (name: string): never =>
    new Proxy(
      {},
      {
        get: (_target, member) => {
          throw new Error(`${name}.${String(member)} was not expected`);
        },
      },
    ) as never;
  return {
    provider: {
      cdn: untouchable('cdn'),
      objects: untouchable('objects'),
      certificates: untouchable('certificates'),
      close: async () => undefined,
      ...options.provider,
    },
    clock: {
      now: () => now,
      async sleep(milliseconds, signal) {
        signal?.throwIfAborted();
        options.slept?.push(milliseconds);
        now += milliseconds;
      },
    },
    random: { next: () => options.random ?? 0.5 },
  };
}
