import { checkAclChange } from './access.ts';
import { grantsOfBucket, grantsOfObject } from './authorization.ts';
import { type BucketRecord, buckets } from './bucket.ts';
import { type Grant, grantsOfCanned } from './grants.ts';
import { objectKey } from './object.ts';
import { objectFor } from './object-access.ts';
import type { AclRequest, BucketRequest, VersionRequest } from './requests.ts';
import type { Room } from './room.ts';

export interface AccessControlList {
  /** Twelve digits. */
  readonly Owner: string;
  readonly Grants: readonly Grant[];
}

/** Access control lists. Where ACLs are off, a list says what counts: its owner may do everything. */
export interface AclOperations {
  getBucketAcl(request: BucketRequest): AccessControlList;
  putBucketAcl(request: BucketRequest & AclRequest): void;
  getObjectAcl(request: VersionRequest): AccessControlList;
  putObjectAcl(request: VersionRequest & AclRequest): { readonly VersionId?: string | undefined };
}

export function aclOperations(room: Room): AclOperations {
  const rulesOf = (bucket: BucketRecord) => ({ ownership: bucket.ownership, blocks: room.blocksOf(bucket) });
  return {
    getBucketAcl: (request) =>
      room.lookAtBucket('GetBucketAcl', request, (bucket) => ({
        Owner: bucket.owner,
        Grants: effective(bucket, bucket.owner, grantsOfBucket(bucket)),
      })),

    putBucketAcl: (request) =>
      room.changeBucket('PutBucketAcl', request, (bucket, transaction) => {
        checkAclChange(request, rulesOf(bucket), 's3:PutBucketAcl', `arn:aws:s3:::${bucket.name}`, bucket.owner);
        const { acl: _, grants: __, ...others } = bucket;
        transaction.put(buckets, bucket.name, { ...others, ...aclOf(request) });
      }),

    getObjectAcl: (request) =>
      room.look('GetObjectAcl', objectKey(request.Bucket, request.Key), (view) => {
        const { bucket, record } = objectFor(room, view, request, 'GetObjectAcl');
        const owner = record.owner ?? bucket.owner;
        return { Owner: owner, Grants: effective(bucket, owner, grantsOfObject(record, bucket.owner)) };
      }),

    putObjectAcl: (request) =>
      room.change('PutObjectAcl', objectKey(request.Bucket, request.Key), (transaction) => {
        const { bucket, record } = objectFor(room, transaction, request, 'PutObjectAcl');
        const resource = `arn:aws:s3:::${bucket.name}/${request.Key}`;
        checkAclChange(request, rulesOf(bucket), 's3:PutObjectAcl', resource, bucket.owner);
        const { acl: _, grants: __, ...others } = record;
        room.versions.replace(transaction, bucket, request.Key, { ...others, acl: 'private', ...aclOf(request) });
        return bucket.versioning === undefined ? {} : { VersionId: record.versionId ?? 'null' };
      }),
  };
}

function aclOf(request: AclRequest): { readonly acl?: string; readonly grants?: readonly Grant[] } {
  if (request.Grants !== undefined) return { grants: structuredClone(request.Grants) };
  return request.ACL === undefined ? {} : { acl: request.ACL };
}

function effective(bucket: BucketRecord, owner: string, grants: readonly Grant[]): readonly Grant[] {
  return bucket.ownership === 'BucketOwnerEnforced' ? grantsOfCanned('private', owner, bucket.owner) : grants;
}
