import { cloudFrontError } from '../aws-error.ts';
import type { WorldContext } from '../context.ts';
import type { Transaction, View } from '../store/store.ts';
import { addToTally, tally } from '../tally.ts';
import { keyValueStoreUses } from './function.ts';
import {
  describeKeyValueStore,
  type KeyValueStore,
  type KeyValueStoreRecord,
  keyValueStoreArn,
  keyValueStoreIds,
  keyValueStores,
} from './key-value-store.ts';
import { type Page, type PageRequest, pageLength, pageOf } from './page.ts';
import { checkTags, forgetTags, putTags, type Tag } from './tags.ts';
import { checkVersion } from './version.ts';

export interface VersionedKeyValueStore {
  readonly ETag: string;
  readonly KeyValueStore: KeyValueStore;
}

const LONGEST_COMMENT = 128;

/** Key value stores, as far as the control plane goes: what they hold is an API of its own. */
export class KeyValueStores {
  readonly #context: WorldContext;

  constructor(context: WorldContext) {
    this.#context = context;
  }

  create(name: string, comment = '', tags: readonly Tag[] = []): VersionedKeyValueStore {
    const { limits, identifiers, clock, propagation } = this.#context;
    const account = this.#context.account.id;
    return this.#change('CreateKeyValueStore', name, (transaction) => {
      if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name)) {
        throw cloudFrontError('InvalidArgument', 'The parameter Name is not valid.');
      }
      checkComment(comment);
      checkTags(tags);
      if (transaction.get(keyValueStores, `${account}/${name}`) !== undefined) {
        throw cloudFrontError('EntityAlreadyExists', 'The entity already exists. You must provide a unique entity.');
      }
      if (tally(transaction, `${account}/key value stores`) >= limits.keyValueStores) {
        throw cloudFrontError('EntityLimitExceeded', 'The entity limit has been exceeded.');
      }
      const now = clock.now();
      const id = identifiers.uuid(transaction);
      const etag = identifiers.entity(transaction);
      const record = { name, id, etag, comment, modified: now, readyAt: now + propagation };
      transaction.put(keyValueStores, `${account}/${name}`, record);
      transaction.put(keyValueStoreIds, `${account}/${id}`, { name });
      addToTally(transaction, `${account}/key value stores`, 1);
      putTags(transaction, keyValueStoreArn(account, id), tags);
      return this.#answer(record);
    });
  }

  describe(name: string): VersionedKeyValueStore {
    return this.#look('DescribeKeyValueStore', name, (view) => this.#answer(this.#find(view, name)));
  }

  update(name: string, ifMatch: string | undefined, comment: string): VersionedKeyValueStore {
    const { identifiers, clock } = this.#context;
    return this.#change('UpdateKeyValueStore', name, (transaction) => {
      const before = this.#find(transaction, name);
      checkVersion(ifMatch, before.etag);
      checkComment(comment);
      const record = { ...before, comment, etag: identifiers.entity(transaction), modified: clock.now() };
      transaction.put(keyValueStores, `${this.#context.account.id}/${name}`, record);
      return this.#answer(record);
    });
  }

  delete(name: string, ifMatch: string | undefined): void {
    const account = this.#context.account.id;
    this.#change('DeleteKeyValueStore', name, (transaction) => {
      const record = this.#find(transaction, name);
      checkVersion(ifMatch, record.etag);
      if (transaction.scan(keyValueStoreUses, { prefix: `${account}/${record.id}/`, limit: 1 }).length > 0) {
        throw cloudFrontError('CannotDeleteEntityWhileInUse', 'The entity cannot be deleted while it is in use.');
      }
      transaction.remove(keyValueStores, `${account}/${name}`);
      transaction.remove(keyValueStoreIds, `${account}/${record.id}`);
      addToTally(transaction, `${account}/key value stores`, -1);
      forgetTags(transaction, keyValueStoreArn(account, record.id));
    });
  }

  /** @param status only those of this status */
  list(request: PageRequest = {}, status?: string): Page<KeyValueStore> {
    const account = this.#context.account.id;
    return this.#look('ListKeyValueStores', '', (view) => {
      const length = pageLength(request, this.#context.limits.pageSize);
      const after = `${account}/${request.Marker ?? ''}`;
      const now = this.#context.clock.now();
      const found = view
        .scan(keyValueStores, {
          prefix: `${account}/`,
          after,
          ...(status === undefined ? { limit: length + 1 } : {}),
        })
        .map((entry) => describeKeyValueStore(account, entry.value, now))
        .filter((store) => status === undefined || store.Status === status);
      return pageOf(found, length, request, (store) => store.Name);
    });
  }

  #answer(record: KeyValueStoreRecord): VersionedKeyValueStore {
    const { account, clock } = this.#context;
    return { ETag: record.etag, KeyValueStore: describeKeyValueStore(account.id, record, clock.now()) };
  }

  #find(view: View, name: string): KeyValueStoreRecord {
    const record = view.get(keyValueStores, `${this.#context.account.id}/${name}`);
    if (record === undefined) throw cloudFrontError('EntityNotFound', 'The entity was not found.');
    return record;
  }

  #look<Answer>(operation: string, resource: string, look: (view: View) => Answer): Answer {
    const { store, operations } = this.#context;
    return operations.run({ service: 'cloudfront', operation, resource }, () => store.read(look));
  }

  #change<Answer>(operation: string, resource: string, change: (transaction: Transaction) => Answer): Answer {
    const { store, operations } = this.#context;
    return operations.run({ service: 'cloudfront', operation, resource }, () => store.transact(change));
  }
}

function checkComment(comment: string): void {
  if (comment.length > LONGEST_COMMENT) throw cloudFrontError('InvalidArgument', 'The parameter Comment is too long.');
}
