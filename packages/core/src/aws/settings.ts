import type { CloudFrontClientConfig } from '@aws-sdk/client-cloudfront';
import { S3FrontError } from '../errors.ts';

/** How to reach AWS, or a server that speaks its protocols. Whatever is absent, the SDK finds as it always does. */
export interface AwsSettings {
  /** For S3; otherwise `AWS_REGION`, the profile's region, `us-east-1`. CloudFront and its certificates are always in `us-east-1`. */
  readonly region?: string | undefined;
  /** A profile of the shared AWS configuration files. */
  readonly profile?: string | undefined;
  /** Otherwise the SDK's default chain: environment, profile, SSO, container and instance roles. */
  readonly credentials?: AwsCredentials | undefined;
  /** One URL for every service, such as `http://127.0.0.1:5000`; buckets then stand in the path. */
  readonly endpoint?: string | undefined;
  readonly s3Endpoint?: string | undefined;
  readonly cloudfrontEndpoint?: string | undefined;
  readonly acmEndpoint?: string | undefined;
  /** Buckets in the path instead of the host name. Default: only with an endpoint of one's own. */
  readonly forcePathStyle?: boolean | undefined;
  /** Milliseconds that an answer, or the next bytes of one, may take. Default 60000. */
  readonly requestTimeout?: number | undefined;
  /** Milliseconds that a connection may take. Default 10000. */
  readonly connectionTimeout?: number | undefined;
  /** Attempts of one call, the first included. Default: the SDK's, 3 unless configured. */
  readonly maxAttempts?: number | undefined;
  /** Connections to one host at the same time. Default 50. */
  readonly maxSockets?: number | undefined;
  /** The SDK's way to AWS instead of the network: an offline AWS in this process, for one. Timeouts are its own. */
  readonly requestHandler?: CloudFrontClientConfig['requestHandler'];
  /** Receives one line per request and per answer; never a credential or a signature. */
  readonly trace?: ((line: string) => void) | undefined;
}

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** @throws `ENDPOINT_INVALID` (kind `configuration`) for an endpoint that is not an http or https URL */
export function checkEndpoints(settings: AwsSettings): void {
  const { endpoint, s3Endpoint, cloudfrontEndpoint, acmEndpoint } = settings;
  for (const url of [endpoint, s3Endpoint, cloudfrontEndpoint, acmEndpoint]) {
    if (url === undefined || isHttpUrl(url)) continue;
    throw new S3FrontError({
      code: 'ENDPOINT_INVALID',
      kind: 'configuration',
      message: `'${url}' is not the URL of an endpoint.`,
      hint: "Write it with its scheme, such as 'http://127.0.0.1:5000'.",
    });
  }
}

function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return hostname !== '' && (protocol === 'http:' || protocol === 'https:');
}
