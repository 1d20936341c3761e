import type { WorldContext } from '../context.ts';
import { type AclOperations, aclOperations } from './acl-operations.ts';
import { type BucketFeatures, bucketFeatures } from './bucket-features.ts';
import { type BucketOperations, bucketOperations } from './bucket-operations.ts';
import { type BucketSettings, bucketSettings } from './bucket-settings.ts';
import { type ListOperations, listOperations } from './list-operations.ts';
import { type ObjectDeletion, objectDeletion } from './object-deletion.ts';
import { type ObjectReading, objectReading } from './object-reading.ts';
import { type ObjectWriting, objectWriting } from './object-writing.ts';
import { Room } from './room.ts';
import { type UploadOperations, uploadOperations } from './upload-operations.ts';

/** S3 with the semantics of today: what it refuses, and what it says then. */
export interface S3
  extends BucketOperations,
    BucketSettings,
    BucketFeatures,
    AclOperations,
    ObjectWriting,
    ObjectReading,
    ObjectDeletion,
    ListOperations,
    UploadOperations {
  /** Removes what killed uploads and replaced objects left behind, so many bodies at most; answers how many. */
  sweep(limit?: number): Promise<number>;
}

export function createS3(context: WorldContext): S3 {
  const room = new Room(context);
  return {
    ...bucketOperations(room),
    ...bucketSettings(room),
    ...bucketFeatures(room),
    ...aclOperations(room),
    ...objectWriting(room),
    ...objectReading(room),
    ...objectDeletion(room),
    ...listOperations(room),
    ...uploadOperations(room),
    sweep: (limit) => room.bodies.sweep(limit),
  };
}
