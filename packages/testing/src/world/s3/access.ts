import { s3Error } from '../aws-error.ts';

/** S3 Block Public Access, of a bucket or of an account. */
export interface PublicAccessBlockConfiguration {
  readonly BlockPublicAcls: boolean;
  readonly IgnorePublicAcls: boolean;
  readonly BlockPublicPolicy: boolean;
  readonly RestrictPublicBuckets: boolean;
}

export type ObjectOwnership = 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter';

/** Since April 2023 every new bucket has all four. Source: S3 User Guide, "Default settings for new S3 buckets FAQ". */
export const ALL_BLOCKED: PublicAccessBlockConfiguration = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

export const NOTHING_BLOCKED: PublicAccessBlockConfiguration = {
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};

const OWNERSHIPS: readonly string[] = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'];
const CANNED_ACLS: readonly string[] = [
  'private',
  'public-read',
  'public-read-write',
  'authenticated-read',
  'aws-exec-read',
  'bucket-owner-read',
  'bucket-owner-full-control',
  'log-delivery-write',
];
const PUBLIC_ACLS: readonly string[] = ['public-read', 'public-read-write', 'authenticated-read'];

export function isOwnership(text: string): text is ObjectOwnership {
  return OWNERSHIPS.includes(text);
}

export function isPublicAcl(acl: string): boolean {
  return PUBLIC_ACLS.includes(acl);
}

/** What decides whether an ACL may be set. */
export interface AclRules {
  /** Undefined where the ownership controls were deleted: then ACLs count, as under `ObjectWriter`. */
  readonly ownership: ObjectOwnership | undefined;
  readonly blocks: readonly (PublicAccessBlockConfiguration | undefined)[];
}

/**
 * Refuses a canned ACL on an object where the bucket or the account forbids it.
 * Source: S3 User Guide, "Controlling ownership of objects and disabling ACLs" and "Blocking public access".
 * That ownership is looked at before Block Public Access is not documented; observed on stock buckets.
 */
export function checkObjectAcl(acl: string | undefined, rules: AclRules, resource: string, account: string): void {
  if (acl === undefined) return;
  if (!CANNED_ACLS.includes(acl)) throw s3Error('InvalidArgument', `Invalid canned ACL: ${acl}`);
  if (rules.ownership === 'BucketOwnerEnforced' && acl !== 'bucket-owner-full-control') {
    throw s3Error('AccessControlListNotSupported', 'The bucket does not allow ACLs');
  }
  if (isPublicAcl(acl) && rules.blocks.some((block) => block?.BlockPublicAcls === true)) {
    throw blockedPublicAcl('s3:PutObjectAcl', resource, account);
  }
}

/** Refuses a canned ACL on a bucket that is being made: its Block Public Access is on from the start. */
export function checkNewBucketAcl(acl: string | undefined, ownership: ObjectOwnership): void {
  if (acl === undefined || acl === 'private') return;
  if (!CANNED_ACLS.includes(acl)) throw s3Error('InvalidArgument', `Invalid canned ACL: ${acl}`);
  if (ownership === 'BucketOwnerEnforced') {
    throw s3Error(
      'InvalidBucketAclWithObjectOwnership',
      "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
    );
  }
  if (isPublicAcl(acl)) {
    throw s3Error(
      'InvalidBucketAclWithBlockPublicAccessError',
      'Bucket cannot have public ACLs set with BlockPublicAccess enabled',
    );
  }
}

function blockedPublicAcl(action: string, resource: string, account: string): Error {
  return s3Error(
    'AccessDenied',
    `User: arn:aws:iam::${account}:root is not authorized to perform: ${action} on resource: "${resource}" because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access.`,
  );
}
