import { type Table, table } from '../store/store.ts';
import type { ActiveTrust } from './active-trust.ts';
import type { BehaviorConfig, DefaultBehaviorConfig, DistributionConfig, QuantityList } from './distribution-config.ts';

/** A distribution as the World keeps it. */
export interface DistributionRecord {
  readonly id: string;
  readonly account: string;
  readonly domainName: string;
  readonly etag: string;
  readonly config: DistributionConfig;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
  /** When the last change will have reached, or reached, every edge. */
  readonly deployedAt: number;
}

/** `account/id` */
export const distributions: Table<DistributionRecord> = table('distribution');
/** `account/caller reference` */
export const callerReferences: Table<{ readonly id: string }> = table('caller reference');
/** Each alias there is, of all accounts. */
export const aliases: Table<{ readonly account: string; readonly id: string }> = table('alias');
/** `ARN/distribution` for each certificate in use. */
export const certificateUses: Table<{ readonly id: string }> = table('certificate use');
/** `account/access control/distribution` */
export const accessControlUses: Table<{ readonly id: string }> = table('access control use');

export interface Distribution extends ActiveTrust {
  readonly Id: string;
  readonly ARN: string;
  readonly Status: 'InProgress' | 'Deployed';
  /** Milliseconds since the epoch. */
  readonly LastModifiedTime: number;
  readonly InProgressInvalidationBatches: number;
  readonly DomainName: string;
  readonly DistributionConfig: DistributionConfig;
}

/** What a list says of a distribution. */
export interface DistributionSummary {
  readonly Id: string;
  readonly ARN: string;
  readonly ETag: string;
  readonly Status: 'InProgress' | 'Deployed';
  /** Milliseconds since the epoch. */
  readonly LastModifiedTime: number;
  readonly DomainName: string;
  readonly Aliases: QuantityList<string>;
  readonly Origins: DistributionConfig['Origins'];
  readonly OriginGroups: DistributionConfig['OriginGroups'];
  readonly DefaultCacheBehavior: DefaultBehaviorConfig;
  readonly CacheBehaviors: QuantityList<BehaviorConfig>;
  readonly CustomErrorResponses: DistributionConfig['CustomErrorResponses'];
  readonly Comment: string;
  readonly PriceClass: string;
  readonly Enabled: boolean;
  readonly ViewerCertificate: DistributionConfig['ViewerCertificate'];
  readonly Restrictions: DistributionConfig['Restrictions'];
  readonly WebACLId: string;
  readonly HttpVersion: string;
  readonly IsIPV6Enabled: boolean;
  readonly Staging: boolean;
  readonly ConnectionMode: string;
}

export function distributionArn(account: string, id: string): string {
  return `arn:aws:cloudfront::${account}:distribution/${id}`;
}

/** The status is a function of time: nothing has to happen for a change to be deployed. */
export function statusOf(record: DistributionRecord, now: number): 'InProgress' | 'Deployed' {
  return record.deployedAt <= now ? 'Deployed' : 'InProgress';
}

export function describe(
  record: DistributionRecord,
  now: number,
  invalidationsInProgress: number,
  trust: ActiveTrust,
): Distribution {
  return {
    Id: record.id,
    ARN: distributionArn(record.account, record.id),
    Status: statusOf(record, now),
    LastModifiedTime: record.lastModified,
    InProgressInvalidationBatches: invalidationsInProgress,
    DomainName: record.domainName,
    ...trust,
    DistributionConfig: record.config,
  };
}

export function summarize(record: DistributionRecord, now: number): DistributionSummary {
  const { config } = record;
  return {
    Id: record.id,
    ARN: distributionArn(record.account, record.id),
    ETag: record.etag,
    Status: statusOf(record, now),
    LastModifiedTime: record.lastModified,
    DomainName: record.domainName,
    Aliases: config.Aliases,
    Origins: config.Origins,
    OriginGroups: config.OriginGroups,
    DefaultCacheBehavior: config.DefaultCacheBehavior,
    CacheBehaviors: config.CacheBehaviors,
    CustomErrorResponses: config.CustomErrorResponses,
    Comment: config.Comment,
    PriceClass: config.PriceClass,
    Enabled: config.Enabled,
    ViewerCertificate: config.ViewerCertificate,
    Restrictions: config.Restrictions,
    WebACLId: config.WebACLId,
    HttpVersion: config.HttpVersion,
    IsIPV6Enabled: config.IsIPV6Enabled,
    Staging: config.Staging,
    ConnectionMode: config.ConnectionMode ?? 'direct',
  };
}
