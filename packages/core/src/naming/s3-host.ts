import { type BucketName, parseExistingBucketName } from './bucket-name.ts';

/** A bucket and the region that it is in, such as `eu-west-1`. */
export interface BucketPlace {
  readonly bucket: BucketName;
  readonly region: string;
}

/** The partitions of AWS, each with its own accounts and ARNs. */
export type Partition =
  | 'aws'
  | 'aws-cn'
  | 'aws-us-gov'
  | 'aws-eusc'
  | 'aws-iso'
  | 'aws-iso-b'
  | 'aws-iso-e'
  | 'aws-iso-f';

/** What a host name of S3 says; the region is undefined where the name works in every region. */
export interface S3Host {
  readonly kind: 'rest' | 'website';
  readonly bucket: BucketName;
  readonly region: string | undefined;
}

/** By the first part of a region's name. Source: the endpoint rules of the AWS SDKs, `partitions.json`. */
const PARTITION_OF_PREFIX: readonly (readonly [prefix: string, partition: Partition])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['eusc-', 'aws-eusc'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
];

const DNS_SUFFIX: Readonly<Record<Partition, string>> = {
  aws: 'amazonaws.com',
  'aws-cn': 'amazonaws.com.cn',
  'aws-us-gov': 'amazonaws.com',
  'aws-eusc': 'amazonaws.eu',
  'aws-iso': 'c2s.ic.gov',
  'aws-iso-b': 'sc2s.sgov.gov',
  'aws-iso-e': 'cloud.adc-e.uk',
  'aws-iso-f': 'csp.hci.ic.gov',
};

/** The regions whose website endpoints are written with a dash; every later one has a dot. Source: AWS General Reference, "Amazon S3 website endpoints". */
const WEBSITE_DASH_REGIONS: ReadonlySet<string> = new Set([
  'us-east-1',
  'us-west-1',
  'us-west-2',
  'eu-west-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-northeast-1',
  'sa-east-1',
  'us-gov-west-1',
]);

export function partitionOf(region: string): Partition {
  return PARTITION_OF_PREFIX.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}

/** `site.s3.eu-west-1.amazonaws.com`: the host of a bucket's REST endpoint, and what a distribution has as origin. */
export function restHost({ bucket, region }: BucketPlace): string {
  return `${bucket}.${pathStyleHost(region)}`;
}

/** `site.s3.amazonaws.com`: redirects for a while after a bucket was made outside us-east-1; only in the partition `aws`. */
export function globalHost(bucket: BucketName): string {
  return `${bucket}.s3.amazonaws.com`;
}

/** `s3.eu-west-1.amazonaws.com`: the host where the bucket stands in the path. */
export function pathStyleHost(region: string): string {
  return `s3.${region}.${suffixOf(region)}`;
}

/** `site.s3-website-eu-west-1.amazonaws.com` or `site.s3-website.eu-central-1.amazonaws.com`, as the region has it. */
export function websiteHost({ bucket, region }: BucketPlace): string {
  const separator = WEBSITE_DASH_REGIONS.has(region) ? '-' : '.';
  return `${bucket}.s3-website${separator}${region}.${suffixOf(region)}`;
}

/** What DNS records and public URLs should name: the global host in us-east-1, the region's own elsewhere. */
export function publicHost({ bucket, region }: BucketPlace): string {
  return region === 'us-east-1' ? globalHost(bucket) : restHost({ bucket, region });
}

const REGION = '[a-z]{2,4}(?:-[a-z]+)+-\\d+';

/** What stands between the bucket and the partition's suffix, in every form that S3 has or had. */
const REST_FORMS: readonly RegExp[] = [
  // The global endpoint, and transfer acceleration, which is global too.
  /^(.+)\.(?:s3|s3-accelerate(?:\.dualstack)?)$/,
  // s3.eu-west-1, s3.dualstack.eu-west-1, s3-fips.us-east-1, s3-fips.dualstack.us-east-1
  new RegExp(`^(.+)\\.s3(?:-fips)?\\.(?:dualstack\\.)?(${REGION})$`),
  // s3-eu-west-1 and s3-fips-us-gov-west-1, from before 2019
  new RegExp(`^(.+)\\.s3-(?:fips-)?(${REGION})$`),
];

const WEBSITE_FORM: RegExp = new RegExp(`^(.+)\\.s3-website[.-](${REGION})$`);

/**
 * The bucket behind a virtual-hosted host name of S3, of the REST or the website endpoint: regional, global, with a
 * dash before the region as until 2019, dual-stack, FIPS, accelerated, in any partition. Undefined for every other
 * host, path-style ones included, since they name no bucket.
 */
export function parseS3Host(host: string): S3Host | undefined {
  const name = host.toLowerCase().replace(/\.$/, '');
  for (const suffix of new Set(Object.values(DNS_SUFFIX))) {
    if (!name.endsWith(`.${suffix}`)) continue;
    const stem = name.slice(0, -suffix.length - 1);
    const external = /^(.+)\.s3-external-1$/.exec(stem);
    if (external !== null) return s3Host('rest', external[1], 'us-east-1', suffix);
    for (const form of REST_FORMS) {
      const match = form.exec(stem);
      if (match !== null) return s3Host('rest', match[1], match[2], suffix);
    }
    const website = WEBSITE_FORM.exec(stem);
    if (website !== null) return s3Host('website', website[1], website[2], suffix);
  }
  return undefined;
}

function s3Host(
  kind: S3Host['kind'],
  name: string | undefined,
  region: string | undefined,
  suffix: string,
): S3Host | undefined {
  // A region under another partition's suffix is a host that does not exist.
  if (region !== undefined && suffixOf(region) !== suffix) return undefined;
  const bucket = parseExistingBucketName(name ?? '');
  return bucket.ok ? { kind, bucket: bucket.value, region } : undefined;
}

function suffixOf(region: string): string {
  return DNS_SUFFIX[partitionOf(region)];
}
