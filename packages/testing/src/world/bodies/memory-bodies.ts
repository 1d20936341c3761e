import { createHash } from 'node:crypto';
import type { BodyStore } from './body-store.ts';

/** Bodies that are forgotten with the process. */
export function createMemoryBodies(): BodyStore {
  const bodies = new Map<string, Buffer>();
  return {
    write: async (name, content) => {
      const chunks: Uint8Array[] = [];
      // A copy: whoever sends may use its buffer again.
      for await (const chunk of content) chunks.push(Uint8Array.from(chunk));
      const body = Buffer.concat(chunks);
      bodies.set(name, body);
      return { size: body.length, md5: createHash('md5').update(body).digest('hex') };
    },
    read: async function* (name, range) {
      const body = bodies.get(name);
      if (body === undefined) throw new Error(`There is no body ${name}.`);
      const part = range === undefined ? body : body.subarray(range.first, range.last + 1);
      if (part.length > 0) yield Uint8Array.from(part);
    },
    remove: async (name) => {
      bodies.delete(name);
    },
    clear: async () => bodies.clear(),
  };
}
