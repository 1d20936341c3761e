import { createHash } from 'node:crypto';
import { cloudFrontError } from '../aws-error.ts';
import { table } from '../store/store.ts';
import type { KeptRecord, ResourceKind } from './kept-resources.ts';
import { isUsed } from './uses.ts';

export interface AccessIdentityConfig {
  readonly CallerReference: string;
  readonly Comment: string;
}

/**
 * Origin access identities, which origin access controls have followed. The same caller reference with the same
 * comment answers the identity that there is.
 */
export const ACCESS_IDENTITIES: ResourceKind<AccessIdentityConfig> = {
  singular: 'CloudFrontOriginAccessIdentity',
  plural: 'CloudFrontOriginAccessIdentities',
  records: table('access identity'),
  names: table('access identity reference'),
  nameOf: (config) => config.CallerReference,
  newId: (identifiers, transaction) => identifiers.entity(transaction),
  tally: 'access identities',
  quota: (limits) => limits.originAccessIdentities,
  missing: ['NoSuchCloudFrontOriginAccessIdentity', 'The specified CloudFront origin access identity does not exist.'],
  taken: [
    'CloudFrontOriginAccessIdentityAlreadyExists',
    'The caller reference that you are using to create a CloudFront origin access identity is associated with another identity.',
  ],
  inUse: [
    'CloudFrontOriginAccessIdentityInUse',
    'The CloudFront origin access identity is still being used by one or more distributions.',
  ],
  tooMany: [
    'TooManyCloudFrontOriginAccessIdentities',
    'Processing your request would cause you to exceed the maximum number of origin access identities allowed.',
  ],
  filled,
  checkChange,
  isUsed: (view, account, record) => isUsed(view, account, 'access identity', record.id),
  repeats: (earlier, config) => earlier.Comment === config.Comment,
};

function filled(config: AccessIdentityConfig): AccessIdentityConfig {
  if (config.CallerReference === '') {
    throw cloudFrontError('InvalidArgument', 'The parameter CallerReference is required.');
  }
  if (config.Comment.length > 128) throw cloudFrontError('InvalidArgument', 'The parameter Comment is too long.');
  return config;
}

function checkChange(before: AccessIdentityConfig, after: AccessIdentityConfig): void {
  if (before.CallerReference === after.CallerReference) return;
  throw cloudFrontError('IllegalUpdate', 'The update contains modifications that are not allowed: CallerReference');
}

/** How ACLs call an identity: it never changes, so it is made of the id. */
export function canonicalUserOf(record: Pick<KeptRecord<AccessIdentityConfig>, 'id'>): string {
  return createHash('sha384').update(`origin access identity/${record.id}`).digest('hex');
}
