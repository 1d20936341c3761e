import type { DistributionConfigInput } from '../../world/cloudfront/distribution-config.ts';
import type { VersionedDistribution } from '../../world/cloudfront/distributions.ts';
import type { Tag } from '../../world/cloudfront/tags.ts';
import type { WireResponse } from '../response.ts';
import {
  answer,
  documentOf,
  type Handlers,
  locationOf,
  noContent,
  pageRequestOf,
  segmentOf,
  versionOf,
} from './call.ts';
import { DISTRIBUTION_LIST } from './shapes/distribution-list-shapes.ts';
import { DISTRIBUTION, DISTRIBUTION_CONFIG, DISTRIBUTION_CONFIG_WITH_TAGS } from './shapes/distribution-shapes.ts';

/** Distributions, from creation to deletion. */
export const DISTRIBUTION_OPERATIONS: Handlers = {
  CreateDistribution: async (call) => {
    const config = await documentOf<DistributionConfigInput>(call, 'DistributionConfig', DISTRIBUTION_CONFIG);
    return created(call.world.cloudfront.distributions.create(config));
  },

  CreateDistributionWithTags: async (call) => {
    const { DistributionConfig: config, Tags: tags } = await documentOf<{
      readonly DistributionConfig: DistributionConfigInput;
      readonly Tags: { readonly Items?: readonly Tag[] };
    }>(call, 'DistributionConfigWithTags', DISTRIBUTION_CONFIG_WITH_TAGS);
    return created(call.world.cloudfront.distributions.create(config, tags.Items ?? []));
  },

  GetDistribution: (call) => found(call.world.cloudfront.distributions.get(segmentOf(call, 'Id'))),

  GetDistributionConfig: (call) => {
    const { ETag, DistributionConfig } = call.world.cloudfront.distributions.getConfig(segmentOf(call, 'Id'));
    return answer('DistributionConfig', DISTRIBUTION_CONFIG, DistributionConfig, { ETag });
  },

  UpdateDistribution: async (call) => {
    const config = await documentOf<DistributionConfigInput>(call, 'DistributionConfig', DISTRIBUTION_CONFIG);
    return found(call.world.cloudfront.distributions.update(segmentOf(call, 'Id'), versionOf(call), config));
  },

  DeleteDistribution: (call) => {
    call.world.cloudfront.distributions.delete(segmentOf(call, 'Id'), versionOf(call));
    return noContent();
  },

  ListDistributions: (call) =>
    answer('DistributionList', DISTRIBUTION_LIST, call.world.cloudfront.distributions.list(pageRequestOf(call))),
};

function created({ ETag, Distribution: made }: VersionedDistribution): WireResponse {
  const headers = { Location: locationOf('distribution', made.Id), ETag };
  return answer('Distribution', DISTRIBUTION, made, headers, 201);
}

function found({ ETag, Distribution: known }: VersionedDistribution): WireResponse {
  return answer('Distribution', DISTRIBUTION, known, { ETag });
}
