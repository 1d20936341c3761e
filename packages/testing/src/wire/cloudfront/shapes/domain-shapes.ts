import { integer, listOf, type Shape, type StructureShape, structure, text, wordOf } from '../shape.ts';

// Aliases that move, and what else is asked about a distribution. Members stand in the order in which CloudFront writes them.
// Source: CloudFront API Reference (2020-05-31), the data types of the same names.

const CONFLICTING_ALIAS: StructureShape = structure({ Alias: text, DistributionId: text, AccountId: text });
export const CONFLICTING_ALIASES_LIST: StructureShape = structure({
  NextMarker: text,
  MaxItems: integer,
  Quantity: integer,
  Items: listOf('ConflictingAlias', CONFLICTING_ALIAS),
});
const DISTRIBUTION_RESOURCE_ID: StructureShape = structure({ DistributionId: text, DistributionTenantId: text });
export const UPDATE_DOMAIN_ASSOCIATION_REQUEST: StructureShape = structure(
  { Domain: text, TargetResource: DISTRIBUTION_RESOURCE_ID },
  ['Domain', 'TargetResource'],
);
export const UPDATE_DOMAIN_ASSOCIATION_RESULT: StructureShape = structure({ Domain: text, ResourceId: text });
export const LIST_DOMAIN_CONFLICTS_REQUEST: StructureShape = structure(
  { Domain: text, DomainControlValidationResource: DISTRIBUTION_RESOURCE_ID, MaxItems: integer, Marker: text },
  ['Domain', 'DomainControlValidationResource'],
);
const DISTRIBUTION_RESOURCE_TYPE: Shape = wordOf('distribution', 'distribution-tenant');
const DOMAIN_CONFLICT: StructureShape = structure(
  { Domain: text, ResourceType: DISTRIBUTION_RESOURCE_TYPE, ResourceId: text, AccountId: text },
  ['Domain', 'ResourceType', 'ResourceId', 'AccountId'],
);
export const LIST_DOMAIN_CONFLICTS_RESULT: StructureShape = structure({
  DomainConflicts: listOf('DomainConflicts', DOMAIN_CONFLICT),
  NextMarker: text,
});
export const ASSOCIATE_DISTRIBUTION_WEB_ACL_REQUEST: StructureShape = structure({ WebACLArn: text }, ['WebACLArn']);
export const ASSOCIATE_DISTRIBUTION_WEB_ACL_RESULT: StructureShape = structure({ Id: text, WebACLArn: text });
export const DISASSOCIATE_DISTRIBUTION_WEB_ACL_RESULT: StructureShape = structure({ Id: text });
