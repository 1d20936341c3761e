import { nameCovers } from '@s3front/core';
import type { CertificateRecord } from '../../acm/certificate-record.ts';
import { cloudFrontError } from '../../aws-error.ts';
import type { DistributionConfigInput } from '../distribution-config.ts';

const UNUSABLE =
  "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.";

/**
 * The certificate that viewers see, and whether it covers every alias.
 *
 * @param find the certificate of this ARN, if it is in the account
 * @throws `InvalidViewerCertificate`, `InvalidProtocolSettings`
 * Source: CloudFront API Reference, ViewerCertificate; Developer Guide, "Requirements for using alternate domain names".
 */
export function checkViewerCertificate(
  config: DistributionConfigInput,
  find: (arn: string) => CertificateRecord | undefined,
  now: number,
): void {
  const viewer = config.ViewerCertificate ?? {};
  const aliases = config.Aliases?.Items ?? [];
  const arn = nonEmpty(viewer.ACMCertificateArn);
  const iam = nonEmpty(viewer.IAMCertificateId);
  const chosen = [viewer.CloudFrontDefaultCertificate === true, arn !== undefined, iam !== undefined].filter(Boolean);
  if (chosen.length > 1) {
    throw invalid(
      'You cannot specify more than one of CloudFrontDefaultCertificate, ACMCertificateArn and IAMCertificateId.',
    );
  }
  if (arn === undefined && iam === undefined) {
    if (aliases.length === 0) return;
    throw invalid(
      'To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your authorization to use the domain name. For more details, see: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements',
    );
  }
  if (viewer.MinimumProtocolVersion === undefined || viewer.SSLSupportMethod === undefined) {
    throw invalid('A certificate of your own needs MinimumProtocolVersion and SSLSupportMethod.');
  }
  if (viewer.SSLSupportMethod === 'sni-only' && viewer.MinimumProtocolVersion === 'SSLv3') {
    throw cloudFrontError(
      'InvalidProtocolSettings',
      'You cannot specify SSLv3 as the minimum protocol version if you only want to support only clients that support Server Name Indication (SNI).',
    );
  }
  // What IAM holds is not part of the World, so its certificates are taken on trust.
  if (arn !== undefined) checkCertificate(find(arn), arn, aliases, now);
}

function checkCertificate(
  certificate: CertificateRecord | undefined,
  arn: string,
  aliases: readonly string[],
  now: number,
): void {
  const usable =
    certificate?.status === 'ISSUED' &&
    arn.startsWith('arn:aws:acm:us-east-1:') &&
    (certificate.notAfter === undefined || certificate.notAfter > now);
  if (certificate === undefined || !usable) throw invalid(UNUSABLE);
  if (!aliases.every((alias) => certificate.names.some((name) => nameCovers(name, alias)))) {
    throw invalid(
      "The certificate that is attached to your distribution doesn't cover the alternate domain name (CNAME) that you're trying to add. For more details, see: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements",
    );
  }
}

function invalid(message: string): Error {
  return cloudFrontError('InvalidViewerCertificate', message);
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : text;
}
