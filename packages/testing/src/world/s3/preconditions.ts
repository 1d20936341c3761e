import { s3Error } from '../aws-error.ts';
import type { ReadConditions, WriteConditions } from './requests.ts';

interface Present {
  /** Without quotes. */
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
}

/**
 * An ETag that fits outweighs a date, as RFC 9110 §13.2.2 has it.
 * Source: S3 API Reference, GetObject ("Consider the following when using request headers").
 *
 * @throws `PreconditionFailed`, `NotModified`
 */
export function checkRead(present: Present, conditions: ReadConditions): void {
  const { IfMatch: match, IfNoneMatch: noneMatch, IfModifiedSince: since, IfUnmodifiedSince: until } = conditions;
  // HTTP's dates have no fractions of a second.
  const modified = Math.floor(present.lastModified / 1000) * 1000;
  if (match !== undefined) {
    if (!names(match, present.etag)) throw failed('If-Match');
  } else if (until !== undefined && modified > until) throw failed('If-Unmodified-Since');
  if (noneMatch !== undefined) {
    if (names(noneMatch, present.etag)) throw notModified(present);
  } else if (since !== undefined && modified <= since) throw notModified(present);
}

/** As {@link checkRead}, of what is copied: there is no 304. Source: S3 API Reference, CopyObject. */
export function checkCopySource(present: Present, conditions: ReadConditions): void {
  const { IfMatch: match, IfNoneMatch: noneMatch, IfModifiedSince: since, IfUnmodifiedSince: until } = conditions;
  const modified = Math.floor(present.lastModified / 1000) * 1000;
  if (match !== undefined) {
    if (!names(match, present.etag)) throw failed('x-amz-copy-source-If-Match');
  } else if (until !== undefined && modified > until) throw failed('x-amz-copy-source-If-Unmodified-Since');
  if (noneMatch !== undefined) {
    if (names(noneMatch, present.etag)) throw failed('x-amz-copy-source-If-None-Match');
  } else if (since !== undefined && modified <= since) throw failed('x-amz-copy-source-If-Modified-Since');
}

/**
 * Source: S3 User Guide, "Add preconditions to S3 operations with conditional requests".
 *
 * @param before whether there was an object when the write began; undefined while it begins
 * @throws `PreconditionFailed`, `NoSuchKey`, `ConditionalRequestConflict`, `NotImplemented`
 */
export function checkWrite(
  present: Present | undefined,
  conditions: WriteConditions,
  key: string,
  before?: boolean,
): void {
  const { IfMatch: match, IfNoneMatch: noneMatch } = conditions;
  if (match !== undefined && noneMatch !== undefined) throw notImplemented('If-None-Match');
  if (noneMatch !== undefined) {
    if (noneMatch.trim() !== '*') throw notImplemented('If-None-Match');
    if (present !== undefined) throw failed('If-None-Match');
  }
  if (match === undefined) return;
  if (present !== undefined) {
    if (!names(match, present.etag)) throw failed('If-Match');
    return;
  }
  if (before === true) {
    throw s3Error(
      'ConditionalRequestConflict',
      'The conditional request cannot succeed due to a conflicting operation against this resource.',
      { Condition: 'If-Match', Key: key },
    );
  }
  throw s3Error('NoSuchKey', 'The specified key does not exist.', { Key: key });
}

/** Commas stand between ETags; quotes, and what marks a weak one, do not count. */
function names(list: string, etag: string): boolean {
  return list.split(',').some((item) => {
    const text = item.trim();
    return text === '*' || text.replace(/^W\//, '').replaceAll('"', '') === etag;
  });
}

function failed(condition: string): Error {
  return s3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    Condition: condition,
  });
}

function notModified(present: Present): Error {
  return s3Error('NotModified', 'Not Modified', {
    ETag: `"${present.etag}"`,
    LastModified: String(present.lastModified),
  });
}

function notImplemented(header: string): Error {
  return s3Error('NotImplemented', 'A header you provided implies functionality that is not implemented', {
    Header: header,
  });
}
