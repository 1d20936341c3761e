import type { Clock } from '../ports/clock.ts';
import type { Provider } from '../ports/provider.ts';
import type { Random } from '../ports/random.ts';
import type { UseCaseEvent } from './event.ts';

/** What every use case works with. */
export interface UseCaseContext {
  readonly provider: Provider;
  readonly clock: Clock;
  readonly random: Random;
  /** Ends the use case with an `INTERRUPTED` error; what it did so far stays, and running it again carries on. */
  readonly signal?: AbortSignal | undefined;
  /** Told of each step as it happens. */
  readonly report?: ((event: UseCaseEvent) => void) | undefined;
}
