/** What was written: its size in bytes and its MD5 in hexadecimal digits, which S3 uses as ETag. */
export interface WrittenBody {
  readonly size: number;
  readonly md5: string;
}

/** A part of a body, in bytes; both ends belong to it. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Where the contents of objects are kept, under names that are used once. A body is written whole and never changed.
 * The World keeps book of the names: what is being written, and what nothing refers to any more.
 */
export interface BodyStore {
  /** Streams; when it rejects, nothing is kept. */
  write(name: string, content: AsyncIterable<Uint8Array>): Promise<WrittenBody>;
  /** Streams; rejects when there is no such body. */
  read(name: string, range?: ByteRange): AsyncIterable<Uint8Array>;
  /** Nothing happens when it is not there. */
  remove(name: string): Promise<void>;
  /** Removes every body. */
  clear(): Promise<void>;
}
