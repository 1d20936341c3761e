import type { ACMClient } from '@aws-sdk/client-acm';
import type { CloudFrontClient, CloudFrontClientConfig } from '@aws-sdk/client-cloudfront';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import type { AwsSettings } from './settings.ts';
import { NEXT_TO_THE_WIRE } from './wire.ts';

/** A client and the part of its SDK that makes the commands for it. */
export interface S3 {
  readonly sdk: typeof import('./sdk-s3.ts');
  readonly client: S3Client;
}

export interface CloudFront {
  readonly sdk: typeof import('./sdk-cloudfront.ts');
  readonly client: CloudFrontClient;
}

export interface Acm {
  readonly sdk: typeof import('./sdk-acm.ts');
  readonly client: ACMClient;
}

/** The SDK's clients, each loaded and made when it is first asked for, so that a command pays for what it uses. */
export interface Clients {
  /** The region of S3 unless one is named. */
  readonly region: string;
  readonly s3: (region?: string) => Promise<S3>;
  readonly cloudfront: () => Promise<CloudFront>;
  readonly acm: () => Promise<Acm>;
  readonly close: () => Promise<void>;
}

/** The SDK's own ways in, for tests: a stub instead of the network, retries without pauses. */
export type SdkOverrides = Pick<CloudFrontClientConfig, 'requestHandler' | 'retryStrategy'>;

/** The one region of CloudFront's control plane and of the certificates that it takes. */
const GLOBAL_REGION = 'us-east-1';

const DEFAULT_REQUEST_TIMEOUT = 60_000;
const DEFAULT_CONNECTION_TIMEOUT = 10_000;
const DEFAULT_SOCKETS = 50;

export function createClients(settings: AwsSettings, region: string, overrides: SdkOverrides = {}): Clients {
  const opened: Promise<{ readonly client: { destroy(): void } }>[] = [];
  const s3ByRegion = new Map<string, Promise<S3>>();
  let cloudfront: Promise<CloudFront> | undefined;
  let acm: Promise<Acm> | undefined;

  function remember<Opened extends { readonly client: { destroy(): void } }>(one: Promise<Opened>): Promise<Opened> {
    opened.push(one);
    return one;
  }

  return {
    region,
    s3: (asked = region) => {
      const known = s3ByRegion.get(asked);
      if (known !== undefined) return known;
      const made = remember(openS3(settings, asked, overrides));
      s3ByRegion.set(asked, made);
      return made;
    },
    cloudfront: () => {
      cloudfront ??= remember(openCloudFront(settings, overrides));
      return cloudfront;
    },
    acm: () => {
      acm ??= remember(openAcm(settings, overrides));
      return acm;
    },
    close: async () => {
      for (const made of await Promise.allSettled(opened.splice(0))) {
        if (made.status === 'fulfilled') made.value.client.destroy();
      }
    },
  };
}

async function openCloudFront(settings: AwsSettings, overrides: SdkOverrides): Promise<CloudFront> {
  const sdk = await import('./sdk-cloudfront.ts');
  const client = new sdk.CloudFrontClient({
    ...commonConfig(settings),
    ...controlPlaneHandler(settings),
    ...endpointConfig(settings.cloudfrontEndpoint ?? settings.endpoint),
    region: GLOBAL_REGION,
    ...overrides,
  });
  if (settings.trace !== undefined) {
    const { tracing } = await import('./trace.ts');
    client.middlewareStack.add(tracing(settings.trace), NEXT_TO_THE_WIRE);
  }
  return { sdk, client };
}

async function openAcm(settings: AwsSettings, overrides: SdkOverrides): Promise<Acm> {
  const sdk = await import('./sdk-acm.ts');
  const client = new sdk.ACMClient({
    ...commonConfig(settings),
    ...controlPlaneHandler(settings),
    ...endpointConfig(settings.acmEndpoint ?? settings.endpoint),
    region: GLOBAL_REGION,
    ...overrides,
  });
  if (settings.trace !== undefined) {
    const { tracing } = await import('./trace.ts');
    client.middlewareStack.add(tracing(settings.trace), NEXT_TO_THE_WIRE);
  }
  return { sdk, client };
}

