import type { UseCaseEvent } from '@s3front/core';
import type { OperationStep } from './operation.ts';

/** A use case's event as a step of an operation; undefined for what is of no interest there. */
export function stepOf(event: UseCaseEvent, time: number): OperationStep | undefined {
  switch (event.kind) {
    case 'disabled':
    case 'deleted':
      return { kind: event.kind, time, distribution: event.distribution };
    case 'waiting':
      return { kind: event.kind, time, distribution: event.distribution, ...invalidationOf(event) };
    case 'statement-removed':
      return { kind: event.kind, time, distribution: event.distribution, bucket: event.bucket };
    case 'control-deleted':
      return { kind: event.kind, time, control: event.control };
    case 'retrying':
      return { kind: event.kind, time, message: event.reason };
    case 'warning':
      return { kind: event.kind, time, message: event.message };
    case 'upload-started':
    case 'upload-progress':
    case 'upload-finished':
    case 'certificate-issued':
      return undefined;
  }
}

/**
 * What tells a step from a repetition of it: an operation that looks for the hundredth time tells once that it waits.
 */
export function stepKey(step: OperationStep): string {
  const { kind, distribution = '', invalidation = '', bucket = '', control = '', message = '' } = step;
  return [kind, distribution, invalidation, bucket, control, message].join(' ');
}

/** The steps without those that only repeat the one before, which for the first is the one with the key `last`. */
export function withoutRepetitions(
  steps: readonly OperationStep[],
  last: string | undefined,
): readonly OperationStep[] {
  let before = last;
  return steps.filter((step) => {
    const key = stepKey(step);
    const isNew = key !== before;
    before = key;
    return isNew;
  });
}

function invalidationOf(event: Extract<UseCaseEvent, { kind: 'waiting' }>): Pick<OperationStep, 'invalidation'> {
  return event.invalidation === undefined ? {} : { invalidation: event.invalidation };
}
