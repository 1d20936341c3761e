import { cloudFrontError } from '../aws-error.ts';
import { table } from '../store/store.ts';
import { type CheckContext, findKept, type ResourceKind } from './kept-resources.ts';
import { keyMemberships } from './key-membership.ts';
import { PUBLIC_KEYS } from './public-key.ts';
import { isUsed } from './uses.ts';

export interface KeyGroupConfig {
  readonly Name: string;
  /** Ids of public keys. */
  readonly Items: readonly string[];
  readonly Comment?: string;
}

export const KEY_GROUPS: ResourceKind<KeyGroupConfig> = {
  singular: 'KeyGroup',
  plural: 'KeyGroups',
  records: table('key group'),
  names: table('key group name'),
  nameOf: (config) => config.Name,
  newId: (identifiers, transaction) => identifiers.uuid(transaction),
  tally: 'key groups',
  quota: (limits) => limits.keyGroups,
  missing: ['NoSuchResource', 'A resource that was specified is not valid.'],
  taken: ['KeyGroupAlreadyExists', 'A key group with this name already exists.'],
  inUse: ['ResourceInUse', 'Cannot delete this resource because it is in use.'],
  tooMany: ['TooManyKeyGroups', 'You have reached the maximum number of key groups for this account.'],
  filled,
  isUsed: (view, account, record) => isUsed(view, account, 'key group', record.id),
  onPut: (transaction, account, record, before) => {
    for (const key of before?.Items ?? []) transaction.remove(keyMemberships, `${account}/${key}/${record.id}`);
    for (const key of record.config.Items) {
      transaction.put(keyMemberships, `${account}/${key}/${record.id}`, { id: record.id });
    }
  },
  onRemove: (transaction, account, record) => {
    for (const key of record.config.Items) transaction.remove(keyMemberships, `${account}/${key}/${record.id}`);
  },
};

/** That an unknown key is answered with `InvalidArgument` follows from the errors of CreateKeyGroup; the words are ours. */
function filled(config: KeyGroupConfig, { view, account, limits }: CheckContext): KeyGroupConfig {
  if (config.Name === '' || config.Name.length > 128) {
    throw cloudFrontError('InvalidArgument', 'The parameter Name is not valid.');
  }
  if (config.Items.length > limits.keysPerKeyGroup) {
    throw cloudFrontError(
      'TooManyPublicKeysInKeyGroup',
      'The number of public keys in this key group is more than the maximum allowed.',
    );
  }
  if (config.Items.length === 0 || new Set(config.Items).size !== config.Items.length) {
    throw cloudFrontError('InvalidArgument', 'A key group needs public keys, each of them once.');
  }
  const stranger = config.Items.find((key) => findKept(view, account, PUBLIC_KEYS, key) === undefined);
  if (stranger !== undefined) {
    throw cloudFrontError('InvalidArgument', `The public key ${stranger} does not exist.`);
  }
  return { ...config, Comment: config.Comment ?? '' };
}
