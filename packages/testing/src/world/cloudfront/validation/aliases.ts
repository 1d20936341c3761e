import { parseAlias } from '@s3front/core';
import { cloudFrontError } from '../../aws-error.ts';
import type { Limits } from '../../limits.ts';

/**
 * Names of one's own. CloudFront lower-cases nothing: a capital letter is refused.
 *
 * @throws `TooManyDistributionCNAMEs`, `InvalidArgument`
 */
export function checkAliases(aliases: readonly string[], limits: Limits): void {
  if (aliases.length > limits.aliasesPerDistribution) {
    throw cloudFrontError(
      'TooManyDistributionCNAMEs',
      'Your request contains more CNAMEs than are allowed per distribution.',
    );
  }
  const seen = new Set<string>();
  for (const alias of aliases) {
    const parsed = parseAlias(alias);
    if (!parsed.ok || parsed.value !== alias || seen.has(alias)) {
      throw cloudFrontError(
        'InvalidArgument',
        'The parameter CNAME contains one or more parameters that are not valid.',
      );
    }
    seen.add(alias);
  }
}
