import type { Distribution, DistributionSummary, Origin, VersionedDistribution } from '@s3front/core';
import type { Output } from './output.ts';

/** What `cfinfo` without arguments and `cflist` say of a distribution with --json. */
export interface DistributionSummaryDocument {
  /** `cf://E3RPA4Z4ALGTGO` */
  readonly uri: string;
  readonly id: string;
  readonly arn: string;
  /** `s3://bucket/`, or `http://host/` for what is no bucket. */
  readonly origin: string;
  readonly domainName: string;
  readonly aliases: readonly string[];
  readonly status: 'InProgress' | 'Deployed';
  readonly enabled: boolean;
  readonly comment: string;
  /** ISO 8601, UTC. */
  readonly lastModified: string;
}

/** What the other commands say of a distribution with --json. */
export interface DistributionDocument extends DistributionSummaryDocument {
  readonly defaultRootObject: string;
  /** `s3://bucket/prefix`, or null without access logs. */
  readonly logging: string | null;
  /** The ARN (or IAM's id) of the certificate; null for CloudFront's own. */
  readonly certificate: string | null;
  readonly etag: string;
}

/** For the help pages. */
export const EXAMPLE_SUMMARY: DistributionSummaryDocument = {
  uri: 'cf://E3RPA4Z4ALGTGO',
  id: 'E3RPA4Z4ALGTGO',
  arn: 'arn:aws:cloudfront::111122223333:distribution/E3RPA4Z4ALGTGO',
  origin: 's3://public.example.org/',
  domainName: 'd11jv2ffak0j4h.cloudfront.net',
  aliases: ['cdn.example.org'],
  status: 'Deployed',
  enabled: true,
  comment: 'http://public.example.org.s3.amazonaws.com/',
  lastModified: '2026-11-22T09:30:00.000Z',
};

export const EXAMPLE_DISTRIBUTION: DistributionDocument = {
  ...EXAMPLE_SUMMARY,
  defaultRootObject: 'index.html',
  logging: null,
  certificate: 'arn:aws:acm:us-east-1:...:certificate/7d4f5a3e-...',
  etag: 'E2QWRUHAPOMQZL',
};

export function summaryDocument(distribution: DistributionSummary): DistributionSummaryDocument {
  return {
    uri: `cf://${distribution.id}`,
    id: distribution.id,
    arn: distribution.arn,
    origin: originText(distribution.origins[0]),
    domainName: distribution.domainName,
    aliases: distribution.aliases,
    status: distribution.status,
    enabled: distribution.enabled,
    comment: distribution.comment,
    lastModified: new Date(distribution.lastModified).toISOString(),
  };
}

export function distributionDocument({ distribution, etag }: VersionedDistribution): DistributionDocument {
  const { settings } = distribution;
  return {
    uri: `cf://${distribution.id}`,
    id: distribution.id,
    arn: distribution.arn,
    origin: originText(defaultOrigin(distribution)),
    domainName: distribution.domainName,
    aliases: settings.aliases,
    status: distribution.status,
    enabled: settings.enabled,
    comment: settings.comment,
    lastModified: new Date(distribution.lastModified).toISOString(),
    defaultRootObject: settings.defaultRootObject,
    logging: loggingText(distribution) ?? null,
    certificate: certificateText(distribution) ?? null,
    etag,
  };
}

/** A block of `cflist`, with s3cmd's blank line after it. */
export function printSummary(output: Output, distribution: DistributionSummary): void {
  output.field('Origin', originText(distribution.origins[0]));
  output.field('DistId', `cf://${distribution.id}`);
  output.field('DomainName', distribution.domainName);
  if (distribution.aliases.length > 0) output.field('CNAMEs', distribution.aliases.join(', '));
  output.field('Status', distribution.status);
  output.field('Enabled', truth(distribution.enabled));
  output.print();
}

/** What `cfinfo cf://ID` prints. */
export function printDetails(output: Output, { distribution, etag }: VersionedDistribution): void {
  const { settings } = distribution;
  printHead(output, distribution);
  output.field('CNAMEs', settings.aliases.join(', '));
  output.field('Status', distribution.status);
  output.field('Comment', settings.comment);
  output.field('Enabled', truth(settings.enabled));
  output.field('DfltRootObject', settings.defaultRootObject);
  output.field('Logging', loggingText(distribution) ?? 'Disabled');
  output.field('Etag', etag);
}

/** What `cfcreate` prints. */
export function printCreated(output: Output, { distribution, etag }: VersionedDistribution): void {
  const { settings } = distribution;
  printHead(output, distribution);
  output.field('CNAMEs', settings.aliases.join(', '));
  output.field('Comment', settings.comment);
  output.field('Status', distribution.status);
  output.field('Enabled', truth(settings.enabled));
  output.field('DefaultRootObject', settings.defaultRootObject);
  output.field('Etag', etag);
}

/** What `cfmodify` prints: as cfcreate, with the status before the aliases. */
export function printModified(output: Output, { distribution, etag }: VersionedDistribution): void {
  const { settings } = distribution;
  printHead(output, distribution);
  output.field('Status', distribution.status);
  output.field('CNAMEs', settings.aliases.join(', '));
  output.field('Comment', settings.comment);
  output.field('Enabled', truth(settings.enabled));
  output.field('DefaultRootObject', settings.defaultRootObject);
  output.field('Etag', etag);
}

/** The ARN of the certificate that is attached, or undefined for CloudFront's own. */
export function certificateText(distribution: Distribution): string | undefined {
  const { certificate } = distribution.settings;
  switch (certificate.kind) {
    case 'default':
      return undefined;
    case 'acm':
      return certificate.arn;
    case 'iam':
      return certificate.id;
  }
}

function printHead(output: Output, distribution: Distribution): void {
  output.field('Origin', originText(defaultOrigin(distribution)));
  output.field('DistId', `cf://${distribution.id}`);
  output.field('DomainName', distribution.domainName);
}

function defaultOrigin({ settings }: Distribution): Origin | undefined {
  return settings.origins.find((origin) => origin.id === settings.defaultOriginId) ?? settings.origins[0];
}

function originText(origin: Origin | undefined): string {
  switch (origin?.kind) {
    case undefined:
      return '<unknown>';
    case 's3':
      return `s3://${origin.bucket}${origin.path}/`;
    case 'website':
    case 'custom':
      return `http://${origin.host}${origin.path}/`;
  }
}

function loggingText({ settings }: Distribution): string | undefined {
  return settings.logging === undefined ? undefined : `s3://${settings.logging.bucket}/${settings.logging.prefix}`;
}

/** s3cmd prints Python's words. */
function truth(value: boolean): string {
  return value ? 'True' : 'False';
}
