import type { WorldContext } from '../context.ts';
import { type BucketOperations, bucketOperations } from './bucket-operations.ts';
import { type BucketSettings, bucketSettings } from './bucket-settings.ts';
import { type ObjectOperations, objectOperations } from './object-operations.ts';
import { Room } from './room.ts';

/** S3 with the semantics of today: what it refuses, and what it says then. */
export interface S3 extends BucketOperations, BucketSettings, ObjectOperations {
  /** Removes what killed uploads and replaced objects left behind, so many bodies at most; answers how many. */
  sweep(limit?: number): Promise<number>;
}

export function createS3(context: WorldContext): S3 {
  const room = new Room(context);
  return {
    ...bucketOperations(room),
    ...bucketSettings(room),
    ...objectOperations(room),
    sweep: (limit) => room.bodies.sweep(limit),
  };
}
