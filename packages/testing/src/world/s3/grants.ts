import { s3Error } from '../aws-error.ts';

export type Permission = 'READ' | 'WRITE' | 'READ_ACP' | 'WRITE_ACP' | 'FULL_CONTROL';

export type Grantee =
  /** Twelve digits. */
  { readonly kind: 'account'; readonly account: string } | { readonly kind: 'group'; readonly uri: string };

export interface Grant {
  readonly grantee: Grantee;
  readonly permission: Permission;
}

export const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers';
export const AUTHENTICATED_USERS = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';
const LOG_DELIVERY = 'http://acs.amazonaws.com/groups/s3/LogDelivery';

const GROUPS: readonly string[] = [ALL_USERS, AUTHENTICATED_USERS, LOG_DELIVERY];
const PERMISSIONS: readonly string[] = ['READ', 'WRITE', 'READ_ACP', 'WRITE_ACP', 'FULL_CONTROL'];
/** Source: S3 API Reference, PutObjectAcl. */
const MOST_GRANTS = 100;

export function isPermission(text: string): text is Permission {
  return PERMISSIONS.includes(text);
}

/** @throws `InvalidArgument`, `MalformedACLError` */
export function checkGrants(grants: readonly Grant[]): void {
  if (grants.length > MOST_GRANTS) {
    throw s3Error(
      'MalformedACLError',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  }
  for (const { grantee } of grants) {
    if (grantee.kind === 'group' && !GROUPS.includes(grantee.uri)) {
      throw s3Error('InvalidArgument', 'Invalid group uri', { ArgumentName: 'uri', ArgumentValue: grantee.uri });
    }
  }
}

/** What a canned ACL stands for. Source: S3 User Guide, "Canned ACL". */
export function grantsOfCanned(acl: string, owner: string, bucketOwner: string): readonly Grant[] {
  const own: Grant = { grantee: { kind: 'account', account: owner }, permission: 'FULL_CONTROL' };
  const group = (uri: string, permission: Permission): Grant => ({ grantee: { kind: 'group', uri }, permission });
  const toBucketOwner = (permission: Permission): readonly Grant[] =>
    owner === bucketOwner ? [] : [{ grantee: { kind: 'account', account: bucketOwner }, permission }];
  switch (acl) {
    case 'public-read':
      return [own, group(ALL_USERS, 'READ')];
    case 'public-read-write':
      return [own, group(ALL_USERS, 'READ'), group(ALL_USERS, 'WRITE')];
    case 'authenticated-read':
      return [own, group(AUTHENTICATED_USERS, 'READ')];
    case 'bucket-owner-read':
      return [own, ...toBucketOwner('READ')];
    case 'bucket-owner-full-control':
      return [own, ...toBucketOwner('FULL_CONTROL')];
    case 'log-delivery-write':
      return [own, group(LOG_DELIVERY, 'WRITE'), group(LOG_DELIVERY, 'READ_ACP')];
    default:
      return [own];
  }
}

/** Grants to a group of everybody, or of everybody with an AWS account. */
export function arePublic(grants: readonly Grant[]): boolean {
  return grants.some(({ grantee }) => isPublicGrantee(grantee));
}

export function isPublicGrantee(grantee: Grantee): boolean {
  return grantee.kind === 'group' && grantee.uri !== LOG_DELIVERY;
}
