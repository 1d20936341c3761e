/**
 * A table of records under ordered string keys. The order is that of the keys' UTF-8 bytes, which is S3's own.
 * Make one with {@link table}; the type of its records goes with it.
 */
export interface Table<Value> {
  readonly name: string;
  /** Only for the compiler: what the table holds. */
  readonly holds?: Value;
}

export function table<Value extends object>(name: string): Table<Value> {
  return { name };
}

/** A store's own note of how its records are written. */
export const formats: Table<{ readonly version: number }> = table('format');

export interface Entry<Value> {
  readonly key: string;
  readonly value: Value;
}

export interface Range {
  /** Only keys that begin with this. */
  readonly prefix?: string | undefined;
  /** Begin at this key, itself included. */
  readonly from?: string | undefined;
  /** Begin after this key. */
  readonly after?: string | undefined;
  /** At most so many. */
  readonly limit?: number | undefined;
}

/** What a reader sees: one state of the store, however long it looks. */
export interface View {
  get<Value>(from: Table<Value>, key: string): Value | undefined;
  /** In the order of the keys' UTF-8 bytes; it costs what it answers. */
  scan<Value>(from: Table<Value>, range?: Range): readonly Entry<Value>[];
  /** The names of the tables that hold something. */
  tables(): readonly string[];
}

export interface Transaction extends View {
  put<Value>(into: Table<Value>, key: string, value: Value): void;
  /** Nothing happens when the key is not there. */
  remove<Value>(from: Table<Value>, key: string): void;
}

/**
 * Where a World keeps its state: records that are plain JSON data, changed in transactions, one writer at a time.
 * What a store hands out is never changed; writing is putting another record.
 */
export interface Store {
  read<Answer>(look: (view: View) => Answer): Answer;
  /** All of it or, when `change` throws, nothing of it. `change` must not wait for anything. */
  transact<Answer>(change: (transaction: Transaction) => Answer): Answer;
  close(): Promise<void>;
}
