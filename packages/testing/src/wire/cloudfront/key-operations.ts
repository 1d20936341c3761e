import type { KeptRecord } from '../../world/cloudfront/kept-resources.ts';
import type { KeyGroupConfig } from '../../world/cloudfront/key-group.ts';
import type { PublicKeyConfig } from '../../world/cloudfront/public-key.ts';
import type { Handlers } from './call.ts';
import { keptResourceOperations, listOfKept } from './kept-resource-operations.ts';
import {
  KEY_GROUP,
  KEY_GROUP_CONFIG,
  KEY_GROUP_LIST,
  PUBLIC_KEY,
  PUBLIC_KEY_CONFIG,
  PUBLIC_KEY_LIST,
} from './shapes/key-shapes.ts';

/** Public keys, and groups of them. */
export const KEY_OPERATIONS: Handlers = {
  ...keptResourceOperations<PublicKeyConfig>({
    root: 'PublicKey',
    plural: 'PublicKeys',
    path: ['public-key'],
    shapes: { config: PUBLIC_KEY_CONFIG, resource: PUBLIC_KEY, list: PUBLIC_KEY_LIST },
    resources: (call) => call.world.cloudfront.publicKeys,
    describe: (record) => ({ Id: record.id, CreatedTime: record.created, PublicKeyConfig: record.config }),
    list: (call) =>
      listOfKept(call, call.world.cloudfront.publicKeys, ({ id, created, config }) => ({
        Id: id,
        Name: config.Name,
        CreatedTime: created,
        EncodedKey: config.EncodedKey,
        Comment: config.Comment,
      })),
  }),
  ...keptResourceOperations<KeyGroupConfig>({
    root: 'KeyGroup',
    plural: 'KeyGroups',
    path: ['key-group'],
    shapes: { config: KEY_GROUP_CONFIG, resource: KEY_GROUP, list: KEY_GROUP_LIST },
    resources: (call) => call.world.cloudfront.keyGroups,
    describe: describeGroup,
    list: (call) =>
      listOfKept(call, call.world.cloudfront.keyGroups, (record) => ({ KeyGroup: describeGroup(record) })),
  }),
};

function describeGroup(record: KeptRecord<KeyGroupConfig>): object {
  return { Id: record.id, LastModifiedTime: record.modified, KeyGroupConfig: record.config };
}
