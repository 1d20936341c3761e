import { s3Error } from '../aws-error.ts';
import type { ByteRange, WrittenBody } from '../bodies/body-store.ts';
import type { Transaction, View } from '../store/store.ts';
import { checkObjectAcl } from './access.ts';
import type { NotedBody } from './body-ledger.ts';
import { findBucket } from './bucket.ts';
import { checkKey, checkMetadata, type ObjectMetadata, type ObjectRecord, objectKey, objects } from './object.ts';
import { type ListObjectsRequest, listObjects, type ObjectList } from './object-list.ts';
import type { BucketRequest, GetObjectAnswer, ObjectHead, ObjectRequest, PutObjectRequest } from './requests.ts';
import type { Room } from './room.ts';
import { findObject, headOf, metadataOf, rangeWithin } from './stored-object.ts';

export interface GetObjectRequest extends ObjectRequest {
  readonly Range?: ByteRange | undefined;
  /** With or without quotes. */
  readonly IfMatch?: string | undefined;
}

/** Objects. */
export interface ObjectOperations {
  /** Streams; what is refused is refused before a byte is read, and checked again when the last one has come. */
  putObject(request: PutObjectRequest): Promise<{ readonly ETag: string; readonly Size: number }>;
  headObject(request: ObjectRequest): ObjectHead;
  getObject(request: GetObjectRequest): GetObjectAnswer;
  /** Nothing happens when the object is not there. */
  deleteObject(request: ObjectRequest): Promise<void>;
  /** Up to a thousand keys; what is not there counts as deleted. */
  deleteObjects(
    request: BucketRequest & { readonly Keys: readonly string[] },
  ): Promise<{ readonly Deleted: readonly string[] }>;
  listObjects(request: BucketRequest & ListObjectsRequest): ObjectList;
}

export function objectOperations(room: Room): ObjectOperations {
  return {
    async putObject(request: PutObjectRequest): Promise<{ readonly ETag: string; readonly Size: number }> {
      const { Bucket: name, Key: key } = request;
      const { store, operations } = room.context;
      const metadata = metadataOf(request);
      return operations.runLong({ service: 's3', operation: 'PutObject', resource: objectKey(name, key) }, async () => {
        store.read((view) => checkPut(room, view, request));
        const begun = room.bodies.begin();
        const written = await write(room, request, metadata, begun);
        await room.bodies.sweepQuietly();
        return { ETag: `"${written.md5}"`, Size: written.size };
      });
    },

    headObject(request: ObjectRequest): ObjectHead {
      return room.lookAtBucket('HeadObject', request, (bucket, view) => headOf(findObject(view, bucket, request.Key)));
    },

    getObject(request: GetObjectRequest): GetObjectAnswer {
      return room.lookAtBucket('GetObject', request, (bucket, view) => {
        const record = findObject(view, bucket, request.Key);
        if (request.IfMatch !== undefined && request.IfMatch.replaceAll('"', '') !== record.etag) {
          throw s3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
            Condition: 'If-Match',
          });
        }
        const range = rangeWithin(request.Range, record.size);
        return {
          ...headOf(record),
          ...(range === undefined ? {} : { ContentLength: range.last - range.first + 1 }),
          Body: room.context.bodies.read(record.body, range),
          ACL: record.acl,
        };
      });
    },

    async deleteObject(request: ObjectRequest): Promise<void> {
      room.changeBucket('DeleteObject', request, (bucket, transaction) => {
        dropObject(room, transaction, bucket.name, request.Key);
      });
      await room.bodies.sweepQuietly();
    },

    async deleteObjects(
      request: BucketRequest & { readonly Keys: readonly string[] },
    ): Promise<{ readonly Deleted: readonly string[] }> {
      const { Keys: keys } = request;
      room.changeBucket('DeleteObjects', request, (bucket, transaction) => {
        if (keys.length === 0 || keys.length > 1000) {
          throw s3Error(
            'MalformedXML',
            'The XML you provided was not well-formed or did not validate against our published schema',
          );
        }
        for (const key of keys) dropObject(room, transaction, bucket.name, key);
      });
      await room.bodies.sweepQuietly();
      return { Deleted: keys };
    },

    listObjects(request: BucketRequest & ListObjectsRequest): ObjectList {
      return room.lookAtBucket('ListObjectsV2', request, (bucket, view) => listObjects(view, bucket.name, request));
    },
  };
}

/** Writes the body, and then lets the object refer to it; when either fails, the body is taken back. */
async function write(
  room: Room,
  request: PutObjectRequest,
  metadata: ObjectMetadata,
  begun: NotedBody,
): Promise<WrittenBody> {
  const { Bucket: name, Key: key } = request;
  const { store, bodies, clock } = room.context;
  try {
    const written = await bodies.write(begun.name, request.Body);
    store.transact((transaction) => {
      checkPut(room, transaction, request);
      dropObject(room, transaction, name, key);
      room.bodies.keep(transaction, begun);
      const record: ObjectRecord = {
        ...metadata,
        size: written.size,
        etag: written.md5,
        lastModified: clock.now(),
        body: begun.name,
        acl: request.ACL ?? 'private',
      };
      transaction.put(objects, objectKey(name, key), record);
    });
    return written;
  } catch (error) {
    await room.bodies.abandon(begun);
    throw error;
  }
}

function checkPut(room: Room, view: View, request: PutObjectRequest): void {
  const bucket = findBucket(view, request.Bucket, room.callerOf(request));
  checkKey(request.Key);
  checkMetadata(request);
  const rules = { ownership: bucket.ownership, blocks: room.blocksOf(bucket) };
  const resource = `arn:aws:s3:::${bucket.name}/${request.Key}`;
  checkObjectAcl(request.ACL, rules, resource, room.context.account.id);
}

function dropObject(room: Room, transaction: Transaction, bucket: string, key: string): void {
  const existing = transaction.get(objects, objectKey(bucket, key));
  if (existing === undefined) return;
  transaction.remove(objects, objectKey(bucket, key));
  room.bodies.drop(transaction, existing.body);
}
