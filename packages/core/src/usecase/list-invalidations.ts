import type { Invalidation } from '../distribution/distribution.ts';
import type { DistributionId } from '../naming/cf-uri.ts';
import type { UseCaseContext } from './context.ts';

/** How many invalidations are read at once. */
const CONCURRENCY = 4;

/** Every invalidation that CloudFront still knows of a distribution, newest first, with its paths. */
export async function* listInvalidations(
  context: UseCaseContext,
  distribution: DistributionId,
): AsyncGenerator<Invalidation> {
  const { cdn } = context.provider;
  const options = { signal: context.signal };
  const ahead: Promise<Invalidation>[] = [];
  for await (const summary of cdn.listInvalidations(distribution, options)) {
    const read = cdn.getInvalidation(distribution, summary.id, options);
    // Awaited further down; a failure before that must not count as unhandled.
    read.catch(() => undefined);
    ahead.push(read);
    const next = ahead.length >= CONCURRENCY ? ahead.shift() : undefined;
    if (next !== undefined) yield await next;
  }
  for (const read of ahead) yield await read;
}
