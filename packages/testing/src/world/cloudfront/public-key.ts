import { createPublicKey, type KeyObject } from 'node:crypto';
import { cloudFrontError } from '../aws-error.ts';
import { table } from '../store/store.ts';
import type { ResourceKind } from './kept-resources.ts';
import { keyMemberships } from './key-membership.ts';

export interface PublicKeyConfig {
  readonly CallerReference: string;
  readonly Name: string;
  /** PEM. */
  readonly EncodedKey: string;
  readonly Comment?: string;
}

export const PUBLIC_KEYS: ResourceKind<PublicKeyConfig> = {
  singular: 'PublicKey',
  plural: 'PublicKeys',
  records: table('public key'),
  names: table('public key name'),
  nameOf: (config) => config.Name,
  newId: (identifiers, transaction) => `K${identifiers.entity(transaction).slice(1)}`,
  tally: 'public keys',
  quota: (limits) => limits.publicKeys,
  missing: ['NoSuchPublicKey', "The specified public key doesn't exist."],
  taken: ['PublicKeyAlreadyExists', 'The specified public key already exists.'],
  inUse: ['PublicKeyInUse', 'The specified public key is in use.'],
  tooMany: ['TooManyPublicKeys', 'The maximum number of public keys have been created.'],
  filled,
  checkChange,
  isUsed: (view, account, record) =>
    view.scan(keyMemberships, { prefix: `${account}/${record.id}/`, limit: 1 }).length > 0,
};

function filled(config: PublicKeyConfig): PublicKeyConfig {
  if (!/^[\w.-]{1,128}$/.test(config.Name)) {
    throw cloudFrontError('InvalidArgument', 'The parameter Name is not valid.');
  }
  if (!isTaken(parsed(config.EncodedKey))) {
    throw cloudFrontError('InvalidArgument', 'Your request contains empty/invalid/out of limits RSA Encoded Key');
  }
  return { ...config, Comment: config.Comment ?? '' };
}

function parsed(pem: string): KeyObject | undefined {
  if (!pem.includes('BEGIN PUBLIC KEY')) return undefined;
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}

/** Source: CloudFront Developer Guide, "Create key pairs for your signers": RSA of 2048 bits, ECDSA on P-256. */
function isTaken(key: KeyObject | undefined): boolean {
  const { modulusLength, namedCurve } = key?.asymmetricKeyDetails ?? {};
  if (key?.asymmetricKeyType === 'rsa') return modulusLength === 2048;
  return key?.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1';
}

/** Only the comment may change. Source: CloudFront API Reference, UpdatePublicKey. */
function checkChange(before: PublicKeyConfig, after: PublicKeyConfig): void {
  const isSame =
    before.CallerReference === after.CallerReference &&
    before.Name === after.Name &&
    before.EncodedKey.trim() === after.EncodedKey.trim();
  if (isSame) return;
  throw cloudFrontError('CannotChangeImmutablePublicKeyFields', "You can't change the value of a public key.");
}
