import { ACCESS_CONTROL_OPERATIONS } from './access-control-operations.ts';
import { ACCESS_IDENTITY_OPERATIONS } from './access-identity-operations.ts';
import type { Handlers } from './call.ts';
import { DISTRIBUTION_OPERATIONS } from './distribution-operations.ts';
import { DOMAIN_OPERATIONS } from './domain-operations.ts';
import { FUNCTION_OPERATIONS } from './function-operations.ts';
import { INVALIDATION_OPERATIONS } from './invalidation-operations.ts';
import { KEY_OPERATIONS } from './key-operations.ts';
import { KEY_VALUE_STORE_OPERATIONS } from './key-value-store-operations.ts';
import { LIST_BY_OPERATIONS } from './list-by-operations.ts';
import { POLICY_OPERATIONS } from './policy-operations.ts';
import { TAG_OPERATIONS } from './tag-operations.ts';

/** Every operation that is there, by AWS's name of it. */
export const CLOUDFRONT_OPERATIONS: Handlers = {
  ...DISTRIBUTION_OPERATIONS,
  ...INVALIDATION_OPERATIONS,
  ...TAG_OPERATIONS,
  ...ACCESS_CONTROL_OPERATIONS,
  ...ACCESS_IDENTITY_OPERATIONS,
  ...POLICY_OPERATIONS,
  ...FUNCTION_OPERATIONS,
  ...KEY_VALUE_STORE_OPERATIONS,
  ...KEY_OPERATIONS,
  ...DOMAIN_OPERATIONS,
  ...LIST_BY_OPERATIONS,
};
