import { s3Error } from '../aws-error.ts';

export interface RedirectAllRequestsTo {
  readonly HostName: string;
  readonly Protocol?: 'http' | 'https' | undefined;
}

export interface RoutingRule {
  readonly Condition?:
    | { readonly HttpErrorCodeReturnedEquals?: string | undefined; readonly KeyPrefixEquals?: string | undefined }
    | undefined;
  readonly Redirect: {
    readonly HostName?: string | undefined;
    readonly HttpRedirectCode?: string | undefined;
    readonly Protocol?: 'http' | 'https' | undefined;
    readonly ReplaceKeyPrefixWith?: string | undefined;
    readonly ReplaceKeyWith?: string | undefined;
  };
}

/** Static website hosting of a bucket. */
export interface WebsiteConfiguration {
  readonly IndexDocument?: { readonly Suffix: string } | undefined;
  readonly ErrorDocument?: { readonly Key: string } | undefined;
  readonly RedirectAllRequestsTo?: RedirectAllRequestsTo | undefined;
  readonly RoutingRules?: readonly RoutingRule[] | undefined;
}

const MOST_ROUTING_RULES = 50;

/** @throws `InvalidArgument`, `InvalidRequest`. Source: S3 API Reference, PutBucketWebsite */
export function checkWebsite(website: WebsiteConfiguration): void {
  const { IndexDocument: index, RedirectAllRequestsTo: everything, RoutingRules: rules = [] } = website;
  if (everything !== undefined) {
    if (index !== undefined || website.ErrorDocument !== undefined || rules.length > 0) {
      throw s3Error(
        'InvalidArgument',
        'RedirectAllRequestsTo cannot be provided in conjunction with other properties.',
      );
    }
    return;
  }
  if (index === undefined) {
    throw s3Error(
      'InvalidArgument',
      'A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty',
    );
  }
  if (index.Suffix === '' || index.Suffix.includes('/')) {
    throw s3Error('InvalidArgument', 'The IndexDocument Suffix is not well formed');
  }
  if (rules.length > MOST_ROUTING_RULES) {
    throw s3Error(
      'InvalidRequest',
      `${rules.length} routing rules provided, the number of routing rules in a website configuration is limited to 50.`,
    );
  }
}
