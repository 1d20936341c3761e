import { loadConfig, NODE_REGION_CONFIG_FILE_OPTIONS, NODE_REGION_CONFIG_OPTIONS } from '@smithy/core/config';
import type { Provider } from '../ports/provider.ts';
import { bucketCalls } from './bucket-calls.ts';
import { createCdn } from './cdn.ts';
import { createCertificates } from './certificates.ts';
import { createClients, type SdkOverrides } from './clients.ts';
import { objectCalls } from './object-calls.ts';
import { type AwsSettings, checkEndpoints } from './settings.ts';

/** As createAwsProvider, with the SDK's own ways in for tests. */
export async function openProvider(settings: AwsSettings, overrides: SdkOverrides = {}): Promise<Provider> {
  checkEndpoints(settings);
  const clients = createClients(settings, await regionOf(settings), overrides);
  const buckets = bucketCalls(clients);
  return {
    cdn: createCdn(clients),
    objects: { region: clients.region, ...buckets, ...objectCalls(clients) },
    certificates: createCertificates(clients),
    close: clients.close,
  };
}

/** As the SDK finds it: `AWS_REGION`, then the profile; and where S3 began when nobody says. */
async function regionOf({ region, profile }: AwsSettings): Promise<string> {
  if (region !== undefined) return region;
  const find = loadConfig(
    { ...NODE_REGION_CONFIG_OPTIONS, default: 'us-east-1' },
    { ...NODE_REGION_CONFIG_FILE_OPTIONS, ...(profile === undefined ? {} : { profile }) },
  );
  return find();
}
