/** A distribution's id, such as `E3RPA4Z4ALGTGO`. */
export type DistributionId = string & { readonly __brand: 'DistributionId' };
/** An invalidation's id, such as `I4ZGG5UKUDVEXPLDM6JTVKDP2P`. */
export type InvalidationId = string & { readonly __brand: 'InvalidationId' };
