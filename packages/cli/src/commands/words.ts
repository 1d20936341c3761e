import {
  type AccessLogging,
  type BucketName,
  type DistributionId,
  type DomainName,
  expectParsed,
  parseAliases,
  parseBucketName,
  parseCfUri,
  parseDistributionId,
  parseS3Uri,
  parseTarget,
  S3FrontError,
  type S3Uri,
  type Target,
} from '@s3front/core';
import { parseDuration } from '../settings/duration.ts';

/** How long a wait lasts that nobody limited, in milliseconds: CloudFront takes minutes, and now and then half an hour. */
const DEFAULT_TIMEOUT = 45 * 60_000;

/** @throws `S3_URI_INVALID` */
export function s3UriOf(word: string): S3Uri {
  const uri = expectParsed(
    parseS3Uri(word),
    'S3_URI_INVALID',
    `'${word}'`,
    'Write it as s3://BUCKET or s3://BUCKET/KEY',
  );
  return uri;
}

/** @throws `S3_URI_INVALID`, and `BUCKET_ONLY` where a key follows the bucket */
export function bucketOf(word: string): BucketName {
  const uri = s3UriOf(word);
  if (uri.key === '') return uri.bucket;
  throw new S3FrontError({
    code: 'BUCKET_ONLY',
    kind: 'usage',
    message: `Use s3:// URI with a bucket name only instead of: ${word}`,
    hint: `Leave the key away: s3://${uri.bucket}`,
  });
}

/** A bucket that is to be made, by today's rules. @throws `S3_URI_INVALID`, `BUCKET_ONLY`, `BUCKET_NAME_INVALID` */
export function newBucketOf(word: string): BucketName {
  const name = /^s3:\/\/+([^/]+)\/*$/i.exec(word)?.[1] ?? bucketOf(word);
  return expectParsed(parseBucketName(name), 'BUCKET_NAME_INVALID', `The bucket name '${name}'`);
}

/** @throws `TARGET_INVALID` */
export function targetOf(word: string): Target {
  return expectParsed(
    parseTarget(word),
    'TARGET_INVALID',
    `'${word}'`,
    'Write cf://ID for a distribution, s3://BUCKET for its bucket',
  );
}

/** The distribution that --cf-distribution names, as `cf://ID` or as a bare id. @throws `DISTRIBUTION_ID_INVALID` */
export function distributionOf(value: string | undefined): DistributionId | undefined {
  if (value === undefined) return undefined;
  const what = `--cf-distribution '${value}'`;
  if (!/^cf:/i.test(value)) return expectParsed(parseDistributionId(value), 'DISTRIBUTION_ID_INVALID', what);
  return expectParsed(parseCfUri(value), 'DISTRIBUTION_ID_INVALID', what).distribution;
}

/** Every alias in lower case, or all that is wrong with all of them. @throws `ALIAS_INVALID` */
export function aliasesOf(values: readonly string[], option: string): readonly DomainName[] {
  return expectParsed(
    parseAliases(values),
    'ALIAS_INVALID',
    `${option} ${values.map((value) => `'${value}'`).join(', ')}`,
  );
}

/** @throws `S3_URI_INVALID` */
export function loggingOf(value: string): AccessLogging {
  const { bucket, key } = s3UriOf(value);
  return { bucket, prefix: key };
}

/** Milliseconds. @throws `DURATION_INVALID` */
export function timeoutOf(value: string | undefined): number {
  return value === undefined ? DEFAULT_TIMEOUT : parseDuration(value, '--timeout');
}

/** The longest wait of a command that waits on request: without `--wait` a time for it would mean nothing. */
export function waitTimeoutOf(options: { readonly wait: boolean; readonly timeout: string | undefined }): number {
  if (options.wait || options.timeout === undefined) return timeoutOf(options.timeout);
  throw new S3FrontError({
    code: 'OPTION_WITHOUT_EFFECT',
    kind: 'usage',
    message: '--timeout says how long to wait, and without --wait nothing is waited for.',
    hint: 'Add --wait, or leave --timeout away.',
  });
}

/** @throws `OPTIONS_CONTRADICT` when both of two options that exclude each other are given */
export function exclusive(first: string, hasFirst: boolean, second: string, hasSecond: boolean): void {
  if (!hasFirst || !hasSecond) return;
  throw new S3FrontError({
    code: 'OPTIONS_CONTRADICT',
    kind: 'usage',
    message: `${first} and ${second} contradict each other.`,
    hint: 'Leave one of them away.',
  });
}
