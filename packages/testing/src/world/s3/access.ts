import { s3Error } from '../aws-error.ts';
import { arePublic, checkGrants, type Grant } from './grants.ts';

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

/** An ACL that is asked for: canned or in grants. */
export interface AskedAcl {
  readonly ACL?: string | undefined;
  readonly Grants?: readonly Grant[] | undefined;
}

/**
 * Refuses an ACL on an object where the bucket or the account forbids it.
 * Source: S3 User Guide, "Controlling ownership of objects and disabling ACLs" and "Blocking public access".
 * That ownership is looked at before Block Public Access is not documented; observed on stock buckets.
 */
export function checkObjectAcl(asked: AskedAcl, rules: AclRules, resource: string, account: string): void {
  if (asked.ACL === undefined && asked.Grants === undefined) return;
  checkKnown(asked);
  if (rules.ownership === 'BucketOwnerEnforced' && asked.ACL !== 'bucket-owner-full-control') throw noAcls();
  checkNotBlocked(asked, rules, 's3:PutObjectAcl', resource, account);
}

/** Refuses a new ACL of a bucket or of an object that is there; of those, where ACLs are off, any that is not what counts. */
export function checkAclChange(
  asked: AskedAcl,
  rules: AclRules,
  action: 's3:PutObjectAcl' | 's3:PutBucketAcl',
  resource: string,
  account: string,
): void {
  checkKnown(asked);
  if (rules.ownership === 'BucketOwnerEnforced') throw noAcls();
  checkNotBlocked(asked, rules, action, resource, account);
}

function checkKnown({ ACL: acl, Grants: grants }: AskedAcl): void {
  if (acl !== undefined && grants !== undefined) {
    throw s3Error('InvalidRequest', 'Specifying both Canned ACLs and Header Grants is not allowed');
  }
  if (acl !== undefined && !CANNED_ACLS.includes(acl)) {
    throw s3Error('InvalidArgument', `Invalid canned ACL: ${acl}`, { ArgumentName: 'x-amz-acl', ArgumentValue: acl });
  }
  if (grants !== undefined) checkGrants(grants);
}

function checkNotBlocked(
  { ACL: acl, Grants: grants }: AskedAcl,
  rules: AclRules,
  action: string,
  resource: string,
  account: string,
): void {
  const asksForPublic = (acl !== undefined && isPublicAcl(acl)) || (grants !== undefined && arePublic(grants));
  if (asksForPublic && rules.blocks.some((block) => block?.BlockPublicAcls === true)) {
    throw blockedPublicAcl(action, resource, account);
  }
}

function noAcls(): Error {
  return s3Error('AccessControlListNotSupported', 'The bucket does not allow ACLs');
}

/** Refuses an ACL on a bucket that is being made: its Block Public Access is on from the start. */
export function checkNewBucketAcl(asked: AskedAcl, ownership: ObjectOwnership): void {
  if (asked.Grants === undefined && (asked.ACL === undefined || asked.ACL === 'private')) return;
  checkKnown(asked);
  if (ownership === 'BucketOwnerEnforced') {
    throw s3Error(
      'InvalidBucketAclWithObjectOwnership',
      "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
    );
  }
  if ((asked.ACL !== undefined && isPublicAcl(asked.ACL)) || arePublic(asked.Grants ?? [])) {
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