async function openS3(settings: AwsSettings, region: string, overrides: SdkOverrides): Promise<S3> {
  const sdk = await import('./sdk-s3.ts');
  const config: S3ClientConfig = {
    ...commonConfig(settings),
    // An upload may take any time as long as bytes flow, so only silence counts.
    requestHandler: { ...timeouts(settings), ...sockets(settings) },
    region,
    followRegionRedirects: true,
    cacheMiddleware: true,
    ...overrides,
  };
  const endpoint = settings.s3Endpoint ?? settings.endpoint ?? (await configuredEndpoint(sdk, config));
  const forcePathStyle = settings.forcePathStyle ?? endpoint !== undefined;
  const client = new sdk.S3Client({
    ...config,
    forcePathStyle,
    ...(endpoint === undefined ? {} : ownServerConfig(endpoint)),
  });
  if (settings.trace !== undefined) {
    const { tracing } = await import('./trace.ts');
    client.middlewareStack.add(tracing(settings.trace), NEXT_TO_THE_WIRE);
  }
  return { sdk, client };
}

/** `AWS_ENDPOINT_URL_S3`, `AWS_ENDPOINT_URL` or the profile's `endpoint_url`, as the SDK itself finds it. */
async function configuredEndpoint(sdk: S3['sdk'], config: S3ClientConfig): Promise<string | undefined> {
  const probe = new sdk.S3Client(config);
  return probe.config.serviceConfiguredEndpoint?.();
}

/** What servers other than AWS do not all understand is only sent where it must be. */
function ownServerConfig(endpoint: string): S3ClientConfig {
  return {
    endpoint,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    expectContinueHeader: false,
  };
}

function commonConfig(settings: AwsSettings): Pick<S3ClientConfig, 'profile' | 'credentials' | 'maxAttempts'> {
  const { profile, credentials, maxAttempts } = settings;
  return {
    ...(profile === undefined ? {} : { profile }),
    ...(credentials === undefined ? profileCredentials(profile) : { credentials: withoutUndefined(credentials) }),
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
  };
}

/** Who names a profile means it, whatever keys the environment has; the SDK's default chain does not promise that. */
function profileCredentials(profile: string | undefined): Pick<S3ClientConfig, 'credentials'> {
  if (profile === undefined) return {};
  return {
    credentials: async (properties) => {
      const { fromIni } = await import('./sdk-credentials.ts');
      return fromIni({ profile })(properties);
    },
  };
}

function withoutUndefined({ accessKeyId, secretAccessKey, sessionToken }: NonNullable<AwsSettings['credentials']>): {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
} {
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}

function endpointConfig(endpoint: string | undefined): { readonly endpoint?: string } {
  return endpoint === undefined ? {} : { endpoint };
}

interface Timeouts {
  readonly connectionTimeout: number;
  readonly socketTimeout: number;
}

function timeouts(settings: AwsSettings): Timeouts {
  return {
    connectionTimeout: settings.connectionTimeout ?? DEFAULT_CONNECTION_TIMEOUT,
    socketTimeout: settings.requestTimeout ?? DEFAULT_REQUEST_TIMEOUT,
  };
}

function sockets(settings: AwsSettings): {
  readonly httpAgent: { readonly maxSockets: number };
  readonly httpsAgent: { readonly maxSockets: number };
} {
  const maxSockets = settings.maxSockets ?? DEFAULT_SOCKETS;
  return { httpAgent: { maxSockets }, httpsAgent: { maxSockets } };
}

function controlPlaneHandler(settings: AwsSettings): Pick<CloudFrontClientConfig, 'requestHandler'> {
  const requestTimeout = settings.requestTimeout ?? DEFAULT_REQUEST_TIMEOUT;
  return {
    requestHandler: { ...timeouts(settings), ...sockets(settings), requestTimeout, throwOnRequestTimeout: true },
  };
}
