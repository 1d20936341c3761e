import type { Target } from '../service.ts';

/** What a host name says of where a request goes. */
export type HostMeaning =
  | Target
  /** One of ours, or an address: it says nothing. */
  | 'nothing'
  /** Somebody's own name, which may be a bucket's. */
  | { readonly name: string };

const REGION = '[a-z]{2}(?:-[a-z]+)+-\\d';

/** AWS's own names. Source: AWS General Reference, "Amazon S3 endpoints and quotas", and those of the other services. */
const S3_HOST = new RegExp(
  `^(?:(.+)\\.)?s3(?:-fips)?(?:\\.dualstack)?(?:[.-](${REGION}|external-1))?\\.amazonaws\\.com(?:\\.cn)?$`,
);
const WEBSITE_HOST = new RegExp(`^(.+)\\.s3-website[.-](${REGION})\\.amazonaws\\.com(?:\\.cn)?$`);
const OTHER_HOST = new RegExp(`^(cloudfront|acm|route53|sts)(?:-fips)?(?:\\.${REGION})?\\.amazonaws\\.com(?:\\.cn)?$`);

/** The same below `localhost` or a suffix of one's own: `BUCKET.s3.localhost`, `BUCKET.localhost`. */
const OWN_WEBSITE = new RegExp(`^(.+)\\.s3-website(?:[.-](${REGION}))?$`);
const OWN_S3 = new RegExp(`^(?:(.+)\\.)?s3(?:[.-](${REGION}))?$`);
const OWN_OTHER = new RegExp(`^(cloudfront|acm|route53|sts)(?:\\.${REGION})?$`);

/**
 * @param host the `Host` header, with or without a port
 * @param suffixes the domains below which buckets are, `localhost` among them
 */
export function meaningOfHost(host: string, suffixes: readonly string[]): HostMeaning {
  const name = nameOf(host);
  if (name === '' || isAddress(name)) return 'nothing';
  if (name.endsWith('.amazonaws.com') || name.endsWith('.amazonaws.com.cn')) {
    return meaningOf(name, WEBSITE_HOST, S3_HOST, OTHER_HOST) ?? { name };
  }
  const suffix = suffixes.find((known) => name === known || name.endsWith(`.${known}`));
  if (suffix === undefined) return { name };
  if (name === suffix) return 'nothing';
  const front = name.slice(0, -suffix.length - 1);
  return (
    meaningOf(front, OWN_WEBSITE, OWN_S3, OWN_OTHER) ?? { service: 's3', addressing: 'virtual-host', bucket: front }
  );
}

function meaningOf(name: string, website: RegExp, s3: RegExp, other: RegExp): Target | undefined {
  const site = website.exec(name);
  if (site !== null) return { service: 's3', addressing: 'website', bucket: site[1] ?? '', region: site[2] };
  const service = other.exec(name)?.[1];
  if (isOtherService(service)) return { service };
  const bucket = s3.exec(name);
  if (bucket === null) return undefined;
  const region = bucket[2] === 'external-1' ? 'us-east-1' : bucket[2];
  return bucket[1] === undefined
    ? { service: 's3', addressing: 'path', region }
    : { service: 's3', addressing: 'virtual-host', bucket: bucket[1], region };
}

export type OtherService = Exclude<Target['service'], 's3'>;

export function isOtherService(name: string | undefined): name is OtherService {
  return name === 'cloudfront' || name === 'acm' || name === 'route53' || name === 'sts';
}

/** Without port and last dot, in lower case. */
function nameOf(host: string): string {
  const lowered = host.trim().toLowerCase();
  const name = lowered.startsWith('[') ? lowered.slice(0, lowered.indexOf(']') + 1) : lowered.replace(/:\d*$/, '');
  return name.replace(/\.$/, '');
}

function isAddress(name: string): boolean {
  return name.startsWith('[') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(name);
}
