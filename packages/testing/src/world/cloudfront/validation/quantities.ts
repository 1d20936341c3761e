import { cloudFrontError } from '../../aws-error.ts';

/**
 * Refuses a configuration in which a `Quantity` differs from the number of its `Items`, at whatever depth.
 *
 * @throws `InconsistentQuantities`
 */
export function checkQuantities(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if ('Quantity' in value && value.Quantity !== undefined) {
    const items = 'Items' in value && Array.isArray(value.Items) ? value.Items.length : 0;
    if (value.Quantity !== items) {
      throw cloudFrontError('InconsistentQuantities', 'The value of Quantity and the size of Items do not match.');
    }
  }
  for (const member of Object.values(value)) checkQuantities(member);
}
