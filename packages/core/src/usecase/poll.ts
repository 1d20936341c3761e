import { isS3FrontError, S3FrontError } from '../errors.ts';
import type { UseCaseContext } from './context.ts';

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;
const GROWTH = 1.4;

export interface PollRequest {
  /** Milliseconds. */
  readonly timeout: number;
  /** `cf://E3RPA4Z4ALGTGO to be deployed`, for the sentence of a time-out. */
  readonly what: string;
  /** What to type to go on. */
  readonly hint: string;
}

/**
 * Looks again and again until `look` answers something, with pauses that grow from half a second to fifteen.
 * A look that is throttled or gets no answer is a look that saw nothing.
 *
 * @throws `WAIT_TIMED_OUT` (kind `timeout`): the work itself may go on; `INTERRUPTED`
 */
export async function poll<Result>(
  context: UseCaseContext,
  request: PollRequest,
  look: () => Promise<Result | undefined>,
): Promise<Result> {
  const { clock, signal } = context;
  const deadline = clock.now() + request.timeout;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(LONGEST_PAUSE, pause * GROWTH)) {
    const seen = await look().catch(forgiveThrottling);
    if (seen !== undefined) return seen;
    const left = deadline - clock.now();
    if (left <= 0) throw timedOut(request);
    await clock.sleep(Math.min(pause, left), signal);
  }
}

function forgiveThrottling(error: unknown): undefined {
  if (isS3FrontError(error) && (error.kind === 'throttled' || error.kind === 'unavailable')) return undefined;
  throw error;
}

function timedOut(request: PollRequest): S3FrontError {
  return new S3FrontError({
    code: 'WAIT_TIMED_OUT',
    kind: 'timeout',
    message: `Stopped waiting for ${request.what} after ${Math.round(request.timeout / 1000)} seconds. Nothing failed: AWS goes on with it.`,
    hint: request.hint,
  });
}
