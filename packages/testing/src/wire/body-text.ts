import type { AwsError } from '../world/aws-error.ts';

/**
 * A whole body as bytes, for documents. At most `limit` bytes are held; what is longer throws what `tooLarge` makes.
 */
export async function readBody(
  body: AsyncIterable<Uint8Array>,
  limit: number,
  tooLarge: () => AwsError,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** As {@link readBody}, read as UTF-8. */
export async function readText(
  body: AsyncIterable<Uint8Array>,
  limit: number,
  tooLarge: () => AwsError,
): Promise<string> {
  return (await readBody(body, limit, tooLarge)).toString('utf8');
}
