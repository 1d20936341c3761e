import type { BucketName, ObjectBody, ObjectStore, PutObjectRequest } from '@s3front/core';
import { bucketName } from '../account.ts';

export const BUCKET: BucketName = bucketName('public.example.org');

export async function makeBucket(objects: ObjectStore): Promise<void> {
  await objects.createBucket(BUCKET, { region: 'us-east-1', ownership: 'BucketOwnerEnforced' });
}

export function textBody(text: string): ObjectBody {
  const bytes = new TextEncoder().encode(text);
  return {
    size: bytes.length,
    open: async function* () {
      if (bytes.length > 0) yield bytes;
    },
  };
}

/** So many chunks, each of other bytes; never all of it in memory. */
export function largeBody(chunks: number, chunkSize: number): ObjectBody {
  return {
    size: chunks * chunkSize,
    open: async function* () {
      for (let index = 0; index < chunks; index += 1) yield new Uint8Array(chunkSize).fill(index % 256);
    },
  };
}

export function put(
  objects: ObjectStore,
  key: string,
  more: Partial<PutObjectRequest> = {},
): Promise<{ readonly etag: string }> {
  return objects.putObject({ bucket: BUCKET, key, body: textBody(key), headers: {}, ...more });
}

export async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}
