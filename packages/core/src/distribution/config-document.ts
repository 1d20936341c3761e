import type { BucketName } from '../naming/bucket-name.ts';
import type { DomainName } from '../naming/domain-name.ts';
import { globalHost, parseS3Host } from '../naming/s3-host.ts';
import type { AccessLogging, DistributionSettings, Origin, ViewerCertificate } from './distribution.ts';
import type { NewDistribution, SettingsChange } from './settings.ts';

/**
 * CloudFront's `DistributionConfig` in AWS's own shape, as far as s3front reads or writes it. It is structural:
 * the SDK's type fits it, and whatever else a configuration holds passes through untouched.
 * Source: CloudFront API Reference (2020-05-31), DistributionConfig.
 */
export interface ConfigDocument {
  readonly CallerReference?: string | undefined;
  readonly Aliases?: ItemList<string> | undefined;
  readonly DefaultRootObject?: string | undefined;
  readonly Origins?: ItemList<OriginDocument> | undefined;
  readonly DefaultCacheBehavior?: BehaviorDocument | undefined;
  readonly Comment?: string | undefined;
  readonly Logging?: LoggingDocument | undefined;
  readonly PriceClass?: string | undefined;
  readonly Enabled?: boolean | undefined;
  readonly ViewerCertificate?: ViewerCertificateDocument | undefined;
  readonly HttpVersion?: string | undefined;
  readonly IsIPV6Enabled?: boolean | undefined;
  readonly Staging?: boolean | undefined;
}

/** AWS's way to write a list: the count beside it, and no items where there are none. */
export interface ItemList<Item> {
  readonly Quantity: number | undefined;
  readonly Items?: Item[] | undefined;
}

export interface OriginDocument {
  readonly Id: string | undefined;
  readonly DomainName: string | undefined;
  readonly OriginPath?: string | undefined;
  readonly S3OriginConfig?: { readonly OriginAccessIdentity?: string | undefined } | undefined;
  readonly CustomOriginConfig?: object | undefined;
  readonly OriginAccessControlId?: string | undefined;
}

interface BehaviorDocument {
  readonly TargetOriginId: string | undefined;
  readonly ViewerProtocolPolicy: string | undefined;
  readonly Compress?: boolean | undefined;
  readonly CachePolicyId?: string | undefined;
}

interface LoggingDocument {
  readonly Enabled?: boolean | undefined;
  readonly IncludeCookies?: boolean | undefined;
  readonly Bucket?: string | undefined;
  readonly Prefix?: string | undefined;
}

interface ViewerCertificateDocument {
  readonly CloudFrontDefaultCertificate?: boolean | undefined;
  readonly ACMCertificateArn?: string | undefined;
  readonly IAMCertificateId?: string | undefined;
  readonly SSLSupportMethod?: 'sni-only' | 'vip' | 'static-ip' | undefined;
  readonly MinimumProtocolVersion?: string | undefined;
}

/** What a new distribution is asked to be, complete, so that it means the same whatever AWS's own defaults become. */
export interface NewConfigDocument extends ConfigDocument {
  readonly CallerReference: string;
  readonly Aliases: ItemList<string>;
  readonly DefaultRootObject: string;
  readonly Origins: {
    readonly Quantity: number;
    readonly Items: {
      readonly Id: string;
      readonly DomainName: string;
      readonly OriginPath: string;
      readonly CustomHeaders: { readonly Quantity: number };
      readonly S3OriginConfig: { readonly OriginAccessIdentity: string };
      readonly OriginAccessControlId?: string;
    }[];
  };
  readonly DefaultCacheBehavior: {
    readonly TargetOriginId: string;
    readonly ViewerProtocolPolicy: 'redirect-to-https';
    readonly AllowedMethods: {
      readonly Quantity: number;
      readonly Items: ('GET' | 'HEAD')[];
      readonly CachedMethods: { readonly Quantity: number; readonly Items: ('GET' | 'HEAD')[] };
    };
    readonly Compress: boolean;
    readonly CachePolicyId: string;
  };
  readonly Comment: string;
  readonly Logging: Required<LoggingDocument>;
  readonly PriceClass: 'PriceClass_All';
  readonly Enabled: boolean;
  readonly ViewerCertificate: NewViewerCertificateDocument;
  readonly HttpVersion: 'http2and3';
  readonly IsIPV6Enabled: boolean;
}

