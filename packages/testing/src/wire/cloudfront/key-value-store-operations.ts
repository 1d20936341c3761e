import type { VersionedKeyValueStore } from '../../world/cloudfront/key-value-stores.ts';
import type { Tag } from '../../world/cloudfront/tags.ts';
import { notImplemented } from '../errors/error-answer.ts';
import { parameterOf } from '../request.ts';
import type { ResponseHeaders, WireResponse } from '../response.ts';
import {
  answer,
  documentOf,
  type Handlers,
  locationOf,
  noContent,
  pageRequestOf,
  segmentOf,
  versionOf,
} from './call.ts';
import {
  CREATE_KEY_VALUE_STORE_REQUEST,
  KEY_VALUE_STORE,
  KEY_VALUE_STORE_LIST,
  UPDATE_KEY_VALUE_STORE_REQUEST,
} from './shapes/key-value-store-shapes.ts';

interface CreateKeyValueStoreRequest {
  readonly Name: string;
  readonly Comment?: string;
  readonly ImportSource?: object;
  readonly Tags?: { readonly Items?: readonly Tag[] };
}

/** Key value stores, without what they hold. */
export const KEY_VALUE_STORE_OPERATIONS: Handlers = {
  CreateKeyValueStore: async (call) => {
    const root = 'CreateKeyValueStoreRequest';
    const input = await documentOf<CreateKeyValueStoreRequest>(call, root, CREATE_KEY_VALUE_STORE_REQUEST);
    if (input.ImportSource !== undefined) throw notImplemented('cloudfront', 'CreateKeyValueStore with ImportSource');
    const { Name: name, Comment: comment, Tags: tags } = input;
    const made = call.world.cloudfront.keyValueStores.create(name, comment, tags?.Items ?? []);
    return store(made, { Location: locationOf('key-value-store', name) }, 201);
  },

  DescribeKeyValueStore: (call) => store(call.world.cloudfront.keyValueStores.describe(segmentOf(call, 'Name'))),

  UpdateKeyValueStore: async (call) => {
    const root = 'UpdateKeyValueStoreRequest';
    const input = await documentOf<{ readonly Comment: string }>(call, root, UPDATE_KEY_VALUE_STORE_REQUEST);
    const { keyValueStores } = call.world.cloudfront;
    return store(keyValueStores.update(segmentOf(call, 'Name'), versionOf(call), input.Comment));
  },

  DeleteKeyValueStore: (call) => {
    call.world.cloudfront.keyValueStores.delete(segmentOf(call, 'Name'), versionOf(call));
    return noContent();
  },

  ListKeyValueStores: (call) =>
    answer(
      'KeyValueStoreList',
      KEY_VALUE_STORE_LIST,
      call.world.cloudfront.keyValueStores.list(pageRequestOf(call), parameterOf(call.request, 'Status')),
    ),
};

function store(
  { ETag, KeyValueStore: known }: VersionedKeyValueStore,
  headers: ResponseHeaders = {},
  status = 200,
): WireResponse {
  return answer('KeyValueStore', KEY_VALUE_STORE, known, { ETag, ...headers }, status);
}
