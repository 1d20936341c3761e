import {
  applyChange,
  type CallOptions,
  type Cdn,
  type DistributionId,
  type DistributionSummary,
  hasCode,
  type Invalidation,
  type InvalidationId,
  newConfig,
  type OriginAccessControl,
  type RefusalSubject,
  readAliases,
  readOrigins,
  readSettings,
  type VersionedDistribution,
} from '@s3front/core';
import type { OriginAccessControlSummary, VersionedAccessControl } from '../world/cloudfront/access-controls.ts';
import type { DistributionSummary as WorldSummary } from '../world/cloudfront/distribution.ts';
import type { VersionedDistribution as WorldDistribution } from '../world/cloudfront/distributions.ts';
import type { Invalidation as WorldInvalidation } from '../world/cloudfront/invalidation.ts';
import type { Page } from '../world/cloudfront/page.ts';
import type { World } from '../world/world.ts';
import { type PortCall, pages, translated } from './translated.ts';

/** The CDN port over the World. */
export function createCdn({ cloudfront }: World): Cdn {
  const { distributions, invalidations, accessControls } = cloudfront;
  return {
    listDistributions: (options) =>
      pages(call('ListDistributions', {}, options), (Marker) => distributions.list({ Marker }), readPage(summaryOf)),

    getDistribution: (id, options) =>
      translated(call('GetDistribution', { distribution: id }, options), () => versionedOf(distributions.get(id))),

    createDistribution: (request, options) => {
      const subject = { aliases: request.aliases, accessControl: request.origin.accessControl };
      return translated(call('CreateDistribution', subject, options), () =>
        versionedOf(distributions.create(newConfig(request))),
      );
    },

    updateDistribution: async (id, ifMatch, change, options) => {
      const subject = { distribution: id, aliases: change.aliases };
      // The version that was read decides: what was changed since then makes the update fail below.
      const current = await translated(call('GetDistributionConfig', subject, options), () =>
        distributions.getConfig(id),
      );
      return translated(call('UpdateDistribution', subject, options), () =>
        versionedOf(distributions.update(id, ifMatch, applyChange(current.DistributionConfig, change))),
      );
    },

    deleteDistribution: (id, ifMatch, options) =>
      translated(call('DeleteDistribution', { distribution: id }, options), () => distributions.delete(id, ifMatch)),

    createInvalidation: (id, batch, options) =>
      translated(call('CreateInvalidation', { distribution: id }, options), () =>
        invalidationOf(
          invalidations.create(id, {
            CallerReference: batch.callerReference,
            Paths: { Quantity: batch.paths.length, Items: [...batch.paths] },
          }),
        ),
      ),

    getInvalidation: (id, invalidation, options) =>
      translated(call('GetInvalidation', { distribution: id, invalidation }, options), () =>
        invalidationOf(invalidations.get(id, invalidation)),
      ),

    listInvalidations: (id, options) =>
      pages(
        call('ListInvalidations', { distribution: id }, options),
        (Marker) => invalidations.list(id, { Marker }),
        readPage((summary) => ({
          id: summary.Id as InvalidationId,
          status: summary.Status,
          createTime: summary.CreateTime,
        })),
      ),

    listOriginAccessControls: (options) =>
      pages(
        call('ListOriginAccessControls', {}, options),
        (Marker) => accessControls.list({ Marker }),
        readPage(listedControlOf),
      ),

    createOriginAccessControl: (request, options) =>
      translated(call('CreateOriginAccessControl', { accessControl: request.name }, options), () =>
        controlOf(
          accessControls.create({
            Name: request.name,
            Description: request.description,
            SigningProtocol: 'sigv4',
            SigningBehavior: 'always',
            OriginAccessControlOriginType: 's3',
          }),
        ),
      ),

    deleteOriginAccessControl: async (id, options) => {
      const subject = { accessControl: id };
      try {
        const { ETag } = await translated(call('GetOriginAccessControl', subject, options), () =>
          accessControls.get(id),
        );
        await translated(call('DeleteOriginAccessControl', subject, options), () => accessControls.delete(id, ETag));
        return 'deleted';
      } catch (error) {
        if (hasCode(error, 'ORIGIN_ACCESS_CONTROL_NOT_FOUND')) return 'absent';
        if (hasCode(error, 'ORIGIN_ACCESS_CONTROL_IN_USE')) return 'in-use';
        throw error;
      }
    },
  };
}

function call(operation: string, subject: RefusalSubject, options: CallOptions | undefined): PortCall {
  return { operation, subject, signal: options?.signal };
}

function readPage<From, To>(
  read: (item: From) => To,
): (page: Page<From>) => { readonly items: readonly To[]; readonly next: string | undefined } {
  return (page) => ({ items: (page.Items ?? []).map(read), next: page.NextMarker });
}

/** The World's own identifiers need no checking. */
function versionedOf({ ETag, Distribution: found }: WorldDistribution): VersionedDistribution {
  return {
    etag: ETag,
    distribution: {
      id: found.Id as DistributionId,
      arn: found.ARN,
      domainName: found.DomainName,
      status: found.Status,
      lastModified: found.LastModifiedTime,
      settings: readSettings(found.DistributionConfig),
    },
  };
}

function summaryOf(summary: WorldSummary): DistributionSummary {
  return {
    id: summary.Id as DistributionId,
    arn: summary.ARN,
    domainName: summary.DomainName,
    status: summary.Status,
    lastModified: summary.LastModifiedTime,
    comment: summary.Comment,
    enabled: summary.Enabled,
    aliases: readAliases(summary.Aliases),
    origins: readOrigins(summary.Origins),
  };
}

function invalidationOf(invalidation: WorldInvalidation): Invalidation {
  return {
    id: invalidation.Id as InvalidationId,
    status: invalidation.Status,
    createTime: invalidation.CreateTime,
    callerReference: invalidation.InvalidationBatch.CallerReference,
    paths: invalidation.InvalidationBatch.Paths.Items ?? [],
  };
}

function controlOf({
  OriginAccessControl: { Id, OriginAccessControlConfig: config },
}: VersionedAccessControl): OriginAccessControl {
  return listedControlOf({ Id, ...config });
}

function listedControlOf(control: OriginAccessControlSummary): OriginAccessControl {
  return {
    id: control.Id,
    name: control.Name,
    description: control.Description,
    originType: control.OriginAccessControlOriginType,
    signingBehavior: control.SigningBehavior,
  };
}