type NewViewerCertificateDocument =
  | { readonly CloudFrontDefaultCertificate: true }
  | {
      readonly CloudFrontDefaultCertificate: false;
      readonly ACMCertificateArn: string;
      readonly SSLSupportMethod: 'sni-only';
      readonly MinimumProtocolVersion: 'TLSv1.2_2021';
    }
  | {
      readonly CloudFrontDefaultCertificate: false;
      readonly IAMCertificateId: string;
      readonly SSLSupportMethod: 'sni-only';
      readonly MinimumProtocolVersion: 'TLSv1.2_2021';
    };

/** AWS's managed cache policy for S3 origins: query strings, cookies and headers ignored, gzip and brotli kept. */
export const CACHING_OPTIMIZED_POLICY = '658327ea-f89d-4fab-a63d-7e88639e58f6';

/** The part of a configuration that s3front knows. */
export function readSettings(config: ConfigDocument): DistributionSettings {
  const behavior = config.DefaultCacheBehavior;
  return {
    callerReference: config.CallerReference ?? '',
    comment: config.Comment ?? '',
    enabled: config.Enabled ?? false,
    aliases: readAliases(config.Aliases),
    defaultRootObject: config.DefaultRootObject ?? '',
    logging: readLogging(config.Logging),
    certificate: readCertificate(config.ViewerCertificate),
    origins: readOrigins(config.Origins),
    defaultOriginId: behavior?.TargetOriginId ?? '',
    ipv6: config.IsIPV6Enabled ?? false,
    httpVersion: config.HttpVersion ?? '',
    priceClass: config.PriceClass ?? '',
    viewerProtocolPolicy: behavior?.ViewerProtocolPolicy ?? '',
    compress: behavior?.Compress ?? false,
    cachePolicyId: nonEmpty(behavior?.CachePolicyId),
    staging: config.Staging ?? false,
  };
}

/** The aliases as CloudFront holds them; it has checked them, so they are not checked again. */
export function readAliases(list: ItemList<string> | undefined): readonly DomainName[] {
  return (list?.Items ?? []).map((alias) => alias.toLowerCase() as DomainName);
}

export function readOrigins(list: ItemList<OriginDocument> | undefined): readonly Origin[] {
  return (list?.Items ?? []).map(readOrigin);
}

function readOrigin(origin: OriginDocument): Origin {
  const host = origin.DomainName ?? '';
  const common = { id: origin.Id ?? '', host, path: origin.OriginPath ?? '' };
  const s3 = parseS3Host(host);
  if (s3 === undefined) return { kind: 'custom', ...common };
  if (s3.kind === 'website') return { kind: 'website', ...common, bucket: s3.bucket };
  return { kind: 's3', ...common, bucket: s3.bucket, accessControl: nonEmpty(origin.OriginAccessControlId) };
}

function readLogging(logging: LoggingDocument | undefined): AccessLogging | undefined {
  if (logging?.Enabled !== true || logging.Bucket === undefined) return undefined;
  // CloudFront stores the bucket as a host name and has checked it; a form that we do not know is shown as it is.
  const bucket = parseS3Host(logging.Bucket)?.bucket ?? (logging.Bucket as BucketName);
  return { bucket, prefix: logging.Prefix ?? '' };
}

function readCertificate(certificate: ViewerCertificateDocument | undefined): ViewerCertificate {
  const arn = nonEmpty(certificate?.ACMCertificateArn);
  if (arn !== undefined) return { kind: 'acm', arn };
  const id = nonEmpty(certificate?.IAMCertificateId);
  if (id !== undefined) return { kind: 'iam', id };
  return { kind: 'default' };
}

