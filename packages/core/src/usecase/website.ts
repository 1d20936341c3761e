import { S3FrontError } from '../errors.ts';
import type { BucketName } from '../naming/bucket-name.ts';
import type { BucketWebsite, NewBucketWebsite } from '../ports/object-store.ts';
import type { UseCaseContext } from './context.ts';

/** The website hosting of a bucket. @throws `BUCKET_NOT_FOUND`, `WEBSITE_NOT_FOUND` where it is off */
export async function bucketWebsite(context: UseCaseContext, bucket: BucketName): Promise<BucketWebsite> {
  const website = await context.provider.objects.getWebsite(bucket, { signal: context.signal });
  if (website !== undefined) return website;
  throw new S3FrontError({
    code: 'WEBSITE_NOT_FOUND',
    kind: 'not-found',
    message: `Static website hosting is off for s3://${bucket}/.`,
  });
}

/**
 * Switches static website hosting on, or sets it anew.
 *
 * @throws `BUCKET_NOT_FOUND`, `WEBSITE_HAS_RULES` rather than lose redirection rules that somebody made
 */
export async function setWebsite(
  context: UseCaseContext,
  bucket: BucketName,
  website: NewBucketWebsite,
): Promise<BucketWebsite> {
  const { objects } = context.provider;
  const options = { signal: context.signal };
  const current = await objects.getWebsite(bucket, options);
  if (current?.kind === 'pages' && current.routingRules > 0) {
    throw new S3FrontError({
      code: 'WEBSITE_HAS_RULES',
      kind: 'conflict',
      message: `The website of s3://${bucket}/ has ${current.routingRules} redirection rules, which this would lose.`,
      hint: 'Remove the website configuration first, when the rules are not wanted.',
    });
  }
  await objects.putWebsite(bucket, website, options);
  return website.kind === 'pages' ? { ...website, routingRules: 0 } : website;
}

/** Switches static website hosting off; it may be off already. @throws `BUCKET_NOT_FOUND` */
export async function removeWebsite(context: UseCaseContext, bucket: BucketName): Promise<void> {
  await context.provider.objects.deleteWebsite(bucket, { signal: context.signal });
}
