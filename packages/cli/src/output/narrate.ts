import type { Clock, UseCaseEvent } from '@s3front/core';
import { formatElapsed } from '../settings/duration.ts';
import type { Output } from './output.ts';

/** Without a live line, a wait says that it is still there this often (milliseconds). */
const REMINDER = 60_000;

/**
 * Tells what a use case is doing: steps as lines with the time passed, waits as a live line, or as a line now and
 * then where there is no terminal.
 */
export function createNarrator(output: Output, clock: Clock): (event: UseCaseEvent) => void {
  let remindedAt: number | undefined;

  const step = (elapsed: number, text: string): void => {
    output.live.stop();
    remindedAt = undefined;
    output.note(`[${formatElapsed(elapsed)}] ${text}`);
  };
  const wait = (elapsed: number, text: string): void => {
    const began = clock.now() - elapsed;
    if (output.live.visible) {
      output.live.follow(() => `${text}  ${formatElapsed(clock.now() - began)}`);
      return;
    }
    if (remindedAt !== undefined && clock.now() - remindedAt < REMINDER) return;
    remindedAt = clock.now();
    output.note(`[${formatElapsed(elapsed)}] ${text}`);
  };

  return (event) => {
    switch (event.kind) {
      case 'disabled':
        return step(event.elapsed, `cf://${event.distribution} is disabled; this takes a while to reach every edge.`);
      case 'waiting':
        return wait(event.elapsed, waitSentence(event));
      case 'statement-removed':
        return step(event.elapsed, `Its statement is removed from the policy of s3://${event.bucket}/.`);
      case 'deleted':
        return step(event.elapsed, `cf://${event.distribution} is deleted.`);
      case 'control-deleted':
        return step(event.elapsed, `Origin access control ${event.control} is deleted: nothing uses it any more.`);
      case 'certificate-issued':
        return output.note(`The offline account issued a certificate for ${event.names.join(', ')}: ${event.arn}`);
      case 'retrying':
        if (output.verbose || output.debugging) output.note(`Trying again (${event.attempt}): ${event.reason}.`);
        return;
      case 'warning':
        return output.warn(event.message);
      case 'upload-started':
      case 'upload-progress':
      case 'upload-finished':
        return;
    }
  };
}

function waitSentence(event: UseCaseEvent & { readonly kind: 'waiting' }): string {
  return event.invalidation === undefined
    ? `Waiting until cf://${event.distribution} is deployed...`
    : `Waiting until cf://${event.distribution}/${event.invalidation} is completed...`;
}
