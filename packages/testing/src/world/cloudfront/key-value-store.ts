import { type Table, table, type View } from '../store/store.ts';

export interface KeyValueStoreRecord {
  readonly name: string;
  readonly id: string;
  readonly etag: string;
  readonly comment: string;
  /** Milliseconds since the epoch, as the other. */
  readonly modified: number;
  /** When it is ready. */
  readonly readyAt: number;
}

/** `account/name` */
export const keyValueStores: Table<KeyValueStoreRecord> = table('key value store');
/** `account/id` */
export const keyValueStoreIds: Table<{ readonly name: string }> = table('key value store id');

export interface KeyValueStore {
  readonly Name: string;
  readonly Id: string;
  readonly Comment: string;
  readonly ARN: string;
  readonly Status: 'PROVISIONING' | 'READY';
  /** Milliseconds since the epoch. */
  readonly LastModifiedTime: number;
}

export function keyValueStoreArn(account: string, id: string): string {
  return `arn:aws:cloudfront::${account}:key-value-store/${id}`;
}

export function findKeyValueStore(view: View, account: string, arn: string): KeyValueStoreRecord | undefined {
  const prefix = keyValueStoreArn(account, '');
  const holder = arn.startsWith(prefix)
    ? view.get(keyValueStoreIds, `${account}/${arn.slice(prefix.length)}`)
    : undefined;
  return holder === undefined ? undefined : view.get(keyValueStores, `${account}/${holder.name}`);
}

export function describeKeyValueStore(account: string, record: KeyValueStoreRecord, now: number): KeyValueStore {
  return {
    Name: record.name,
    Id: record.id,
    Comment: record.comment,
    ARN: keyValueStoreArn(account, record.id),
    Status: record.readyAt <= now ? 'READY' : 'PROVISIONING',
    LastModifiedTime: record.modified,
  };
}
