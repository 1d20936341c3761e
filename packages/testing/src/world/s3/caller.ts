/** Who asks. An account is all of its keys: the World has no users below it. */
export type S3Caller =
  /** Twelve digits. */
  | { readonly kind: 'account'; readonly account: string }
  | { readonly kind: 'anonymous' }
  /** One of AWS's services in the name of a resource, such as CloudFront for a distribution. */
  | {
      readonly kind: 'service';
      /** Such as `cloudfront.amazonaws.com`. */
      readonly service: string;
      readonly sourceArn: string;
      readonly sourceAccount: string;
    };

/** What a policy's conditions are asked of: keys in lower case, such as `aws:sourceip` and `s3:prefix`. */
export type RequestConditions = Readonly<Record<string, string>>;

export function arnOfAccount(account: string): string {
  return `arn:aws:iam::${account}:root`;
}
