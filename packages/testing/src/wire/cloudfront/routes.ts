import { cloudFrontError } from '../../world/aws-error.ts';
import { parameterOf, type WireRequest } from '../request.ts';

/** The operation that a request asks for, and what its path names. */
export interface RouteMatch {
  readonly operation: string;
  /** The variable segments, decoded. */
  readonly segments: Readonly<Record<string, string>>;
}

type Route = readonly [operation: string, method: string, path: string, parameter?: string];

/** The version of the API, before every path. */
export const API_VERSION = '2020-05-31';

/** Every operation of the API, whether or not it is there. Source: the service model of 2020-05-31. */
const ROUTES: readonly Route[] = [
  ['AssociateAlias', 'PUT', '/distribution/{TargetDistributionId}/associate-alias'],
  ['AssociateDistributionTenantWebACL', 'PUT', '/distribution-tenant/{Id}/associate-web-acl'],
  ['AssociateDistributionWebACL', 'PUT', '/distribution/{Id}/associate-web-acl'],
  ['CopyDistribution', 'POST', '/distribution/{PrimaryDistributionId}/copy'],
  ['CreateAnycastIpList', 'POST', '/anycast-ip-list'],
  ['CreateCachePolicy', 'POST', '/cache-policy'],
  ['CreateCloudFrontOriginAccessIdentity', 'POST', '/origin-access-identity/cloudfront'],
  ['CreateConnectionFunction', 'POST', '/connection-function'],
  ['CreateConnectionGroup', 'POST', '/connection-group'],
  ['CreateContinuousDeploymentPolicy', 'POST', '/continuous-deployment-policy'],
  ['CreateDistribution', 'POST', '/distribution'],
  ['CreateDistributionTenant', 'POST', '/distribution-tenant'],
  ['CreateDistributionWithTags', 'POST', '/distribution', 'WithTags'],
  ['CreateFieldLevelEncryptionConfig', 'POST', '/field-level-encryption'],
  ['CreateFieldLevelEncryptionProfile', 'POST', '/field-level-encryption-profile'],
  ['CreateFunction', 'POST', '/function'],
  ['CreateInvalidation', 'POST', '/distribution/{DistributionId}/invalidation'],
  ['CreateInvalidationForDistributionTenant', 'POST', '/distribution-tenant/{Id}/invalidation'],
  ['CreateKeyGroup', 'POST', '/key-group'],
  ['CreateKeyValueStore', 'POST', '/key-value-store'],
  ['CreateMonitoringSubscription', 'POST', '/distributions/{DistributionId}/monitoring-subscription'],
  ['CreateOriginAccessControl', 'POST', '/origin-access-control'],
  ['CreateOriginRequestPolicy', 'POST', '/origin-request-policy'],
  ['CreatePublicKey', 'POST', '/public-key'],
  ['CreateRealtimeLogConfig', 'POST', '/realtime-log-config'],
  ['CreateResponseHeadersPolicy', 'POST', '/response-headers-policy'],
  ['CreateStreamingDistribution', 'POST', '/streaming-distribution'],
  ['CreateStreamingDistributionWithTags', 'POST', '/streaming-distribution', 'WithTags'],
  ['CreateTrustStore', 'POST', '/trust-store'],
  ['CreateVpcOrigin', 'POST', '/vpc-origin'],
  ['DeleteAnycastIpList', 'DELETE', '/anycast-ip-list/{Id}'],
  ['DeleteCachePolicy', 'DELETE', '/cache-policy/{Id}'],
  ['DeleteCloudFrontOriginAccessIdentity', 'DELETE', '/origin-access-identity/cloudfront/{Id}'],
  ['DeleteConnectionFunction', 'DELETE', '/connection-function/{Id}'],
  ['DeleteConnectionGroup', 'DELETE', '/connection-group/{Id}'],
  ['DeleteContinuousDeploymentPolicy', 'DELETE', '/continuous-deployment-policy/{Id}'],
  ['DeleteDistribution', 'DELETE', '/distribution/{Id}'],
  ['DeleteDistributionTenant', 'DELETE', '/distribution-tenant/{Id}'],
  ['DeleteFieldLevelEncryptionConfig', 'DELETE', '/field-level-encryption/{Id}'],
  ['DeleteFieldLevelEncryptionProfile', 'DELETE', '/field-level-encryption-profile/{Id}'],
  ['DeleteFunction', 'DELETE', '/function/{Name}'],
  ['DeleteKeyGroup', 'DELETE', '/key-group/{Id}'],
  ['DeleteKeyValueStore', 'DELETE', '/key-value-store/{Name}'],
  ['DeleteMonitoringSubscription', 'DELETE', '/distributions/{DistributionId}/monitoring-subscription'],
  ['DeleteOriginAccessControl', 'DELETE', '/origin-access-control/{Id}'],
  ['DeleteOriginRequestPolicy', 'DELETE', '/origin-request-policy/{Id}'],
  ['DeletePublicKey', 'DELETE', '/public-key/{Id}'],
  ['DeleteRealtimeLogConfig', 'POST', '/delete-realtime-log-config'],
  ['DeleteResourcePolicy', 'POST', '/delete-resource-policy'],
  ['DeleteResponseHeadersPolicy', 'DELETE', '/response-headers-policy/{Id}'],
  ['DeleteStreamingDistribution', 'DELETE', '/streaming-distribution/{Id}'],
  ['DeleteTrustStore', 'DELETE', '/trust-store/{Id}'],
  ['DeleteVpcOrigin', 'DELETE', '/vpc-origin/{Id}'],
  ['DescribeConnectionFunction', 'GET', '/connection-function/{Identifier}/describe'],
  ['DescribeFunction', 'GET', '/function/{Name}/describe'],
  ['DescribeKeyValueStore', 'GET', '/key-value-store/{Name}'],
  ['DisassociateDistributionTenantWebACL', 'PUT', '/distribution-tenant/{Id}/disassociate-web-acl'],
  ['DisassociateDistributionWebACL', 'PUT', '/distribution/{Id}/disassociate-web-acl'],
  ['GetAnycastIpList', 'GET', '/anycast-ip-list/{Id}'],
  ['GetCachePolicy', 'GET', '/cache-policy/{Id}'],
  ['GetCachePolicyConfig', 'GET', '/cache-policy/{Id}/config'],
  ['GetCloudFrontOriginAccessIdentity', 'GET', '/origin-access-identity/cloudfront/{Id}'],
  ['GetCloudFrontOriginAccessIdentityConfig', 'GET', '/origin-access-identity/cloudfront/{Id}/config'],
  ['GetConnectionFunction', 'GET', '/connection-function/{Identifier}'],
  ['GetConnectionGroup', 'GET', '/connection-group/{Identifier}'],
  ['GetConnectionGroupByRoutingEndpoint', 'GET', '/connection-group', 'RoutingEndpoint'],
  ['GetContinuousDeploymentPolicy', 'GET', '/continuous-deployment-policy/{Id}'],
  ['GetContinuousDeploymentPolicyConfig', 'GET', '/continuous-deployment-policy/{Id}/config'],
  ['GetDistribution', 'GET', '/distribution/{Id}'],
  ['GetDistributionConfig', 'GET', '/distribution/{Id}/config'],
  ['GetDistributionTenant', 'GET', '/distribution-tenant/{Identifier}'],
  ['GetDistributionTenantByDomain', 'GET', '/distribution-tenant', 'domain'],
  ['GetFieldLevelEncryption', 'GET', '/field-level-encryption/{Id}'],
  ['GetFieldLevelEncryptionConfig', 'GET', '/field-level-encryption/{Id}/config'],
  ['GetFieldLevelEncryptionProfile', 'GET', '/field-level-encryption-profile/{Id}'],
  ['GetFieldLevelEncryptionProfileConfig', 'GET', '/field-level-encryption-profile/{Id}/config'],
  ['GetFunction', 'GET', '/function/{Name}'],
  ['GetInvalidation', 'GET', '/distribution/{DistributionId}/invalidation/{Id}'],
  ['GetInvalidationForDistributionTenant', 'GET', '/distribution-tenant/{DistributionTenantId}/invalidation/{Id}'],
  ['GetKeyGroup', 'GET', '/key-group/{Id}'],
  ['GetKeyGroupConfig', 'GET', '/key-group/{Id}/config'],
  ['GetManagedCertificateDetails', 'GET', '/managed-certificate/{Identifier}'],
  ['GetMonitoringSubscription', 'GET', '/distributions/{DistributionId}/monitoring-subscription'],
  ['GetOriginAccessControl', 'GET', '/origin-access-control/{Id}'],
  ['GetOriginAccessControlConfig', 'GET', '/origin-access-control/{Id}/config'],
  ['GetOriginRequestPolicy', 'GET', '/origin-request-policy/{Id}'],
  ['GetOriginRequestPolicyConfig', 'GET', '/origin-request-policy/{Id}/config'],
  ['GetPublicKey', 'GET', '/public-key/{Id}'],
  ['GetPublicKeyConfig', 'GET', '/public-key/{Id}/config'],
  ['GetRealtimeLogConfig', 'POST', '/get-realtime-log-config'],
  ['GetResourcePolicy', 'POST', '/get-resource-policy'],
  ['GetResponseHeadersPolicy', 'GET', '/response-headers-policy/{Id}'],
  ['GetResponseHeadersPolicyConfig', 'GET', '/response-headers-policy/{Id}/config'],
  ['GetStreamingDistribution', 'GET', '/streaming-distribution/{Id}'],
  ['GetStreamingDistributionConfig', 'GET', '/streaming-distribution/{Id}/config'],
  ['GetTrustStore', 'GET', '/trust-store/{Identifier}'],
  ['GetVpcOrigin', 'GET', '/vpc-origin/{Id}'],
  ['ListAnycastIpLists', 'GET', '/anycast-ip-list'],
  ['ListCachePolicies', 'GET', '/cache-policy'],
  ['ListCloudFrontOriginAccessIdentities', 'GET', '/origin-access-identity/cloudfront'],
  ['ListConflictingAliases', 'GET', '/conflicting-alias'],
  ['ListConnectionFunctions', 'POST', '/connection-functions'],
  ['ListConnectionGroups', 'POST', '/connection-groups'],
  ['ListContinuousDeploymentPolicies', 'GET', '/continuous-deployment-policy'],
  ['ListDistributionTenants', 'POST', '/distribution-tenants'],
  ['ListDistributionTenantsByCustomization', 'POST', '/distribution-tenants-by-customization'],
  ['ListDistributions', 'GET', '/distribution'],
  ['ListDistributionsByAnycastIpListId', 'GET', '/distributionsByAnycastIpListId/{AnycastIpListId}'],
  ['ListDistributionsByCachePolicyId', 'GET', '/distributionsByCachePolicyId/{CachePolicyId}'],
  ['ListDistributionsByConnectionFunction', 'GET', '/distributionsByConnectionFunction'],
  ['ListDistributionsByConnectionMode', 'GET', '/distributionsByConnectionMode/{ConnectionMode}'],
  ['ListDistributionsByKeyGroup', 'GET', '/distributionsByKeyGroupId/{KeyGroupId}'],
  ['ListDistributionsByOriginRequestPolicyId', 'GET', '/distributionsByOriginRequestPolicyId/{OriginRequestPolicyId}'],
  ['ListDistributionsByOwnedResource', 'GET', '/distributionsByOwnedResource/{ResourceArn}'],
  ['ListDistributionsByRealtimeLogConfig', 'POST', '/distributionsByRealtimeLogConfig'],
  [
    'ListDistributionsByResponseHeadersPolicyId',
    'GET',
    '/distributionsByResponseHeadersPolicyId/{ResponseHeadersPolicyId}',
  ],
  ['ListDistributionsByTrustStore', 'GET', '/distributionsByTrustStore'],
  ['ListDistributionsByVpcOriginId', 'GET', '/distributionsByVpcOriginId/{VpcOriginId}'],
  ['ListDistributionsByWebACLId', 'GET', '/distributionsByWebACLId/{WebACLId}'],
  ['ListDomainConflicts', 'POST', '/domain-conflicts'],
  ['ListFieldLevelEncryptionConfigs', 'GET', '/field-level-encryption'],
  ['ListFieldLevelEncryptionProfiles', 'GET', '/field-level-encryption-profile'],
  ['ListFunctions', 'GET', '/function'],
  ['ListInvalidations', 'GET', '/distribution/{DistributionId}/invalidation'],
  ['ListInvalidationsForDistributionTenant', 'GET', '/distribution-tenant/{Id}/invalidation'],
  ['ListKeyGroups', 'GET', '/key-group'],
  ['ListKeyValueStores', 'GET', '/key-value-store'],
  ['ListOriginAccessControls', 'GET', '/origin-access-control'],
  ['ListOriginRequestPolicies', 'GET', '/origin-request-policy'],
  ['ListPublicKeys', 'GET', '/public-key'],
  ['ListRealtimeLogConfigs', 'GET', '/realtime-log-config'],
  ['ListResponseHeadersPolicies', 'GET', '/response-headers-policy'],
  ['ListStreamingDistributions', 'GET', '/streaming-distribution'],
  ['ListTagsForResource', 'GET', '/tagging'],
  ['ListTrustStores', 'POST', '/trust-stores'],
  ['ListVpcOrigins', 'GET', '/vpc-origin'],
  ['PublishConnectionFunction', 'POST', '/connection-function/{Id}/publish'],
  ['PublishFunction', 'POST', '/function/{Name}/publish'],
  ['PutResourcePolicy', 'POST', '/put-resource-policy'],
  ['TagResource', 'POST', '/tagging', 'Operation=Tag'],
  ['TestConnectionFunction', 'POST', '/connection-function/{Id}/test'],
  ['TestFunction', 'POST', '/function/{Name}/test'],
  ['UntagResource', 'POST', '/tagging', 'Operation=Untag'],
  ['UpdateAnycastIpList', 'PUT', '/anycast-ip-list/{Id}'],
  ['UpdateCachePolicy', 'PUT', '/cache-policy/{Id}'],
  ['UpdateCloudFrontOriginAccessIdentity', 'PUT', '/origin-access-identity/cloudfront/{Id}/config'],
  ['UpdateConnectionFunction', 'PUT', '/connection-function/{Id}'],
  ['UpdateConnectionGroup', 'PUT', '/connection-group/{Id}'],
  ['UpdateContinuousDeploymentPolicy', 'PUT', '/continuous-deployment-policy/{Id}'],
  ['UpdateDistribution', 'PUT', '/distribution/{Id}/config'],
  ['UpdateDistributionTenant', 'PUT', '/distribution-tenant/{Id}'],
  ['UpdateDistributionWithStagingConfig', 'PUT', '/distribution/{Id}/promote-staging-config'],
  ['UpdateDomainAssociation', 'POST', '/domain-association'],
  ['UpdateFieldLevelEncryptionConfig', 'PUT', '/field-level-encryption/{Id}/config'],
  ['UpdateFieldLevelEncryptionProfile', 'PUT', '/field-level-encryption-profile/{Id}/config'],
  ['UpdateFunction', 'PUT', '/function/{Name}'],
  ['UpdateKeyGroup', 'PUT', '/key-group/{Id}'],
  ['UpdateKeyValueStore', 'PUT', '/key-value-store/{Name}'],
  ['UpdateOriginAccessControl', 'PUT', '/origin-access-control/{Id}/config'],
  ['UpdateOriginRequestPolicy', 'PUT', '/origin-request-policy/{Id}'],
  ['UpdatePublicKey', 'PUT', '/public-key/{Id}/config'],
  ['UpdateRealtimeLogConfig', 'PUT', '/realtime-log-config'],
  ['UpdateResponseHeadersPolicy', 'PUT', '/response-headers-policy/{Id}'],
  ['UpdateStreamingDistribution', 'PUT', '/streaming-distribution/{Id}/config'],
  ['UpdateTrustStore', 'PUT', '/trust-store/{Id}'],
  ['UpdateVpcOrigin', 'PUT', '/vpc-origin/{Id}'],
  ['VerifyDnsConfiguration', 'POST', '/verify-dns-configuration'],
];

