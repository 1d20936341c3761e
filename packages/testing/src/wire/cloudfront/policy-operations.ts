import { cloudFrontError } from '../../world/aws-error.ts';
import type { KeptRecord, KeptResources } from '../../world/cloudfront/kept-resources.ts';
import type { CachePolicyConfig } from '../../world/cloudfront/policies/cache-policy.ts';
import type { OriginRequestPolicyConfig } from '../../world/cloudfront/policies/origin-request-policy.ts';
import type { ResponseHeadersPolicyConfig } from '../../world/cloudfront/policies/response-headers-policy.ts';
import { parameterOf } from '../request.ts';
import { type Call, type Handlers, pageRequestOf } from './call.ts';
import { keptResourceOperations, mapPage, type WireResource } from './kept-resource-operations.ts';
import type { StructureShape } from './shape.ts';
import { CACHE_POLICY, CACHE_POLICY_CONFIG, CACHE_POLICY_LIST } from './shapes/cache-policy-shapes.ts';
import {
  ORIGIN_REQUEST_POLICY,
  ORIGIN_REQUEST_POLICY_CONFIG,
  ORIGIN_REQUEST_POLICY_LIST,
} from './shapes/origin-request-policy-shapes.ts';
import {
  RESPONSE_HEADERS_POLICY,
  RESPONSE_HEADERS_POLICY_CONFIG,
  RESPONSE_HEADERS_POLICY_LIST,
} from './shapes/response-headers-policy-shapes.ts';

/** Policies of the three sorts, AWS's own among them. */
export const POLICY_OPERATIONS: Handlers = {
  ...policyOperations<CachePolicyConfig>(
    ['CachePolicy', 'CachePolicies', 'cache-policy'],
    { config: CACHE_POLICY_CONFIG, resource: CACHE_POLICY, list: CACHE_POLICY_LIST },
    (call) => call.world.cloudfront.cachePolicies,
  ),
  ...policyOperations<OriginRequestPolicyConfig>(
    ['OriginRequestPolicy', 'OriginRequestPolicies', 'origin-request-policy'],
    { config: ORIGIN_REQUEST_POLICY_CONFIG, resource: ORIGIN_REQUEST_POLICY, list: ORIGIN_REQUEST_POLICY_LIST },
    (call) => call.world.cloudfront.originRequestPolicies,
  ),
  ...policyOperations<ResponseHeadersPolicyConfig>(
    ['ResponseHeadersPolicy', 'ResponseHeadersPolicies', 'response-headers-policy'],
    { config: RESPONSE_HEADERS_POLICY_CONFIG, resource: RESPONSE_HEADERS_POLICY, list: RESPONSE_HEADERS_POLICY_LIST },
    (call) => call.world.cloudfront.responseHeadersPolicies,
  ),
};

function policyOperations<Config extends object>(
  [root, plural, path]: readonly [root: string, plural: string, path: string],
  shapes: WireResource<Config>['shapes'] & { readonly config: StructureShape },
  resources: (call: Call) => KeptResources<Config>,
): Handlers {
  const describe = (record: KeptRecord<Config>): object => ({
    Id: record.id,
    LastModifiedTime: record.modified,
    [`${root}Config`]: record.config,
  });
  return keptResourceOperations<Config>({
    root,
    plural,
    path: [path],
    shapes,
    resources,
    describe,
    list: (call) =>
      mapPage(resources(call).list(pageRequestOf(call), typeOf(call)), (record) => ({
        Type: resources(call).isManaged(record.id) ? 'managed' : 'custom',
        [root]: describe(record),
      })),
  });
}

function typeOf(call: Call): 'managed' | 'custom' | undefined {
  const type = parameterOf(call.request, 'Type');
  if (type === undefined || type === 'managed' || type === 'custom') return type;
  throw cloudFrontError('InvalidArgument', 'The parameter Type is not valid.');
}
