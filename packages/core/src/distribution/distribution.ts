import type { BucketName } from '../naming/bucket-name.ts';
import type { DistributionId, InvalidationId } from '../naming/cf-uri.ts';
import type { DomainName } from '../naming/domain-name.ts';

/** `InProgress` until a change has reached every edge, then `Deployed`; spelt as CloudFront spells it. */
export type DistributionStatus = 'InProgress' | 'Deployed';

/** Where CloudFront fetches from. */
export type Origin =
  | {
      readonly kind: 's3';
      readonly id: string;
      /** The host as configured, such as `site.s3.eu-west-1.amazonaws.com`. */
      readonly host: string;
      readonly bucket: BucketName;
      /** `/site`, or empty: what CloudFront puts before every path. */
      readonly path: string;
      /** The id of its origin access control, or undefined where it has none. */
      readonly accessControl: string | undefined;
    }
  | {
      readonly kind: 'website';
      readonly id: string;
      readonly host: string;
      readonly bucket: BucketName;
      readonly path: string;
    }
  | { readonly kind: 'custom'; readonly id: string; readonly host: string; readonly path: string };

export type ViewerCertificate =
  | { readonly kind: 'default' }
  | { readonly kind: 'acm'; readonly arn: string }
  | { readonly kind: 'iam'; readonly id: string };

/** Where standard logs go; the bucket as a host name, the way CloudFront stores it. */
export interface AccessLogging {
  readonly bucket: BucketName;
  readonly prefix: string;
}

/** The part of a distribution's configuration that s3front knows; the rest is kept untouched by the adapter. */
export interface DistributionSettings {
  readonly callerReference: string;
  readonly comment: string;
  readonly enabled: boolean;
  readonly aliases: readonly DomainName[];
  /** Empty where there is none. */
  readonly defaultRootObject: string;
  readonly logging: AccessLogging | undefined;
  readonly certificate: ViewerCertificate;
  readonly origins: readonly Origin[];
  /** The origin of the default cache behavior. */
  readonly defaultOriginId: string;
  readonly ipv6: boolean;
  readonly httpVersion: string;
  readonly priceClass: string;
  readonly viewerProtocolPolicy: string;
  readonly compress: boolean;
  readonly cachePolicyId: string | undefined;
  readonly staging: boolean;
}

export interface Distribution {
  readonly id: DistributionId;
  readonly arn: string;
  /** `d111111abcdef8.cloudfront.net` */
  readonly domainName: string;
  readonly status: DistributionStatus;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
  readonly settings: DistributionSettings;
}

/** What a list says of a distribution: no default root object, logging or caller reference (AWS omits them). */
export interface DistributionSummary {
  readonly id: DistributionId;
  readonly arn: string;
  readonly domainName: string;
  readonly status: DistributionStatus;
  readonly lastModified: number;
  readonly comment: string;
  readonly enabled: boolean;
  readonly aliases: readonly DomainName[];
  readonly origins: readonly Origin[];
}

/** A distribution at one version of its configuration. */
export interface VersionedDistribution {
  readonly distribution: Distribution;
  readonly etag: string;
}

export interface Invalidation {
  readonly id: InvalidationId;
  readonly status: 'InProgress' | 'Completed';
  /** Milliseconds since the epoch. */
  readonly createTime: number;
  readonly callerReference: string;
  readonly paths: readonly string[];
}

/** What a list says of an invalidation. */
export interface InvalidationSummary {
  readonly id: InvalidationId;
  readonly status: 'InProgress' | 'Completed';
  readonly createTime: number;
}

/** An origin access control, which signs CloudFront's requests to a private bucket. */
export interface OriginAccessControl {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly originType: string;
  readonly signingBehavior: string;
}
