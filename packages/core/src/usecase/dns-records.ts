import { aliasRecords, bucketRecords, type DnsRecords } from '../delivery/dns-record.ts';
import type { CfUri } from '../naming/cf-uri.ts';
import type { S3Uri } from '../naming/s3-uri.ts';
import type { UseCaseContext } from './context.ts';

/**
 * The DNS records to create: for a bucket named after a host, the one that leads to S3; for a distribution, those of
 * its aliases.
 *
 * @throws `BUCKET_NOT_FOUND`, `DISTRIBUTION_NOT_FOUND`
 */
export async function dnsRecords(context: UseCaseContext, target: S3Uri | CfUri): Promise<DnsRecords> {
  const options = { signal: context.signal };
  if (target.kind === 's3') {
    const region = await context.provider.objects.bucketRegion(target.bucket, options);
    return bucketRecords({ bucket: target.bucket, region });
  }
  const { distribution } = await context.provider.cdn.getDistribution(target.distribution, options);
  const { aliases, ipv6 } = distribution.settings;
  return aliasRecords({ aliases, target: distribution.domainName, ipv6 });
}
