import { type AccessIdentityConfig, canonicalUserOf } from '../../world/cloudfront/access-identity.ts';
import type { Handlers } from './call.ts';
import { keptResourceOperations, listOfKept } from './kept-resource-operations.ts';
import {
  CLOUD_FRONT_ORIGIN_ACCESS_IDENTITY,
  CLOUD_FRONT_ORIGIN_ACCESS_IDENTITY_CONFIG,
  CLOUD_FRONT_ORIGIN_ACCESS_IDENTITY_LIST,
} from './shapes/origin-access-shapes.ts';

export const ACCESS_IDENTITY_OPERATIONS: Handlers = keptResourceOperations<AccessIdentityConfig>({
  root: 'CloudFrontOriginAccessIdentity',
  plural: 'CloudFrontOriginAccessIdentities',
  path: ['origin-access-identity', 'cloudfront'],
  shapes: {
    config: CLOUD_FRONT_ORIGIN_ACCESS_IDENTITY_CONFIG,
    resource: CLOUD_FRONT_ORIGIN_ACCESS_IDENTITY,
    list: CLOUD_FRONT_ORIGIN_ACCESS_IDENTITY_LIST,
  },
  resources: (call) => call.world.cloudfront.accessIdentities,
  describe: (record) => ({
    Id: record.id,
    S3CanonicalUserId: canonicalUserOf(record),
    CloudFrontOriginAccessIdentityConfig: record.config,
  }),
  list: (call) =>
    listOfKept(call, call.world.cloudfront.accessIdentities, (record) => ({
      Id: record.id,
      S3CanonicalUserId: canonicalUserOf(record),
      Comment: record.config.Comment,
    })),
});
