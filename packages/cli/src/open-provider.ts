import type { Provider } from '@s3front/core';
import type { ProviderRequest } from './provider-request.ts';
import { tracedProvider } from './traced-provider.ts';

/** Builds the provider that the settings name. Each one is loaded only when it is asked for. */
export async function openProvider({ settings, clock, trace }: ProviderRequest): Promise<Provider> {
  switch (settings.provider) {
    case 'local': {
      const { openLocalProvider } = await import('@s3front/testing/local');
      const { directory, propagation, seed } = settings.local;
      const provider = await openLocalProvider({ directory, propagation, clock, seed });
      return trace === undefined ? provider : tracedProvider(provider, trace);
    }
    case 'aws': {
      const { createAwsProvider } = await import('@s3front/core/aws');
      const { everything, s3, cloudfront, acm } = settings.endpoints;
      return createAwsProvider({
        region: settings.region,
        profile: settings.profile,
        credentials: settings.credentials,
        endpoint: everything,
        s3Endpoint: s3,
        cloudfrontEndpoint: cloudfront,
        acmEndpoint: acm,
        trace,
      });
    }
  }
}
