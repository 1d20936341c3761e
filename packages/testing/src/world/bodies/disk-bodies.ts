import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BodyStore, WrittenBody } from './body-store.ts';

/**
 * Bodies as files below a directory. A name is used once and nothing refers to it before it is written and flushed,
 * so a file needs no second name while it grows: one that was cut short is swept by the World, which noted the name
 * before the writing began.
 */
export function createDiskBodies(directory: string): BodyStore {
  // A directory with a million entries is slow to list, so they are spread over 256.
  const pathOf = (name: string) => join(directory, name.slice(-2), name);
  return {
    write: async (name, content) => {
      const path = pathOf(name);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const file = await open(path, 'wx', 0o600);
      try {
        return await writeAll(file, content);
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      } finally {
        await file.close();
      }
    },
    // Opened when the first byte is wanted: an object that nobody reads costs no file.
    read: async function* (name, range) {
      yield* createReadStream(pathOf(name), range === undefined ? {} : { start: range.first, end: range.last });
    },
    remove: (name) => rm(pathOf(name), { force: true }),
    clear: () => rm(directory, { recursive: true, force: true }),
  };
}

async function writeAll(file: FileHandle, content: AsyncIterable<Uint8Array>): Promise<WrittenBody> {
  const md5 = createHash('md5');
  let size = 0;
  for await (const chunk of content) {
    md5.update(chunk);
    size += chunk.length;
    await writeChunk(file, chunk);
  }
  await file.sync();
  return { size, md5: md5.digest('hex') };
}

/** A write may take less than it was given. */
async function writeChunk(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let written = 0; written < chunk.length; ) {
    const { bytesWritten } = await file.write(chunk, written);
    written += bytesWritten;
  }
}
