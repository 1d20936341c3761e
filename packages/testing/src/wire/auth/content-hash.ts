import { createHash } from 'node:crypto';
import { AwsError } from '../../world/aws-error.ts';
import { incompleteBody } from './body-errors.ts';

/** The content as it passes, ending in an error when its SHA-256 is not what the client said. */
export async function* withHash(body: AsyncIterable<Uint8Array>, expected: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const piece of body) {
    hash.update(piece);
    yield piece;
  }
  const found = hash.digest('hex');
  if (found !== expected) throw contentMismatch(expected, found);
}

/** The content as it passes, ending in an error when it is not as long as the client said. */
export async function* withLength(body: AsyncIterable<Uint8Array>, expected: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > expected) throw incompleteBody();
    yield piece;
  }
  if (size !== expected) throw incompleteBody();
}

export function contentMismatch(expected: string, found: string): AwsError {
  return new AwsError({
    service: 's3',
    code: 'XAmzContentSHA256Mismatch',
    status: 400,
    message: "The provided 'x-amz-content-sha256' header does not match what was computed.",
    details: { ClientComputedContentSHA256: expected, S3ComputedContentSHA256: found },
  });
}
