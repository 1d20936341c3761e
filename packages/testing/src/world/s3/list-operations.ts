import { type ListObjectsRequest, listObjects, type ObjectList } from './object-list.ts';
import type { BucketRequest } from './requests.ts';
import type { Room } from './room.ts';
import { type ListUploadsRequest, listUploads, type UploadList } from './upload-list.ts';
import { type ListVersionsRequest, listVersions, type VersionList } from './version-list.ts';

/** Pages of what is in a bucket, with the account that the bucket belongs to. */
export interface ListOperations {
  listObjects(request: BucketRequest & ListObjectsRequest): ObjectList & { readonly BucketOwner: string };
  listObjectVersions(request: BucketRequest & ListVersionsRequest): VersionList & { readonly BucketOwner: string };
  listMultipartUploads(request: BucketRequest & ListUploadsRequest): UploadList & { readonly BucketOwner: string };
}

export function listOperations(room: Room): ListOperations {
  return {
    listObjects: (request) =>
      room.lookAtBucket('ListObjectsV2', request, (bucket, view) => ({
        ...listObjects(view, bucket.name, request),
        BucketOwner: bucket.owner,
      })),
    listObjectVersions: (request) =>
      room.lookAtBucket('ListObjectVersions', request, (bucket, view) => ({
        ...listVersions(view, bucket.name, request),
        BucketOwner: bucket.owner,
      })),
    listMultipartUploads: (request) =>
      room.lookAtBucket('ListMultipartUploads', request, (bucket, view) => ({
        ...listUploads(view, bucket.name, request),
        BucketOwner: bucket.owner,
      })),
  };
}
