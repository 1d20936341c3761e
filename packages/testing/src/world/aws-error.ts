export type ServiceName = 's3' | 'cloudfront' | 'acm' | 'route53' | 'sts';

export interface AwsErrorDetails {
  readonly service: ServiceName;
  /** AWS's own code, such as `NoSuchDistribution`. */
  readonly code: string;
  /** The HTTP status that AWS answers with. */
  readonly status: number;
  readonly message: string;
  /** What AWS adds to the error's body, such as `BucketName` or `Region`. */
  readonly details?: Readonly<Record<string, string>> | undefined;
}

/** What AWS would answer: every refusal of the World is one of these. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly service: ServiceName;
  readonly code: string;
  readonly status: number;
  readonly details: Readonly<Record<string, string>>;

  constructor(error: AwsErrorDetails) {
    super(error.message);
    this.service = error.service;
    this.code = error.code;
    this.status = error.status;
    this.details = error.details ?? {};
  }
}

type Refusal = (code: string, message: string, details?: Readonly<Record<string, string>>) => AwsError;

/** An error of CloudFront; its status goes with the code. Source: CloudFront API Reference, the errors of each action. */
export const cloudFrontError: Refusal = (code, message, details) =>
  new AwsError({ service: 'cloudfront', code, status: CLOUDFRONT_STATUS.get(code) ?? 400, message, details });

/** An error of S3; its status goes with the code. Source: S3 API Reference, "Error responses". */
export const s3Error: Refusal = (code, message, details) =>
  new AwsError({ service: 's3', code, status: S3_STATUS.get(code) ?? 400, message, details });

/** An error of ACM, which answers them all with 400. */
export const acmError: Refusal = (code, message, details) =>
  new AwsError({ service: 'acm', code, status: 400, message, details });

/** An error of Route 53; its status goes with the code. Source: Route 53 API Reference, the errors of each action. */
export const route53Error: Refusal = (code, message, details) =>
  new AwsError({ service: 'route53', code, status: ROUTE53_STATUS.get(code) ?? 400, message, details });

const ROUTE53_STATUS: ReadonlyMap<string, number> = new Map([
  ['NoSuchHostedZone', 404],
  ['NoSuchChange', 404],
  ['HostedZoneAlreadyExists', 409],
  ['AccessDenied', 403],
]);

/** Those that are not 400. */
const CLOUDFRONT_STATUS: ReadonlyMap<string, number> = new Map([
  ['NoSuchDistribution', 404],
  ['NoSuchInvalidation', 404],
  ['NoSuchOrigin', 404],
  ['NoSuchOriginAccessControl', 404],
  ['NoSuchCachePolicy', 404],
  ['NoSuchOriginRequestPolicy', 404],
  ['NoSuchResponseHeadersPolicy', 404],
  ['CNAMEAlreadyExists', 409],
  ['DistributionAlreadyExists', 409],
  ['DistributionNotDisabled', 409],
  ['OriginAccessControlAlreadyExists', 409],
  ['OriginAccessControlInUse', 409],
  ['InvalidationBatchAlreadyExists', 409],
  ['PreconditionFailed', 412],
  ['BatchTooLarge', 413],
  ['AccessDenied', 403],
  ['CachePolicyAlreadyExists', 409],
  ['CachePolicyInUse', 409],
  ['CannotDeleteEntityWhileInUse', 409],
  ['CloudFrontOriginAccessIdentityAlreadyExists', 409],
  ['CloudFrontOriginAccessIdentityInUse', 409],
  ['EntityAlreadyExists', 409],
  ['EntityNotFound', 404],
  ['EntitySizeLimitExceeded', 413],
  ['FunctionAlreadyExists', 409],
  ['FunctionInUse', 409],
  ['FunctionSizeLimitExceeded', 413],
  ['InvalidAssociation', 409],
  ['KeyGroupAlreadyExists', 409],
  ['NoSuchCloudFrontOriginAccessIdentity', 404],
  ['NoSuchFunctionExists', 404],
  ['NoSuchPublicKey', 404],
  ['NoSuchResource', 404],
  ['OriginRequestPolicyAlreadyExists', 409],
  ['OriginRequestPolicyInUse', 409],
  ['PublicKeyAlreadyExists', 409],
  ['PublicKeyInUse', 409],
  ['ResourceInUse', 409],
  ['ResponseHeadersPolicyAlreadyExists', 409],
  ['ResponseHeadersPolicyInUse', 409],
  ['MissingAuthenticationToken', 403],
  ['UnknownOperation', 404],
]);

const S3_STATUS: ReadonlyMap<string, number> = new Map([
  ['PermanentRedirect', 301],
  ['NotModified', 304],
  ['AccessDenied', 403],
  ['AccessForbidden', 403],
  ['NoSuchBucket', 404],
  ['NoSuchKey', 404],
  ['NoSuchVersion', 404],
  ['NoSuchUpload', 404],
  ['NoSuchBucketPolicy', 404],
  ['NoSuchWebsiteConfiguration', 404],
  ['NoSuchCORSConfiguration', 404],
  ['NoSuchLifecycleConfiguration', 404],
  ['NoSuchTagSet', 404],
  ['ObjectLockConfigurationNotFoundError', 404],
  ['ReplicationConfigurationNotFoundError', 404],
  ['NoSuchPublicAccessBlockConfiguration', 404],
  ['OwnershipControlsNotFoundError', 404],
  ['MethodNotAllowed', 405],
  ['BucketAlreadyExists', 409],
  ['BucketAlreadyOwnedByYou', 409],
  ['BucketNotEmpty', 409],
  ['ConditionalRequestConflict', 409],
  ['MissingContentLength', 411],
  ['PreconditionFailed', 412],
  ['InvalidRange', 416],
  ['InvalidPartNumber', 416],
  ['InternalError', 500],
  ['NotImplemented', 501],
  ['SlowDown', 503],
]);
