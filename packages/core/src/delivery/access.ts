import { type AwsAnswer, S3FrontError } from '../errors.ts';
import type { BucketName } from '../naming/bucket-name.ts';
import { formatS3Uri } from '../naming/s3-uri.ts';

/** Who owns objects, and whether ACLs count (S3 Object Ownership). `BucketOwnerEnforced` switches ACLs off. */
export type ObjectOwnership = 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter';

/** S3 Block Public Access, the four switches of a bucket. */
export interface PublicAccessBlock {
  readonly blockPublicAcls: boolean;
  readonly ignorePublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
}

/** A setting of a bucket that stands in the way of a public ACL. */
export type AclObstacle =
  /** Object Ownership: S3 refuses every ACL (`AccessControlListNotSupported`). */
  | 'BucketOwnerEnforced'
  /** Block Public Access: S3 refuses an ACL that is public (`AccessDenied`). */
  | 'BlockPublicAcls'
  /** Block Public Access: S3 takes a public ACL and then serves as though it were not there. */
  | 'IgnorePublicAcls';

/**
 * The bucket's settings that keep `put --acl-public` from making an object public; empty where it works, unless the
 * account's own block refuses, which no bucket shows.
 * Source: Amazon S3 User Guide, "Controlling ownership of objects" and "Blocking public access".
 */
export function refusals(ownership: ObjectOwnership, block: PublicAccessBlock): readonly AclObstacle[] {
  const obstacles: AclObstacle[] = [];
  if (ownership === 'BucketOwnerEnforced') obstacles.push('BucketOwnerEnforced');
  if (block.blockPublicAcls) obstacles.push('BlockPublicAcls');
  if (block.ignorePublicAcls) obstacles.push('IgnorePublicAcls');
  return obstacles;
}

/** Where a refusal came from, as far as it is known. */
export interface AclRefusalContext {
  readonly bucket: BucketName;
  /** AWS's answer, where S3 was asked. */
  readonly aws?: AwsAnswer | undefined;
  readonly cause?: unknown;
}

/**
 * The error for a public ACL on a bucket with these settings: `ACL_NOT_SUPPORTED` when it takes no ACLs,
 * `PUBLIC_ACL_BLOCKED` when Block Public Access is in the way; both of kind `denied`, naming every setting and both
 * ways out. With no obstacle in the bucket, the account's block is the reason that is left.
 */
export function aclRefusal(obstacles: readonly AclObstacle[], context: AclRefusalContext): S3FrontError {
  if (obstacles.length === 0) return accountBlock(context);
  const uri = formatS3Uri({ bucket: context.bucket, key: '' });
  return new S3FrontError({
    code: obstacles.includes('BucketOwnerEnforced') ? 'ACL_NOT_SUPPORTED' : 'PUBLIC_ACL_BLOCKED',
    kind: 'denied',
    message: `${uri} does not let an object be public by its ACL: ${obstacles.map(meaning).join('; ')}.`,
    hint: [
      privately(uri),
      'Or make a bucket that takes public ACLs: s3front mb --allow-public-acls s3://NAME.',
      `Or change this bucket: ${obstacles.map(remedy).join(', ')}.`,
    ].join('\n'),
    aws: context.aws,
    cause: context.cause,
  });
}

/** `PUBLIC_ACL_BLOCKED` where the bucket itself would take the ACL, so that the account's block must be the reason. */
function accountBlock(context: AclRefusalContext): S3FrontError {
  const uri = formatS3Uri({ bucket: context.bucket, key: '' });
  return new S3FrontError({
    code: 'PUBLIC_ACL_BLOCKED',
    kind: 'denied',
    message:
      `The AWS account does not let objects of ${uri} be public by their ACL: ` +
      "the bucket's own settings would allow it, so BlockPublicAcls of the account's Block Public Access refuses.",
    hint: [
      privately(uri),
      'Or have somebody who administers the account switch BlockPublicAcls and IgnorePublicAcls off for the whole ' +
        'account: S3 console, "Block Public Access settings for this account".',
    ].join('\n'),
    aws: context.aws,
    cause: context.cause,
  });
}

function privately(uri: string): string {
  return `Publish it privately instead: s3front cfcreate ${uri}, and put without --acl-public.`;
}

function meaning(obstacle: AclObstacle): string {
  switch (obstacle) {
    case 'BucketOwnerEnforced':
      return 'its Object Ownership is BucketOwnerEnforced, which switches ACLs off';
    case 'BlockPublicAcls':
      return 'BlockPublicAcls of its Block Public Access refuses public ACLs';
    case 'IgnorePublicAcls':
      return 'IgnorePublicAcls of its Block Public Access makes public ACLs count for nothing';
  }
}

function remedy(obstacle: AclObstacle): string {
  switch (obstacle) {
    case 'BucketOwnerEnforced':
      return 'set Object Ownership to BucketOwnerPreferred';
    case 'BlockPublicAcls':
      return 'switch BlockPublicAcls off';
    case 'IgnorePublicAcls':
      return 'switch IgnorePublicAcls off';
  }
}
