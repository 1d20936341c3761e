import { s3Error } from '../aws-error.ts';
import type { BucketRecord } from './bucket.ts';
import { DEFAULT_REGION, isRegion } from './regions.ts';

/** @throws `InvalidLocationConstraint`, `IllegalLocationConstraintException` */
export function newRegion(constraint: string | undefined, endpoint: string | undefined): string {
  const region = constraint === 'EU' ? 'eu-west-1' : (constraint ?? DEFAULT_REGION);
  if (!isRegion(region)) {
    throw s3Error('InvalidLocationConstraint', 'The specified location-constraint is not valid', {
      LocationConstraint: region,
    });
  }
  // The endpoint of us-east-1 makes buckets in every region; the others only their own.
  if (endpoint !== undefined && endpoint !== DEFAULT_REGION && region !== endpoint) {
    throw s3Error(
      'IllegalLocationConstraintException',
      `The ${constraint ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    );
  }
  return region;
}

/** In us-east-1 creating one's own bucket again succeeds and changes nothing; everywhere else it is a conflict. */
export function isRepeatedInFirstRegion(existing: BucketRecord, account: string, endpoint: string): boolean {
  return existing.owner === account && existing.region === DEFAULT_REGION && endpoint === DEFAULT_REGION;
}

export function nameTaken(existing: BucketRecord, account: string): Error {
  if (existing.owner === account) {
    return s3Error(
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
      { BucketName: existing.name },
    );
  }
  return s3Error(
    'BucketAlreadyExists',
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
    { BucketName: existing.name },
  );
}
