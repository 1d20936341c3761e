import { cloudFrontError } from '../../world/aws-error.ts';
import { notImplemented } from '../errors/error-answer.ts';
import { answer, documentOf, type Handlers, neededParameter, pageRequestOf, segmentOf, versionOf } from './call.ts';
import {
  ASSOCIATE_DISTRIBUTION_WEB_ACL_REQUEST,
  ASSOCIATE_DISTRIBUTION_WEB_ACL_RESULT,
  CONFLICTING_ALIASES_LIST,
  DISASSOCIATE_DISTRIBUTION_WEB_ACL_RESULT,
  LIST_DOMAIN_CONFLICTS_REQUEST,
  LIST_DOMAIN_CONFLICTS_RESULT,
  UPDATE_DOMAIN_ASSOCIATION_REQUEST,
  UPDATE_DOMAIN_ASSOCIATION_RESULT,
} from './shapes/domain-shapes.ts';

interface ResourceId {
  readonly DistributionId?: string;
  readonly DistributionTenantId?: string;
}

interface ListDomainConflictsRequest {
  readonly Domain: string;
  readonly DomainControlValidationResource: ResourceId;
  readonly MaxItems?: number;
  readonly Marker?: string;
}

/** Aliases that move, and web ACLs. */
export const DOMAIN_OPERATIONS: Handlers = {
  AssociateAlias: (call) => {
    const alias = neededParameter(call, 'Alias');
    call.world.cloudfront.domains.associateAlias(segmentOf(call, 'TargetDistributionId'), alias);
    return { status: 200, headers: {} };
  },

  ListConflictingAliases: (call) => {
    const distribution = neededParameter(call, 'DistributionId');
    const alias = neededParameter(call, 'Alias');
    const { domains } = call.world.cloudfront;
    const found = domains.conflicts('ListConflictingAliases', distribution, alias, pageRequestOf(call));
    return answer('ConflictingAliasesList', CONFLICTING_ALIASES_LIST, {
      NextMarker: found.nextMarker,
      MaxItems: found.maxItems,
      Quantity: found.items.length,
      ...(found.items.length === 0 ? {} : { Items: found.items }),
    });
  },

  UpdateDomainAssociation: async (call) => {
    const root = 'UpdateDomainAssociationRequest';
    const { Domain: domain, TargetResource: target } = await documentOf<{
      readonly Domain: string;
      readonly TargetResource: ResourceId;
    }>(call, root, UPDATE_DOMAIN_ASSOCIATION_REQUEST);
    const { domains } = call.world.cloudfront;
    const { ETag, ...moved } = domains.updateAssociation(distributionIn(target), domain, versionOf(call));
    return answer('UpdateDomainAssociationResult', UPDATE_DOMAIN_ASSOCIATION_RESULT, moved, { ETag });
  },

  ListDomainConflicts: async (call) => {
    const root = 'ListDomainConflictsRequest';
    const input = await documentOf<ListDomainConflictsRequest>(call, root, LIST_DOMAIN_CONFLICTS_REQUEST);
    const distribution = distributionIn(input.DomainControlValidationResource);
    const found = call.world.cloudfront.domains.conflicts('ListDomainConflicts', distribution, input.Domain, input);
    return answer('ListDomainConflictsResult', LIST_DOMAIN_CONFLICTS_RESULT, {
      DomainConflicts: found.items.map((conflict) => ({
        Domain: conflict.Alias,
        ResourceType: 'distribution',
        ResourceId: conflict.DistributionId,
        AccountId: conflict.AccountId,
      })),
      NextMarker: found.nextMarker,
    });
  },

  AssociateDistributionWebACL: async (call) => {
    const root = 'AssociateDistributionWebACLRequest';
    const shape = ASSOCIATE_DISTRIBUTION_WEB_ACL_REQUEST;
    const { WebACLArn: arn } = await documentOf<{ readonly WebACLArn: string }>(call, root, shape);
    // An empty one would take the web ACL away.
    if (arn === '') throw cloudFrontError('InvalidArgument', 'The parameter WebACLArn is not valid.');
    const id = segmentOf(call, 'Id');
    const { ETag } = call.world.cloudfront.distributions.setWebAcl(id, versionOf(call), arn);
    const result = { Id: id, WebACLArn: arn };
    return answer('AssociateDistributionWebACLResult', ASSOCIATE_DISTRIBUTION_WEB_ACL_RESULT, result, { ETag });
  },

  DisassociateDistributionWebACL: (call) => {
    const id = segmentOf(call, 'Id');
    const { ETag } = call.world.cloudfront.distributions.setWebAcl(id, versionOf(call), '');
    return answer(
      'DisassociateDistributionWebACLResult',
      DISASSOCIATE_DISTRIBUTION_WEB_ACL_RESULT,
      { Id: id },
      { ETag },
    );
  },
};

function distributionIn({ DistributionId: id, DistributionTenantId: tenant }: ResourceId): string {
  if (tenant !== undefined) throw notImplemented('cloudfront', 'A domain of a distribution tenant');
  if (id === undefined) throw cloudFrontError('InvalidArgument', 'The parameter DistributionId is required.');
  return id;
}
