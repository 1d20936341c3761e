import { ACCESS_CONTROL_OPERATIONS } from './access-control-operations.ts';
import type { Handlers } from './call.ts';
import { DISTRIBUTION_OPERATIONS } from './distribution-operations.ts';
import { INVALIDATION_OPERATIONS } from './invalidation-operations.ts';
import { TAG_OPERATIONS } from './tag-operations.ts';

/** Every operation that is there, by AWS's name of it. */
export const CLOUDFRONT_OPERATIONS: Handlers = {
  ...DISTRIBUTION_OPERATIONS,
  ...INVALIDATION_OPERATIONS,
  ...TAG_OPERATIONS,
  ...ACCESS_CONTROL_OPERATIONS,
};
