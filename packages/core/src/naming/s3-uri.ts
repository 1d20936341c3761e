import type { Problem } from '../errors.ts';
import { type BucketName, parseExistingBucketName } from './bucket-name.ts';
import { accepted, type Parsed, refused } from './parsed.ts';

/** `s3://bucket/key`: a bucket, where the key is empty, or an object or prefix in it. */
export interface S3Uri {
  readonly kind: 's3';
  readonly bucket: BucketName;
  readonly key: string;
}

/** S3's limit on a key, in bytes of UTF-8. */
const LONGEST_KEY = 1024;

/**
 * Reads an S3 URI as s3cmd does: the scheme in any case, further slashes before the bucket ignored, everything
 * after the slash that ends the bucket taken as the key, unchanged.
 *
 * Problems: `S3_URI_SCHEME`, `S3_URI_NO_BUCKET`, those of parseExistingBucketName, `S3_KEY_TOO_LONG`,
 * `S3_KEY_NOT_UNICODE`.
 */
export function parseS3Uri(text: string): Parsed<S3Uri> {
  const match = /^s3:\/\/\/*([^/]*)\/?(.*)$/isu.exec(text);
  if (match === null) return refused([{ code: 'S3_URI_SCHEME', message: "it does not start with 's3://'" }]);
  const [, name = '', key = ''] = match;
  if (name === '') return refused([{ code: 'S3_URI_NO_BUCKET', message: 'it names no bucket' }]);
  const bucket = parseExistingBucketName(name);
  const problems = keyProblems(key);
  if (!bucket.ok) return refused([...bucket.problems.map(aboutBucket), ...problems]);
  return problems.length > 0 ? refused(problems) : accepted({ kind: 's3', bucket: bucket.value, key });
}

/** A key as S3 can store it, unchanged. Problems: `S3_KEY_EMPTY`, `S3_KEY_TOO_LONG`, `S3_KEY_NOT_UNICODE`. */
export function parseKey(text: string): Parsed<string> {
  if (text === '') return refused([{ code: 'S3_KEY_EMPTY', message: 'the key is empty' }]);
  const problems = keyProblems(text);
  return problems.length > 0 ? refused(problems) : accepted(text);
}

/** `s3://bucket/key`, and `s3://bucket/` for a bucket. */
export function formatS3Uri(uri: Pick<S3Uri, 'bucket' | 'key'>): string {
  return `s3://${uri.bucket}/${uri.key}`;
}

function aboutBucket(problem: Problem): Problem {
  return { code: problem.code, message: `of the bucket's name, ${problem.message}` };
}

function keyProblems(key: string): readonly Problem[] {
  if (/\p{Surrogate}/u.test(key)) {
    return [{ code: 'S3_KEY_NOT_UNICODE', message: 'the key has half of a surrogate pair, which UTF-8 cannot carry' }];
  }
  const bytes = new TextEncoder().encode(key).length;
  if (bytes <= LONGEST_KEY) return [];
  return [{ code: 'S3_KEY_TOO_LONG', message: `the key has ${bytes} bytes in UTF-8, and ${LONGEST_KEY} are allowed` }];
}
