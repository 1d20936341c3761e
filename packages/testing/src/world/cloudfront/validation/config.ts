import type { Limits } from '../../limits.ts';
import type { DistributionConfigInput } from '../distribution-config.ts';
import { checkAliases } from './aliases.ts';
import { checkBehaviors } from './behaviors.ts';
import { checkCustomErrors } from './custom-errors.ts';
import { checkEnumerations } from './enumerations.ts';
import { checkGeneral } from './general.ts';
import { checkOrigins } from './origins.ts';
import { checkQuantities } from './quantities.ts';
import { checkRequired, checkRequiredForUpdate } from './required.ts';

/**
 * Everything about a configuration that can be judged without the rest of the World: its shape first, then its meaning.
 * The order among checks of the same sort is not documented.
 */
export function checkConfig(config: DistributionConfigInput, purpose: 'create' | 'update', limits: Limits): void {
  checkEnumerations(config);
  checkRequired(config);
  checkQuantities(config);
  if (purpose === 'update') checkRequiredForUpdate(config);
  checkGeneral(config);
  checkAliases(config.Aliases?.Items ?? [], limits);
  checkOrigins(config, limits);
  checkBehaviors(config, limits);
  checkCustomErrors(config);
}
