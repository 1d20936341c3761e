import { s3Error } from '../aws-error.ts';
import type { PublicAccessBlockConfiguration } from './access.ts';
import type { BucketRecord } from './bucket.ts';
import { isPublicPolicy } from './bucket-policy.ts';
import { arnOfAccount, type RequestConditions, type S3Caller } from './caller.ts';
import {
  ALL_USERS,
  AUTHENTICATED_USERS,
  type Grant,
  type Grantee,
  grantsOfCanned,
  isPublicGrantee,
  type Permission,
} from './grants.ts';
import type { ObjectRecord } from './object.ts';
import type { ConditionValues } from './policy-condition.ts';
import { decidePolicy } from './policy-decision.ts';

/** What somebody wants to do. */
export interface AccessQuestion {
  readonly caller: S3Caller;
  /** Such as `s3:GetObject`. */
  readonly action: string;
  readonly bucket: BucketRecord;
  /** For an action on an object. */
  readonly key?: string | undefined;
  /** The object, where there is one. */
  readonly object?: Pick<ObjectRecord, 'acl' | 'grants' | 'owner' | 'tags'> | undefined;
  readonly conditions?: RequestConditions | undefined;
  /** Of the bucket and of its account. */
  readonly blocks: readonly (PublicAccessBlockConfiguration | undefined)[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** @throws `AccessDenied` */
export function authorize(question: AccessQuestion): void {
  if (!isAllowed(question)) throw s3Error('AccessDenied', 'Access Denied');
}

/** Source: S3 User Guide, "How Amazon S3 authorizes a request" and "Blocking public access". */
export function isAllowed(question: AccessQuestion): boolean {
  const { caller, action, bucket } = question;
  const owns = caller.kind === 'account' && caller.account === bucket.owner;
  const policy = decidePolicy(bucket.policy, {
    caller,
    action,
    resource: `arn:aws:s3:::${bucket.name}${question.key === undefined ? '' : `/${question.key}`}`,
    values: valuesOf(question),
  });
  // Whoever locks itself out by a policy can still take the policy away.
  if (policy === 'deny') return owns && POLICY_ACTIONS.includes(action);
  if (owns && isOwnersRight(question)) return true;
  if (policy === 'allow' && !isRestricted(question)) return true;
  return isGranted(question);
}

const POLICY_ACTIONS: readonly string[] = ['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'];

/** What the bucket's owner may do to an object of somebody else's: delete it, but not read it. */
function isOwnersRight({ action, bucket, object }: AccessQuestion): boolean {
  if (object === undefined || bucket.ownership === 'BucketOwnerEnforced') return true;
  if (object.owner === undefined || object.owner === bucket.owner) return true;
  return !OBJECT_PERMISSIONS.has(action);
}

/** A public policy counts for the bucket's account and for services alone. */
function isRestricted({ caller, bucket, blocks }: AccessQuestion): boolean {
  if (caller.kind === 'service' || (caller.kind === 'account' && caller.account === bucket.owner)) return false;
  return blocks.some((block) => block?.RestrictPublicBuckets === true) && isPublicPolicy(bucket);
}

const BUCKET_PERMISSIONS: ReadonlyMap<string, Permission> = new Map([
  ['s3:ListBucket', 'READ'],
  ['s3:ListBucketVersions', 'READ'],
  ['s3:ListBucketMultipartUploads', 'READ'],
  ['s3:PutObject', 'WRITE'],
  ['s3:DeleteObject', 'WRITE'],
  ['s3:AbortMultipartUpload', 'WRITE'],
  ['s3:ListMultipartUploadParts', 'WRITE'],
  ['s3:GetBucketAcl', 'READ_ACP'],
  ['s3:PutBucketAcl', 'WRITE_ACP'],
]);

const OBJECT_PERMISSIONS: ReadonlyMap<string, Permission> = new Map([
  ['s3:GetObject', 'READ'],
  ['s3:GetObjectVersion', 'READ'],
  ['s3:GetObjectAcl', 'READ_ACP'],
  ['s3:GetObjectVersionAcl', 'READ_ACP'],
  ['s3:PutObjectAcl', 'WRITE_ACP'],
  ['s3:PutObjectVersionAcl', 'WRITE_ACP'],
]);

function isGranted(question: AccessQuestion): boolean {
  const { caller, action, bucket, object, blocks } = question;
  if (bucket.ownership === 'BucketOwnerEnforced' || caller.kind === 'service') return false;
  const onObject = OBJECT_PERMISSIONS.get(action);
  if (onObject !== undefined && object === undefined) return false;
  const wanted = onObject ?? BUCKET_PERMISSIONS.get(action);
  if (wanted === undefined) return false;
  const grants =
    onObject === undefined || object === undefined ? grantsOfBucket(bucket) : grantsOfObject(object, bucket.owner);
  const ignored = blocks.some((block) => block?.IgnorePublicAcls === true);
  return grants.some(
    (grant) =>
      (grant.permission === wanted || grant.permission === 'FULL_CONTROL') &&
      !(ignored && isPublicGrantee(grant.grantee)) &&
      isGrantee(caller, grant.grantee),
  );
}

export function grantsOfBucket(bucket: BucketRecord): readonly Grant[] {
  return bucket.grants ?? grantsOfCanned(bucket.acl ?? 'private', bucket.owner, bucket.owner);
}

export function grantsOfObject(
  object: Pick<ObjectRecord, 'acl' | 'grants' | 'owner'>,
  bucketOwner: string,
): readonly Grant[] {
  return object.grants ?? grantsOfCanned(object.acl, object.owner ?? bucketOwner, bucketOwner);
}

function isGrantee(caller: S3Caller, grantee: Grantee): boolean {
  if (grantee.kind === 'account') return caller.kind === 'account' && caller.account === grantee.account;
  return grantee.uri === ALL_USERS || (grantee.uri === AUTHENTICATED_USERS && caller.kind === 'account');
}

function valuesOf({ caller, conditions, object, now }: AccessQuestion): ConditionValues {
  const values = new Map(Object.entries(conditions ?? {}));
  values.set('aws:currenttime', new Date(now).toISOString());
  values.set('aws:epochtime', String(Math.floor(now / 1000)));
  for (const { Key: key, Value: value } of object?.tags ?? []) {
    values.set(`s3:existingobjecttag/${key.toLowerCase()}`, value);
  }
  switch (caller.kind) {
    case 'account':
      values.set('aws:principalaccount', caller.account);
      values.set('aws:principalarn', arnOfAccount(caller.account));
      values.set('aws:principaltype', 'Account');
      values.set('aws:userid', caller.account);
      values.set('aws:principalisawsservice', 'false');
      break;
    case 'anonymous':
      values.set('aws:principaltype', 'Anonymous');
      values.set('aws:principalisawsservice', 'false');
      break;
    case 'service':
      values.set('aws:sourcearn', caller.sourceArn);
      values.set('aws:sourceaccount', caller.sourceAccount);
      values.set('aws:principalisawsservice', 'true');
      values.set('aws:principalservicename', caller.service);
      break;
  }
  return values;
}
