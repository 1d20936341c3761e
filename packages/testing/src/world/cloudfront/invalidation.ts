import { cloudFrontError } from '../aws-error.ts';
import type { Limits } from '../limits.ts';
import { type Table, table, type View } from '../store/store.ts';
import type { QuantityList } from './distribution-config.ts';

/** An invalidation as the World keeps it. */
export interface InvalidationRecord {
  readonly id: string;
  readonly distribution: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** When it will be, or was, completed. */
  readonly completedAt: number;
  readonly callerReference: string;
  readonly paths: readonly string[];
  /** Counts up within the distribution. */
  readonly number: number;
}

/** `account/distribution/id` */
export const invalidations: Table<InvalidationRecord> = table('invalidation');
/** `account/distribution/number`, counted backwards, so that the newest comes first. */
export const invalidationOrder: Table<{ readonly id: string }> = table('invalidation order');
/** `account/distribution/caller reference` */
export const invalidationReferences: Table<{ readonly id: string }> = table('invalidation reference');
/** `account/distribution/completedAt/id` of those that may be in progress still. */
export const openInvalidations: Table<{ readonly paths: number; readonly wildcards: number }> =
  table('open invalidation');

export interface InvalidationBatch {
  readonly CallerReference: string;
  readonly Paths: QuantityList<string>;
}

export type InvalidationBatchInput = {
  readonly CallerReference?: string | undefined;
  readonly Paths?:
    | { readonly Quantity?: number | undefined; readonly Items?: readonly string[] | undefined }
    | undefined;
};

export interface Invalidation {
  readonly Id: string;
  readonly Status: 'InProgress' | 'Completed';
  /** Milliseconds since the epoch. */
  readonly CreateTime: number;
  readonly InvalidationBatch: InvalidationBatch;
}

export interface InvalidationSummary {
  readonly Id: string;
  readonly CreateTime: number;
  readonly Status: 'InProgress' | 'Completed';
}

const LONGEST_PATH = 4000;

/**
 * Everything but printable ASCII, and what RFC 1738 calls unsafe. `%` begins an escape, and `~` is not supported
 * however it is written.
 * Source: CloudFront Developer Guide, "Specify the objects to invalidate". That AWS answers `~` with this error is not
 * documented.
 */
const UNSAFE = /[^\x21-\x7e]|[<>"{}|\\^`~]|%(?![0-9A-Fa-f]{2})|%7[eE]/;
const TAG = /^#[\x21-\x2b\x2d-\x7e]{1,256}$/;

/** @throws `InvalidArgument`, `InconsistentQuantities`, `BatchTooLarge` */
export function checkBatch(input: InvalidationBatchInput, limits: Limits): void {
  const paths = input.Paths?.Items ?? [];
  if ((input.CallerReference ?? '') === '')
    throw cloudFrontError('InvalidArgument', 'The parameter CallerReference is required.');
  if (input.Paths?.Quantity !== paths.length) {
    throw cloudFrontError('InconsistentQuantities', 'The value of Quantity and the size of Items do not match.');
  }
  if (paths.length === 0) throw cloudFrontError('InvalidArgument', 'Your request must contain at least one path.');
  // That this is the code for too many paths, rather than TooManyInvalidationsInProgress, is not documented.
  if (paths.length > limits.pathsPerInvalidation) {
    throw cloudFrontError('BatchTooLarge', 'Invalidation batch specified is too large.');
  }
  if (!paths.every((path) => isPath(path) || TAG.test(path))) {
    throw cloudFrontError('InvalidArgument', 'Your request contains one or more invalid invalidation paths.');
  }
}

function isPath(path: string): boolean {
  return path.startsWith('/') && path.length <= LONGEST_PATH && !UNSAFE.test(path);
}

/** A `*` at the end; anywhere else it is a character like others. */
export function isWildcard(path: string): boolean {
  return path.endsWith('*');
}

export function describeInvalidation(record: InvalidationRecord, now: number): Invalidation {
  return {
    ...summarizeInvalidation(record, now),
    InvalidationBatch: {
      CallerReference: record.callerReference,
      Paths: { Quantity: record.paths.length, Items: [...record.paths] },
    },
  };
}

export function summarizeInvalidation(record: InvalidationRecord, now: number): InvalidationSummary {
  const Status = record.completedAt <= now ? 'Completed' : 'InProgress';
  return { Id: record.id, CreateTime: record.created, Status };
}

/** Where those begin, among the open ones, that are not completed at this time. */
export function openSince(account: string, distribution: string, now: number): { prefix: string; from: string } {
  const prefix = `${account}/${distribution}/`;
  return { prefix, from: `${prefix}${paddedTime(now + 1)}` };
}

export function paddedTime(time: number): string {
  return String(time).padStart(16, '0');
}

export function invalidationsInProgress(view: View, account: string, distribution: string, now: number): number {
  return view.scan(openInvalidations, openSince(account, distribution, now)).length;
}