/** What the API calls its operations. */
export const OPERATION_NAMES: readonly string[] = ROUTES.map(([operation]) => operation);

interface CompiledRoute {
  readonly operation: string;
  readonly segments: readonly string[];
  readonly parameter: readonly [name: string, value: string] | undefined;
}

/** By method and number of segments; those that ask for a parameter come first. */
const BY_SHAPE: ReadonlyMap<string, readonly CompiledRoute[]> = compile(ROUTES);

/**
 * @throws `UnknownOperation` for a path that is none of CloudFront's. AWS's gateway answers such a request without a
 * document that clients could read, so this one's words are ours.
 */
export function matchRoute(request: Pick<WireRequest, 'method' | 'path' | 'parameters'>): RouteMatch {
  const [root = '', version, ...given] = request.path.replace(/\/$/, '').split('/');
  const candidates =
    root === '' && version === API_VERSION ? BY_SHAPE.get(shapeOf(request.method, given.length)) : undefined;
  for (const route of candidates ?? []) {
    const segments = match(route, given);
    if (segments !== undefined && hasParameter(request, route.parameter)) {
      return { operation: route.operation, segments };
    }
  }
  throw cloudFrontError('UnknownOperation', `CloudFront has no operation ${request.method} ${request.path}.`);
}

function compile(routes: readonly Route[]): ReadonlyMap<string, readonly CompiledRoute[]> {
  const byShape = new Map<string, CompiledRoute[]>();
  for (const [operation, method, path, parameter] of routes) {
    const segments = path.slice(1).split('/');
    const [name = '', value = ''] = parameter?.split('=') ?? [];
    const route = { operation, segments, parameter: parameter === undefined ? undefined : ([name, value] as const) };
    const shape = shapeOf(method, segments.length);
    const others = byShape.get(shape) ?? [];
    byShape.set(shape, parameter === undefined ? [...others, route] : [route, ...others]);
  }
  return byShape;
}

function shapeOf(method: string, length: number): string {
  return `${method} ${length}`;
}

function match(route: CompiledRoute, given: readonly string[]): Readonly<Record<string, string>> | undefined {
  const found: Record<string, string> = {};
  for (const [index, segment] of route.segments.entries()) {
    const value = given[index] ?? '';
    if (!segment.startsWith('{')) {
      if (segment !== value) return undefined;
      continue;
    }
    const text = decoded(value);
    if (text === '') return undefined;
    found[segment.slice(1, -1)] = text;
  }
  return found;
}

function hasParameter(request: Pick<WireRequest, 'parameters'>, parameter: CompiledRoute['parameter']): boolean {
  if (parameter === undefined) return true;
  const value = parameterOf(request, parameter[0]);
  return value !== undefined && (parameter[1] === '' || value === parameter[1]);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
