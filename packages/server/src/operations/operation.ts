import type { AwsAnswer, BucketName, DistributionId, ErrorKind, InvalidationId, UseCaseEvent } from '@s3front/core';

/** `op_` and 26 letters and digits; later ones sort after earlier ones. */
export type OperationId = string & { readonly __brand: 'OperationId' };

/** Work that takes minutes, so it is accepted first and done afterwards. Times are in milliseconds. */
export type OperationRequest =
  /** Disables a distribution, waits, takes back what is ours, and deletes it. */
  | { readonly kind: 'removal'; readonly distribution: DistributionId; readonly timeout: number }
  /** Waits until the last change of a distribution has reached every edge. */
  | { readonly kind: 'deployment'; readonly distribution: DistributionId; readonly timeout: number }
  /**
   * Sends the paths to CloudFront in as many invalidations as its limits demand, and follows each to its end. The
   * paths are as `planInvalidations` answers them: normalised and encoded.
   */
  | {
      readonly kind: 'invalidation';
      readonly distribution: DistributionId;
      readonly paths: readonly string[];
      readonly timeout: number;
    };

export type OperationKind = OperationRequest['kind'];

/**
 * `queued` until the first turn, `running` until the end. The three ends: `succeeded`, `failed` (with a problem) and
 * `cancelled`.
 */
export type OperationStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

/** Our error as data: why an operation failed. */
export interface OperationProblem {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly aws?: AwsAnswer | undefined;
}

/** One thing that was done or seen on the way. */
export interface OperationStep {
  /**
   * As core's use cases tell it (`disabled`, `waiting`, `statement-removed`, `deleted`, `control-deleted`), and
   * `invalidation-created`, `invalidation-completed`, `deployed`, `throttled` (AWS asked for a pause).
   */
  readonly kind: UseCaseEvent['kind'] | 'invalidation-created' | 'invalidation-completed' | 'deployed' | 'throttled';
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly distribution?: DistributionId | undefined;
  readonly invalidation?: InvalidationId | undefined;
  readonly bucket?: string | undefined;
  /** The origin access control. */
  readonly control?: string | undefined;
  /** What else there is to say, in a few words. */
  readonly message?: string | undefined;
}

/** One durable operation as it stands. Times are in milliseconds since the epoch. */
export interface Operation {
  readonly id: OperationId;
  readonly request: OperationRequest;
  readonly status: OperationStatus;
  readonly created: number;
  /** When anything of it changed last. */
  readonly updated: number;
  readonly finished: number | undefined;
  /** Somebody asked for it to be cancelled; it ends between two turns. */
  readonly cancelling: boolean;
  /** The buckets that it concerns: a token that is limited to buckets sees it only when it may use every one. */
  readonly buckets: readonly BucketName[];
  /** The id of the token that asked for it. */
  readonly owner: string | undefined;
  readonly steps: readonly OperationStep[];
  /** The invalidations that were created so far, for kind `invalidation`. */
  readonly invalidations: readonly InvalidationId[];
  /** Why it failed; there exactly when `status` is `failed`. */
  readonly problem: OperationProblem | undefined;
}

/** Something that happened to an operation, numbered from 1 within it; the last one of an operation is `ended`. */
export type OperationEvent =
  | { readonly id: number; readonly kind: 'accepted'; readonly time: number }
  | { readonly id: number; readonly kind: 'step'; readonly time: number; readonly step: OperationStep }
  | { readonly id: number; readonly kind: 'cancelling'; readonly time: number }
  | {
      readonly id: number;
      readonly kind: 'ended';
      readonly time: number;
      readonly status: 'succeeded' | 'failed' | 'cancelled';
      readonly problem?: OperationProblem | undefined;
    };
