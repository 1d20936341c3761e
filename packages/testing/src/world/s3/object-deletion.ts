import { AwsError } from '../aws-error.ts';
import type { Transaction } from '../store/store.ts';
import type { BucketRecord } from './bucket.ts';
import { malformedXml } from './malformed-xml.ts';
import { objectKey, objects } from './object.ts';
import { onVersion } from './operation-action.ts';
import { checkWrite } from './preconditions.ts';
import type { BucketRequest, VersionRequest } from './requests.ts';
import type { Room } from './room.ts';

export interface DeletedVersion {
  /** Of the version that was deleted or of the marker that was made. */
  readonly VersionId?: string | undefined;
  /** Whether a delete marker was made, or was what was deleted. */
  readonly DeleteMarker: boolean;
}

export interface ObjectToDelete {
  readonly Key: string;
  readonly VersionId?: string | undefined;
  readonly ETag?: string | undefined;
}

export interface DeletionAnswer {
  readonly object: ObjectToDelete;
  readonly outcome: DeletedVersion | AwsError;
}

export interface ObjectDeletion {
  /** Nothing happens when the object is not there. */
  deleteObject(request: VersionRequest & { readonly IfMatch?: string | undefined }): Promise<DeletedVersion>;
  /** Up to a thousand; what is not there counts as deleted, and what is refused does not stop the others. */
  deleteObjects(
    request: BucketRequest & { readonly Objects: readonly ObjectToDelete[] },
  ): Promise<readonly DeletionAnswer[]>;
}

/** Source: S3 API Reference, DeleteObjects. */
const MOST_OBJECTS = 1000;

export function objectDeletion(room: Room): ObjectDeletion {
  function remove(
    transaction: Transaction,
    bucket: BucketRecord,
    request: BucketRequest,
    { Key: key, VersionId: id, ETag: etag }: ObjectToDelete,
  ): DeletedVersion {
    room.allow(bucket, request, onVersion('s3:DeleteObject', id), { key });
    if (etag !== undefined) {
      checkWrite(transaction.get(objects, objectKey(bucket.name, key)), { IfMatch: etag }, key);
    }
    if (id !== undefined) {
      const removed = room.versions.remove(transaction, bucket, key, id);
      return { VersionId: id, DeleteMarker: removed?.marker ?? false };
    }
    const caller = room.callerOf(request);
    const versionId = room.versions.hide(transaction, bucket, key, {
      lastModified: room.context.clock.now(),
      ...(caller.kind === 'account' && caller.account !== bucket.owner ? { owner: caller.account } : {}),
    });
    return versionId === undefined ? { DeleteMarker: false } : { VersionId: versionId, DeleteMarker: true };
  }

  return {
    async deleteObject(request) {
      const { Bucket: name, Key: key, VersionId: id, IfMatch: etag } = request;
      const answer = room.change('DeleteObject', objectKey(name, key), (transaction) =>
        remove(transaction, room.openBucket(transaction, request), request, { Key: key, VersionId: id, ETag: etag }),
      );
      await room.bodies.sweepQuietly();
      return answer;
    },

    async deleteObjects(request) {
      const { Objects: wanted } = request;
      const answers = room.change('DeleteObjects', request.Bucket, (transaction) => {
        const bucket = room.openBucket(transaction, request);
        if (wanted.length === 0 || wanted.length > MOST_OBJECTS) throw malformedXml();
        return wanted.map((object) => ({
          object,
          outcome: outcomeOf(() => remove(transaction, bucket, request, object)),
        }));
      });
      await room.bodies.sweepQuietly();
      return answers;
    },
  };
}

/** Every check of a deletion comes before its first change, so what is refused has changed nothing. */
function outcomeOf(act: () => DeletedVersion): DeletedVersion | AwsError {
  try {
    return act();
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}
