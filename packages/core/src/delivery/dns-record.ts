import { isApex } from '../naming/apex.ts';
import { type BucketName, isLegacyBucketName } from '../naming/bucket-name.ts';
import { type DomainName, parseDomainName } from '../naming/domain-name.ts';
import { publicHost } from '../naming/s3-host.ts';

/** A record to create. Names and targets are without a trailing dot. */
export type DnsRecord =
  | { readonly kind: 'cname'; readonly name: DomainName; readonly target: string }
  | {
      /** Route 53's own kind of record, which can stand where a CNAME cannot. */
      readonly kind: 'alias';
      readonly type: 'A' | 'AAAA';
      readonly name: DomainName;
      readonly target: string;
      readonly hostedZoneId: string;
      readonly reason: string;
    };

export interface DnsRecords {
  readonly records: readonly DnsRecord[];
  /** Why there is none, where there is none. */
  readonly reason: string | undefined;
}

/** The hosted zone of every distribution. Source: Route 53 API Reference, "AliasTarget". */
const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';

/**
 * The record that leads a host to the bucket of that name, where the bucket is named after a host.
 * Source: Amazon S3 User Guide, "Virtual hosting of general purpose buckets".
 */
export function bucketRecords(place: { readonly bucket: BucketName; readonly region: string }): DnsRecords {
  const name = parseDomainName(place.bucket);
  if (!name.ok || isLegacyBucketName(place.bucket)) {
    return {
      records: [],
      reason:
        `The bucket ${place.bucket} is not named after a host such as public.example.org, ` +
        'and S3 finds a bucket by the name of the host alone. A distribution can have any name.',
    };
  }
  if (isApex(name.value)) {
    return {
      records: [],
      reason:
        `${noCname(name.value)}. Publish the bucket through a distribution instead: ` +
        `s3front cfcreate s3://${place.bucket} --cf-add-cname ${name.value}, then s3front dns with its cf:// URI.`,
    };
  }
  return { records: [{ kind: 'cname', name: name.value, target: publicHost(place) }], reason: undefined };
}

/** The records that lead each alias to its distribution: a CNAME, and for an apex the ALIAS pair. */
export function aliasRecords(distribution: {
  readonly aliases: readonly DomainName[];
  /** `d111111abcdef8.cloudfront.net` */
  readonly target: string;
  readonly ipv6: boolean;
}): DnsRecords {
  const { aliases, target, ipv6 } = distribution;
  if (aliases.length === 0) {
    return { records: [], reason: `The distribution has no alias; it is reached as ${target} without any record.` };
  }
  const types = ipv6 ? (['A', 'AAAA'] as const) : (['A'] as const);
  const records = aliases.flatMap((name): readonly DnsRecord[] => {
    if (!isApex(name)) return [{ kind: 'cname', name, target }];
    const reason = `${noCname(name)}. Route 53 has ALIAS records for it; elsewhere look for ALIAS, ANAME or CNAME flattening.`;
    return types.map((type) => ({ kind: 'alias', type, name, target, hostedZoneId: CLOUDFRONT_ZONE, reason }));
  });
  return { records, reason: undefined };
}

/**
 * The record as lines of a zone file that can be pasted: `cdn.example.org.   IN   CNAME   d111111abcdef8.cloudfront.net.`
 *
 * An ALIAS is no record of a zone file, so it is a comment there, for a person to create in Route 53.
 */
export function formatRecord(record: DnsRecord): string {
  switch (record.kind) {
    case 'cname':
      return `${absolute(record.name)}   IN   CNAME   ${absolute(record.target)}`;
    case 'alias':
      return comment(
        `${absolute(record.name)}   IN   ${record.type}   ALIAS   ${absolute(record.target)}   (hosted zone ${record.hostedZoneId})`,
      );
  }
}

/** All of it as one piece of a zone file: each reason once, as a comment, before the first record that it is for. */
export function formatRecords({ records, reason }: DnsRecords): string {
  const said = new Set<string>();
  const lines = reason === undefined ? [] : [comment(reason)];
  for (const record of records) {
    if (record.kind === 'alias' && !said.has(record.reason)) {
      said.add(record.reason);
      lines.push(comment(record.reason));
    }
    lines.push(formatRecord(record));
  }
  return lines.join('\n');
}

function noCname(name: DomainName): string {
  return `${name} is the apex of its zone, where SOA and NS records stand and so no CNAME can (RFC 1034)`;
}

function absolute(name: string): string {
  return name.endsWith('.') ? name : `${name}.`;
}

function comment(text: string): string {
  return text
    .split(/\r\n|[\r\n]/)
    .map((line) => `; ${line}`)
    .join('\n');
}
