import { createRequire } from 'node:module';
import { crc32 } from 'node:zlib';
import { S3FrontError } from '@s3front/core';
import type { Database } from 'lmdb';
import { afterPrefix, lowestKey } from './key-order.ts';
import { checkDataFile } from './lmdb-data-file.ts';
import { markState, prepareDirectory } from './state-directory.ts';
import { damaged, STATE_HINT, unreadable } from './state-error.ts';
import { type Entry, type Range, type Store, type Table, type Transaction, table } from './store.ts';

/** The format of the records; a newer one is left alone. */
const FORMAT = 1;
const formats = table<{ readonly version: number }>('format');

/**
 * A store in a directory, for several processes at once; killed at any moment, it is as before the transaction or as
 * after it.
 *
 * @throws `STATE_UNREADABLE` (the directory cannot be made, read or written), `STATE_DAMAGED` (the data file is not
 * ours, cut short, or garbled), `STATE_TOO_NEW` (a later version of s3front made it); nothing on the disk is changed
 */
export function openLmdbStore(directory: string): Store {
  const path = prepareDirectory(directory);
  checkDataFile(path);
  const database = openDatabase(directory, path);
  const store = storeOver(database, path);
  try {
    checkFormat(store, path);
    markState(directory, FORMAT);
  } catch (error) {
    void database.close();
    throw error;
  }
  return store;
}

function openDatabase(directory: string, path: string): Database<Buffer, Buffer> {
  // `require` answers with the package's bundle of one file, which loads in two thirds of the time that `import` takes.
  const lmdb = createRequire(import.meta.url)('lmdb') as typeof import('lmdb');
  try {
    const database = lmdb.open<Buffer, Buffer>({
      path: directory,
      noSubdir: false,
      encoding: 'binary',
      keyEncoding: 'binary',
      maxDbs: 1,
      cache: false,
      // A commit is on the disk when it returns; overlapping would put that off to a background thread.
      overlappingSync: false,
    });
    // A process that was killed while it read would otherwise pin the pages that it saw, for ever.
    database.readerCheck();
    return database;
  } catch (error) {
    throw unreadable(path, error);
  }
}

function checkFormat(store: Store, path: string): void {
  const known = store.read((view) => view.get(formats, 'records'));
  if (known === undefined) {
    store.transact((transaction) => {
      if (transaction.get(formats, 'records') !== undefined) return;
      if (transaction.scan(formats, { limit: 1 }).length > 0) throw damaged(path, 'its format is not noted in it');
      transaction.put(formats, 'records', { version: FORMAT });
    });
    return;
  }
  if (known.version > FORMAT) {
    throw new S3FrontError({
      code: 'STATE_TOO_NEW',
      kind: 'file',
      message: `${path} was written by a newer version of s3front (format ${known.version}, this one knows ${FORMAT}).`,
      hint: `Update s3front, or choose another directory. ${STATE_HINT}`,
    });
  }
}

function storeOver(database: Database<Buffer, Buffer>, path: string): Store {
  let closed = false;
  function get<Value>(from: Table<Value>, key: string): Value | undefined {
    const bytes = attempted(path, () => database.get(keyBytes(from.name, key)));
    return bytes === undefined ? undefined : decode<Value>(bytes, path);
  }

  function scan<Value>(from: Table<Value>, range: Range = {}): readonly Entry<Value>[] {
    const { prefix = '', limit } = range;
    if (limit !== undefined && limit <= 0) return [];
    const end = afterPrefix(prefix);
    const skipped = Buffer.byteLength(from.name) + 1;
    const found = attempted(path, () => [
      ...database.getRange({
        start: keyBytes(from.name, lowestKey(range)),
        end: end === undefined ? tableEnd(from.name) : keyBytes(from.name, end),
        ...(limit === undefined ? {} : { limit }),
      }),
    ]);
    return found.map(({ key, value }) => ({ key: key.toString('utf8', skipped), value: decode<Value>(value, path) }));
  }

  const transaction: Transaction = {
    get,
    scan,
    put: (into, key, value) => attempted(path, () => database.putSync(keyBytes(into.name, key), encode(value))),
    remove: (from, key) => {
      attempted(path, () => database.removeSync(keyBytes(from.name, key)));
    },
  };

  return {
    read: (look) => {
      // LMDB keeps a reader's snapshot until the end of the turn; others may have written since.
      database.resetReadTxn();
      return look({ get, scan });
    },
    transact: (work) => {
      let begun = false;
      let done = false;
      try {
        return database.transactionSync(() => {
          begun = true;
          const answer = work(transaction);
          done = true;
          return answer;
        });
      } catch (error) {
        // What `work` itself threw is the caller's; what came before or after it is the store's.
        throw begun && !done ? error : failed(path, error);
      }
    },
    close: async () => {
      if (closed) return;
      closed = true;
      await database.close();
    },
  };
}

function attempted<Answer>(path: string, act: () => Answer): Answer {
  try {
    return act();
  } catch (error) {
    throw failed(path, error);
  }
}

/** LMDB's own errors: pages that make no sense, or a system that refuses (no space left, for one). */
function failed(path: string, error: unknown): S3FrontError {
  const reason = error instanceof Error ? error.message : String(error);
  return /MDB_(?:CORRUPTED|PAGE_NOTFOUND|PANIC|BAD_)/.test(reason)
    ? damaged(path, reason, error)
    : unreadable(path, error);
}

function keyBytes(name: string, key: string): Buffer {
  return Buffer.from(`${name}\0${key}`, 'utf8');
}

/** Names have no zero byte in them, so every key of a table lies before its name with a one. */
function tableEnd(name: string): Buffer {
  return Buffer.from(`${name}\x01`, 'utf8');
}

const CHECKSUM_BYTES = 4;

/** A checksum goes before every record: LMDB itself would hand out garbled bytes without a word. */
function encode(value: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(value), 'utf8');
  const record = Buffer.allocUnsafe(CHECKSUM_BYTES + json.length);
  record.writeUInt32BE(crc32(json), 0);
  json.copy(record, CHECKSUM_BYTES);
  return record;
}

function decode<Value>(record: Buffer, path: string): Value {
  const json = record.subarray(CHECKSUM_BYTES);
  if (record.length <= CHECKSUM_BYTES || record.readUInt32BE(0) !== crc32(json)) {
    throw damaged(path, 'a record in it does not match its checksum');
  }
  // Written by `encode` through a `Table` of the same name, as the checksum says.
  return JSON.parse(json.toString('utf8')) as Value;
}