/** The configuration with the change in it and every other member as it was. */
export function applyChange<Config extends ConfigDocument>(config: Config, change: SettingsChange): Config {
  return {
    ...config,
    ...(change.aliases === undefined ? {} : { Aliases: itemList(change.aliases) }),
    ...(change.comment === undefined ? {} : { Comment: change.comment }),
    ...(change.enabled === undefined ? {} : { Enabled: change.enabled }),
    ...(change.defaultRootObject === undefined ? {} : { DefaultRootObject: change.defaultRootObject }),
    ...(change.logging === undefined
      ? {}
      : { Logging: loggingDocument(change.logging ?? undefined, config.Logging?.IncludeCookies) }),
    ...(change.certificate === undefined
      ? {}
      : { ViewerCertificate: changedCertificate(config.ViewerCertificate, change.certificate) }),
  };
}

/** A new configuration with today's recommended settings for an S3 origin. */
export function newConfig(request: NewDistribution): NewConfigDocument {
  const { origin } = request;
  return {
    CallerReference: request.callerReference,
    Aliases: itemList(request.aliases),
    DefaultRootObject: request.defaultRootObject,
    Origins: {
      Quantity: 1,
      Items: [
        {
          Id: origin.id,
          DomainName: origin.host,
          OriginPath: '',
          CustomHeaders: { Quantity: 0 },
          // An access control and an access identity exclude each other; the empty identity is required all the same.
          S3OriginConfig: { OriginAccessIdentity: '' },
          ...(origin.accessControl === undefined ? {} : { OriginAccessControlId: origin.accessControl }),
        },
      ],
    },
    DefaultCacheBehavior: {
      TargetOriginId: origin.id,
      ViewerProtocolPolicy: 'redirect-to-https',
      AllowedMethods: {
        Quantity: 2,
        Items: ['HEAD', 'GET'],
        CachedMethods: { Quantity: 2, Items: ['HEAD', 'GET'] },
      },
      Compress: true,
      CachePolicyId: CACHING_OPTIMIZED_POLICY,
    },
    Comment: request.comment,
    Logging: loggingDocument(request.logging, false),
    PriceClass: 'PriceClass_All',
    Enabled: request.enabled,
    ViewerCertificate: certificateDocument(request.certificate),
    HttpVersion: 'http2and3',
    IsIPV6Enabled: true,
  };
}

function itemList(items: readonly string[]): ItemList<string> {
  return items.length === 0 ? { Quantity: 0 } : { Quantity: items.length, Items: [...items] };
}

function loggingDocument(logging: AccessLogging | undefined, cookies: boolean | undefined): Required<LoggingDocument> {
  return {
    Enabled: logging !== undefined,
    IncludeCookies: logging !== undefined && (cookies ?? false),
    Bucket: logging === undefined ? '' : globalHost(logging.bucket),
    Prefix: logging?.prefix ?? '',
  };
}

/** Another certificate of the same sort keeps the protocol settings that somebody chose for the old one. */
function changedCertificate(
  current: ViewerCertificateDocument | undefined,
  certificate: ViewerCertificate,
): ViewerCertificateDocument {
  const document = certificateDocument(certificate);
  if (document.CloudFrontDefaultCertificate || current?.CloudFrontDefaultCertificate !== false) return document;
  return {
    ...document,
    SSLSupportMethod: current.SSLSupportMethod ?? document.SSLSupportMethod,
    MinimumProtocolVersion: current.MinimumProtocolVersion ?? document.MinimumProtocolVersion,
  };
}

function certificateDocument(certificate: ViewerCertificate): NewViewerCertificateDocument {
  const modern = {
    CloudFrontDefaultCertificate: false,
    SSLSupportMethod: 'sni-only',
    MinimumProtocolVersion: 'TLSv1.2_2021',
  } as const;
  switch (certificate.kind) {
    case 'default':
      return { CloudFrontDefaultCertificate: true };
    case 'acm':
      return { ...modern, ACMCertificateArn: certificate.arn };
    case 'iam':
      return { ...modern, IAMCertificateId: certificate.id };
  }
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : text;
}
