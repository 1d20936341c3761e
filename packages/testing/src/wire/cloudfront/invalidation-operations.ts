import type { InvalidationBatchInput } from '../../world/cloudfront/invalidation.ts';
import { answer, documentOf, type Handlers, locationOf, pageRequestOf, segmentOf } from './call.ts';
import { INVALIDATION, INVALIDATION_BATCH, INVALIDATION_LIST } from './shapes/invalidation-shapes.ts';

export const INVALIDATION_OPERATIONS: Handlers = {
  CreateInvalidation: async (call) => {
    const distribution = segmentOf(call, 'DistributionId');
    const batch = await documentOf<InvalidationBatchInput>(call, 'InvalidationBatch', INVALIDATION_BATCH);
    const made = call.world.cloudfront.invalidations.create(distribution, batch);
    const Location = locationOf('distribution', distribution, 'invalidation', made.Id);
    return answer('Invalidation', INVALIDATION, made, { Location }, 201);
  },

  GetInvalidation: (call) =>
    answer(
      'Invalidation',
      INVALIDATION,
      call.world.cloudfront.invalidations.get(segmentOf(call, 'DistributionId'), segmentOf(call, 'Id')),
    ),

  ListInvalidations: (call) =>
    answer(
      'InvalidationList',
      INVALIDATION_LIST,
      call.world.cloudfront.invalidations.list(segmentOf(call, 'DistributionId'), pageRequestOf(call)),
    ),
};
