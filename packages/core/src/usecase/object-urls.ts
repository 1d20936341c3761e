import type { DistributionSummary } from '../distribution/distribution.ts';
import { isS3FrontError } from '../errors.ts';
import type { DistributionId } from '../naming/cf-uri.ts';
import { isWildcard } from '../naming/domain-name.ts';
import { distributionUrl, pathStyleUrl, virtualHostedUrl, websiteUrl } from '../naming/public-url.ts';
import type { S3Uri } from '../naming/s3-uri.ts';
import type { UseCaseContext } from './context.ts';
import { distributionsOf } from './find-distributions.ts';

export interface ObjectUrl {
  readonly kind: 'endpoint' | 'virtual-hosted' | 'path-style' | 'website' | 'distribution' | 'alias';
  readonly url: string;
  /** For `distribution` and `alias`. */
  readonly distribution?: DistributionId | undefined;
  /** False where nothing answers there today: website hosting is off, the distribution is disabled. */
  readonly active: boolean;
}

/**
 * Every URL of an object, or of a bucket when the key is empty. Whether an object is there, and whether the public may
 * read it, is not asked.
 *
 * @param endpoint the object's URL at the server that stands in for AWS, where one does. If CloudFront answers there
 * too it stands for all of AWS, and AWS's host names are told as well; a server that only speaks S3 has no others.
 */
export async function objectUrls(
  context: UseCaseContext,
  target: S3Uri,
  endpoint?: string,
): Promise<readonly ObjectUrl[]> {
  const { bucket, key } = target;
  const { objects } = context.provider;
  const options = { signal: context.signal };
  const region = await objects.bucketRegion(bucket, options);
  const [website, distributions] = await Promise.all([
    known(context, 'whether website hosting is on', () => objects.hasWebsite(bucket, options)),
    known(context, 'which distributions serve it', () => distributionsOf(context, bucket)),
  ]);
  const atEndpoint = urlOf('endpoint', endpoint, true);
  if (endpoint !== undefined && distributions === undefined) return atEndpoint;
  return [
    ...atEndpoint,
    ...urlOf('virtual-hosted', virtualHostedUrl({ bucket, region, key }), true),
    ...urlOf('path-style', pathStyleUrl({ bucket, region, key }), true),
    ...urlOf('website', websiteUrl({ bucket, region, key }), website ?? false),
    ...(distributions ?? []).flatMap((distribution) => servedUrls(distribution, target)),
  ];
}

/** Nothing for a form that the bucket's name does not allow. */
function urlOf(kind: ObjectUrl['kind'], url: string | undefined, active: boolean): readonly ObjectUrl[] {
  return url === undefined ? [] : [{ kind, url, active }];
}

function servedUrls(distribution: DistributionSummary, target: S3Uri): readonly ObjectUrl[] {
  const path = pathBelowOrigin(distribution, target);
  if (path === undefined) return [];
  const common = { distribution: distribution.id, active: distribution.enabled };
  return [
    { kind: 'distribution', url: distributionUrl(distribution.domainName, path), ...common },
    ...distribution.aliases
      .filter((alias) => !isWildcard(alias))
      .map((alias) => ({ kind: 'alias', url: distributionUrl(alias, path), ...common }) as const),
  ];
}

/** The key without the origin path, which CloudFront puts before every request; undefined for a key outside of it. */
function pathBelowOrigin(distribution: DistributionSummary, target: S3Uri): string | undefined {
  const origin = distribution.origins.find(
    (candidate) => candidate.kind !== 'custom' && candidate.bucket === target.bucket,
  );
  const prefix = origin?.path === undefined || origin.path === '' ? '' : `${origin.path.slice(1)}/`;
  if (target.key === '') return '';
  return target.key.startsWith(prefix) ? target.key.slice(prefix.length) : undefined;
}

/** What may not be asked is left out with a warning: the other URLs are true all the same. */
async function known<Answer>(
  context: UseCaseContext,
  what: string,
  ask: () => Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!isS3FrontError(error) || error.kind === 'interrupted') throw error;
    context.report?.({ kind: 'warning', message: `It is not known ${what}: ${error.message}` });
    return undefined;
  }
}
