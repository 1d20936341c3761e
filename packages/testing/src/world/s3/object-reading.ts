import type { ByteRange } from '../bodies/body-store.ts';
import type { View } from '../store/store.ts';
import { type ObjectRecord, objectKey, type StoredPart } from './object.ts';
import { objectFor } from './object-access.ts';
import { checkRead } from './preconditions.ts';
import type { GetObjectAnswer, ObjectHead, ReadConditions, VersionRequest } from './requests.ts';
import type { Room } from './room.ts';
import { contentOf, headOf, type RequestedRange, rangeOfPart, rangeWithin } from './stored-object.ts';
import { checkTags, MOST_OBJECT_TAGS, type Tag } from './tags.ts';

export interface HeadObjectRequest extends VersionRequest, ReadConditions {
  readonly Range?: RequestedRange | undefined;
  /** Instead of a range: the part of that number. */
  readonly PartNumber?: number | undefined;
}

export type GetObjectRequest = HeadObjectRequest;

export interface ObjectAttributes {
  readonly head: ObjectHead;
  /** In order; undefined for an object that did not come in parts. */
  readonly parts: readonly StoredPart[] | undefined;
}

export interface Tagging {
  readonly Tags: readonly Tag[];
  readonly VersionId?: string | undefined;
}

export interface ObjectReading {
  headObject(request: HeadObjectRequest): ObjectHead;
  getObject(request: GetObjectRequest): GetObjectAnswer;
  getObjectAttributes(request: VersionRequest): ObjectAttributes;
  getObjectTagging(request: VersionRequest): Tagging;
  putObjectTagging(request: VersionRequest & { readonly Tags: readonly Tag[] }): {
    readonly VersionId?: string | undefined;
  };
  deleteObjectTagging(request: VersionRequest): { readonly VersionId?: string | undefined };
}

export function objectReading(room: Room): ObjectReading {
  function look<Answer>(operation: string, request: VersionRequest, act: (view: View) => Answer): Answer {
    return room.look(operation, objectKey(request.Bucket, request.Key), act);
  }

  function opened(view: View, request: HeadObjectRequest, operation: string): Opened {
    const { bucket, record } = objectFor(room, view, request, operation);
    checkRead(record, request);
    const range =
      request.PartNumber === undefined
        ? rangeWithin(request.Range, record.size)
        : rangeOfPart(record, request.PartNumber);
    const head = headOf(record, bucket);
    if (range === undefined) return { record, range, head };
    return {
      record,
      range,
      head: {
        ...head,
        ContentLength: range.last - range.first + 1,
        ContentRange: { ...range, size: record.size },
      },
    };
  }

  function tag(operation: string, request: VersionRequest, tags: readonly Tag[]) {
    return room.change(operation, objectKey(request.Bucket, request.Key), (transaction) => {
      const { bucket, record } = objectFor(room, transaction, request, operation);
      checkTags(tags, MOST_OBJECT_TAGS);
      const { tags: _, ...others } = record;
      const tagged = tags.length === 0 ? others : { ...others, tags: structuredClone(tags) };
      room.versions.replace(transaction, bucket, request.Key, tagged);
      return bucket.versioning === undefined ? {} : { VersionId: record.versionId ?? 'null' };
    });
  }

  return {
    headObject: (request) => look('HeadObject', request, (view) => opened(view, request, 'HeadObject').head),

    getObject: (request) =>
      look('GetObject', request, (view) => {
        const { record, range, head } = opened(view, request, 'GetObject');
        return { ...head, Body: contentOf(room.context.bodies, record, range), ACL: record.acl };
      }),

    getObjectAttributes: (request) =>
      look('GetObjectAttributes', request, (view) => {
        const { bucket, record } = objectFor(room, view, request, 'GetObjectAttributes');
        return { head: headOf(record, bucket), parts: record.parts };
      }),

    getObjectTagging: (request) =>
      look('GetObjectTagging', request, (view) => {
        const { bucket, record } = objectFor(room, view, request, 'GetObjectTagging');
        return {
          Tags: record.tags ?? [],
          ...(bucket.versioning === undefined ? {} : { VersionId: record.versionId ?? 'null' }),
        };
      }),

    putObjectTagging: (request) => tag('PutObjectTagging', request, request.Tags),
    deleteObjectTagging: (request) => tag('DeleteObjectTagging', request, []),
  };
}

interface Opened {
  readonly record: ObjectRecord;
  readonly range: ByteRange | undefined;
  readonly head: ObjectHead;
}
