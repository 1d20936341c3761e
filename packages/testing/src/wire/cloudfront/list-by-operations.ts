import { cloudFrontError } from '../../world/aws-error.ts';
import type { DistributionSummary } from '../../world/cloudfront/distribution.ts';
import type { Page } from '../../world/cloudfront/page.ts';
import type { UsedKind } from '../../world/cloudfront/uses.ts';
import { answer, type Call, type Handler, type Handlers, pageRequestOf, segmentOf } from './call.ts';
import { mapPage } from './kept-resource-operations.ts';
import { DISTRIBUTION_ID_LIST, DISTRIBUTION_LIST } from './shapes/distribution-list-shapes.ts';

/** Distributions by what they name. Some answer summaries, some ids alone. */
export const LIST_BY_OPERATIONS: Handlers = {
  ListDistributionsByWebACLId: summaries((call) =>
    listed(call, 'ListDistributionsByWebACLId', 'web acl', segmentOf(call, 'WebACLId')),
  ),

  ListDistributionsByConnectionMode: summaries((call) => {
    const mode = segmentOf(call, 'ConnectionMode');
    if (mode !== 'direct' && mode !== 'tenant-only') {
      throw cloudFrontError('InvalidArgument', 'The parameter ConnectionMode is not valid.');
    }
    return listed(call, 'ListDistributionsByConnectionMode', 'connection mode', mode);
  }),

  ListDistributionsByCachePolicyId: ids((call) =>
    listed(call, 'ListDistributionsByCachePolicyId', 'cache policy', segmentOf(call, 'CachePolicyId')),
  ),

  ListDistributionsByOriginRequestPolicyId: ids((call) =>
    listed(
      call,
      'ListDistributionsByOriginRequestPolicyId',
      'origin request policy',
      segmentOf(call, 'OriginRequestPolicyId'),
    ),
  ),

  ListDistributionsByResponseHeadersPolicyId: ids((call) =>
    listed(
      call,
      'ListDistributionsByResponseHeadersPolicyId',
      'response headers policy',
      segmentOf(call, 'ResponseHeadersPolicyId'),
    ),
  ),

  ListDistributionsByKeyGroup: ids((call) =>
    listed(call, 'ListDistributionsByKeyGroup', 'key group', segmentOf(call, 'KeyGroupId')),
  ),
};

function listed(call: Call, operation: string, kind: UsedKind, resource: string): Page<DistributionSummary> {
  return call.world.cloudfront.distributions.listBy(operation, kind, resource, pageRequestOf(call));
}

function summaries(list: (call: Call) => Page<DistributionSummary>): Handler {
  return (call) => answer('DistributionList', DISTRIBUTION_LIST, list(call));
}

function ids(list: (call: Call) => Page<DistributionSummary>): Handler {
  return (call) =>
    answer(
      'DistributionIdList',
      DISTRIBUTION_ID_LIST,
      mapPage(list(call), (summary) => summary.Id),
    );
}
