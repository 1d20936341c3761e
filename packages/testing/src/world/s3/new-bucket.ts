import { s3Error } from '../aws-error.ts';
import { ALL_BLOCKED, checkNewBucketAcl, isOwnership } from './access.ts';
import { type BucketRecord, checkNewName } from './bucket.ts';
import { DEFAULT_REGION, isRegion } from './regions.ts';
import type { CreateBucketRequest } from './requests.ts';
import { checkTags, MOST_BUCKET_TAGS } from './tags.ts';

/**
 * What the request asks for, with the defaults that every new bucket has.
 *
 * @throws `InvalidBucketName`, `InvalidArgument`, `InvalidTag`, those of {@link newRegion} and of ACLs
 */
export function newBucket(request: CreateBucketRequest, owner: string, created: number): BucketRecord {
  const { Bucket: name, ObjectOwnership: ownership = 'BucketOwnerEnforced', Tags: tags = [] } = request;
  checkNewName(name);
  const region = newRegion(request.LocationConstraint, request.Region);
  if (!isOwnership(ownership)) {
    throw s3Error('InvalidArgument', `Invalid x-amz-object-ownership header: ${ownership}`, {
      ArgumentName: 'x-amz-object-ownership',
      ArgumentValue: ownership,
    });
  }
  checkNewBucketAcl(request, ownership);
  checkTags(tags, MOST_BUCKET_TAGS);
  return {
    name,
    owner,
    region,
    created,
    ownership,
    publicAccessBlock: ALL_BLOCKED,
    ...(request.ACL === undefined ? {} : { acl: request.ACL }),
    ...(request.Grants === undefined ? {} : { grants: request.Grants }),
    ...(tags.length === 0 ? {} : { tags }),
  };
}

/** @throws `InvalidLocationConstraint`, `IllegalLocationConstraintException` */
function newRegion(constraint: string | undefined, endpoint: string | undefined): string {
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
