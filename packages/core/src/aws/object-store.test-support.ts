import { type BucketName, parseBucketName } from '../naming/bucket-name.ts';
import { expectParsed } from '../naming/parsed.ts';
import type { ObjectBody, ObjectStore } from '../ports/object-store.ts';
import type { AwsSettings } from './settings.ts';
import { type Answer, type Server, type StubWire, stubProvider, stubWire } from './stub-wire.test-support.ts';

export const BUCKET: BucketName = expectParsed(parseBucketName('public.example.org'), 'X', 'X');
export const PLAIN: BucketName = expectParsed(parseBucketName('plain-example'), 'X', 'X');
export const MIB: number = 1024 ** 2;

export async function objectsOn(
  server: Server,
  settings: AwsSettings = {},
): Promise<{ readonly objects: ObjectStore; readonly wire: StubWire }> {
  const wire = stubWire(server);
  const { objects } = await stubProvider(wire, settings);
  return { objects, wire };
}

export function xml(body: string): Answer {
  return { headers: { 'content-type': 'application/xml' }, body };
}

export async function everything<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** A body of this many bytes, in chunks; it says whether it was let go of. */
export function body(size: number, chunk: number = MIB): ObjectBody & { readonly closed: () => boolean } {
  let closed = false;
  return {
    size,
    closed: () => closed,
    open: async function* () {
      try {
        for (let left = size; left > 0; left -= chunk) yield new Uint8Array(Math.min(chunk, left));
      } finally {
        closed = true;
      }
    },
  };
}
