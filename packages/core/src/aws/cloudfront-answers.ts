import type * as model from '@aws-sdk/client-cloudfront';
import { readAliases, readOrigins, readSettings } from '../distribution/config-document.ts';
import type {
  Distribution,
  DistributionStatus,
  DistributionSummary,
  Invalidation,
  InvalidationSummary,
  OriginAccessControl,
  VersionedDistribution,
} from '../distribution/distribution.ts';
import type { DistributionId, InvalidationId } from '../naming/cf-uri.ts';
import { type Call, expectMember } from './border.ts';
import { unquoted } from './wire.ts';

/** @throws `ANSWER_UNREADABLE` when a part is missing that CloudFront always sends */
export function readVersion(
  answer: { readonly Distribution?: model.Distribution | undefined; readonly ETag?: string | undefined },
  call: Call,
): VersionedDistribution {
  const found = expectMember(answer.Distribution, 'Distribution', call);
  return {
    distribution: {
      id: idOf(found.Id),
      arn: found.ARN ?? '',
      domainName: found.DomainName ?? '',
      status: statusOf(found.Status),
      lastModified: millisecondsOf(found.LastModifiedTime),
      settings: readSettings(expectMember(found.DistributionConfig, 'DistributionConfig', call)),
    },
    etag: unquoted(expectMember(answer.ETag, 'ETag', call)),
  };
}

export function readSummary(summary: model.DistributionSummary): DistributionSummary {
  return {
    id: idOf(summary.Id),
    arn: summary.ARN ?? '',
    domainName: summary.DomainName ?? '',
    status: statusOf(summary.Status),
    lastModified: millisecondsOf(summary.LastModifiedTime),
    comment: summary.Comment ?? '',
    enabled: summary.Enabled ?? false,
    aliases: readAliases(summary.Aliases),
    origins: readOrigins(summary.Origins),
  };
}

/** What a list says of a distribution, from all that is known of it. */
export function summaryOf({ settings, ...distribution }: Distribution): DistributionSummary {
  const { comment, enabled, aliases, origins } = settings;
  return { ...distribution, comment, enabled, aliases, origins };
}

export function readInvalidation(invalidation: model.Invalidation): Invalidation {
  const batch = invalidation.InvalidationBatch;
  return {
    ...readInvalidationSummary(invalidation),
    callerReference: batch?.CallerReference ?? '',
    paths: batch?.Paths?.Items ?? [],
  };
}

export function readInvalidationSummary(summary: model.InvalidationSummary): InvalidationSummary {
  return {
    // CloudFront made the id, so it is not checked again.
    id: (summary.Id ?? '') as InvalidationId,
    // Not every server writes it as CloudFront does: some say COMPLETED.
    status: summary.Status?.toLowerCase() === 'completed' ? 'Completed' : 'InProgress',
    createTime: millisecondsOf(summary.CreateTime),
  };
}

/** From a list's entry, or from one control and its configuration. */
export function readAccessControl(control: Partial<model.OriginAccessControlSummary>): OriginAccessControl {
  return {
    id: control.Id ?? '',
    name: control.Name ?? '',
    description: control.Description ?? '',
    originType: control.OriginAccessControlOriginType ?? '',
    signingBehavior: control.SigningBehavior ?? '',
  };
}

function idOf(id: string | undefined): DistributionId {
  // CloudFront made the id, so it is not checked again.
  return (id ?? '') as DistributionId;
}

function statusOf(status: string | undefined): DistributionStatus {
  return status?.toLowerCase() === 'deployed' ? 'Deployed' : 'InProgress';
}

function millisecondsOf(date: Date | undefined): number {
  return date?.getTime() ?? 0;
}
