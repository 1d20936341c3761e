import type { Provider } from '@s3front/core';
import { DEFAULT_REGION } from '../world/s3/regions.ts';
import type { World } from '../world/world.ts';
import { createCdn } from './cdn.ts';
import { createCertificates, createIssuingCertificates } from './certificates.ts';
import { createObjectStore } from './object-store.ts';

export interface ProviderOptions {
  /** Where requests go by default; without it us-east-1. */
  readonly region?: string | undefined;
  /** Certificates can be issued at once, which AWS cannot. */
  readonly issuesCertificates?: boolean | undefined;
}

/** The provider door: core's ports over a World, in process. What the World refuses comes out as an S3FrontError. */
export function createProvider(world: World, options: ProviderOptions = {}): Provider {
  return {
    cdn: createCdn(world),
    objects: createObjectStore(world, options.region ?? DEFAULT_REGION),
    certificates: options.issuesCertificates === true ? createIssuingCertificates(world) : createCertificates(world),
    close: () => world.close(),
  };
}
