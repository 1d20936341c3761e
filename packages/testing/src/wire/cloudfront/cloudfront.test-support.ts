import { CloudFrontClient, type DistributionConfig } from '@aws-sdk/client-cloudfront';
import { type TestWorld, testWorld } from '../../world/create-world.test-support.ts';
import type { WorldOptions } from '../../world/world.ts';
import { type OfflineAwsHandler, offlineAwsHandler } from '../offline-aws.ts';

export const MANAGED_CACHE_POLICY = '658327ea-f89d-4fab-a63d-7e88639e58f6';

export interface WiredCloudFront {
  readonly world: TestWorld;
  /** The real SDK, without a socket. */
  readonly client: CloudFrontClient;
  /** A request that the SDK would not make. */
  readonly ask: (
    method: string,
    path: string,
    body?: string,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<RawAnswer>;
  readonly requests: OfflineAwsHandler['requests'];
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A World behind the wire door, and the SDK in front of it. */
export function wiredCloudFront(options: Partial<WorldOptions> = {}): WiredCloudFront {
  const world = testWorld(options);
  const { requestHandler, fetch, requests } = offlineAwsHandler(world);
  const client = new CloudFrontClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler,
    maxAttempts: 1,
  });
  return { world, client, requests, ask: (...asked) => ask(fetch, ...asked) };
}

const SCOPE = 'test/20261122/us-east-1/cloudfront/aws4_request';

async function ask(
  fetch: OfflineAwsHandler['fetch'],
  method: string,
  path: string,
  body?: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> {
  const signed = {
    authorization: `AWS4-HMAC-SHA256 Credential=${SCOPE}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
    'x-amz-date': '20261122T000000Z',
    ...headers,
  };
  const answer = await fetch(
    new Request(`https://cloudfront.amazonaws.com/2020-05-31${path}`, {
      method,
      // An empty one is none.
      headers: Object.entries(signed).filter(([, value]) => value !== ''),
      ...(body === undefined ? {} : { body }),
    }),
  );
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** As little as CloudFront takes. */
export function smallConfig(changes: Partial<DistributionConfig> = {}): DistributionConfig {
  return {
    CallerReference: 'one',
    Comment: '',
    Enabled: true,
    Origins: {
      Quantity: 1,
      Items: [
        {
          Id: 'site',
          DomainName: 'site.s3.eu-west-1.amazonaws.com',
          S3OriginConfig: { OriginAccessIdentity: '' },
        },
      ],
    },
    DefaultCacheBehavior: {
      TargetOriginId: 'site',
      ViewerProtocolPolicy: 'redirect-to-https',
      CachePolicyId: MANAGED_CACHE_POLICY,
    },
    ...changes,
  };
}
