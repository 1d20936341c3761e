import { s3Error } from '../aws-error.ts';
import type { View } from '../store/store.ts';
import type { BucketRecord } from './bucket.ts';
import type { ObjectRecord } from './object.ts';
import { actionOf, onVersion } from './operation-action.ts';
import type { VersionRequest } from './requests.ts';
import type { Room } from './room.ts';
import { findVersion } from './versions.ts';

export interface OpenedObject {
  readonly bucket: BucketRecord;
  readonly record: ObjectRecord;
}

/**
 * The object that a call names, when the caller may do this to it. Who may not list the bucket is not told that a key
 * is absent.
 *
 * @throws `NoSuchKey`, `NoSuchVersion`, `MethodNotAllowed` (the version is a delete marker), `AccessDenied`
 */
export function objectFor(room: Room, view: View, request: VersionRequest, operation: string): OpenedObject {
  const bucket = room.openBucket(view, request);
  const { Key: key, VersionId: id } = request;
  const found = findVersion(view, bucket, key, id);
  const action = onVersion(actionOf(operation), id);
  if (found.kind === 'object') {
    room.allow(bucket, request, action, { key, object: found.record });
    return { bucket, record: found.record };
  }
  if (!room.mayDo(bucket, request, 's3:ListBucket')) throw s3Error('AccessDenied', 'Access Denied');
  if (found.kind === 'nothing') throw absent(bucket, key, id);
  const marker = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': found.marker.versionId ?? 'null' };
  if (id === undefined) throw s3Error('NoSuchKey', 'The specified key does not exist.', { Key: key, ...marker });
  throw s3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
    Method: 'GET',
    ResourceType: 'DeleteMarker',
    ...marker,
  });
}

function absent(bucket: BucketRecord, key: string, id: string | undefined): Error {
  if (id === undefined || (id === 'null' && bucket.versioning === undefined)) {
    return s3Error('NoSuchKey', 'The specified key does not exist.', { Key: key });
  }
  if (!/^(null|[0-9A-Za-z._]{32})$/.test(id)) {
    return s3Error('InvalidArgument', 'Invalid version id specified', {
      ArgumentName: 'versionId',
      ArgumentValue: id,
    });
  }
  return s3Error('NoSuchVersion', 'The specified version does not exist.', { Key: key, VersionId: id });
}
