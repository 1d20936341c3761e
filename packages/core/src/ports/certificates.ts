import type { Certificate } from '../distribution/certificate.ts';
import type { DomainName } from '../naming/domain-name.ts';
import type { CallOptions } from './call-options.ts';

/** ACM in us-east-1, the one place where CloudFront takes certificates from. */
export interface Certificates {
  /** Every certificate, with its names (subject alternative names) in full. */
  listCertificates(options?: CallOptions): AsyncIterable<Certificate>;

  /** @throws `CERTIFICATE_NOT_FOUND` */
  getCertificate(arn: string, options?: CallOptions): Promise<Certificate>;

  /** Asks for a certificate that DNS records validate; the answer has the records once AWS has made them. */
  requestCertificate(names: readonly DomainName[], options?: CallOptions): Promise<Certificate>;

  /** Only an offline account has this: a certificate for these names, issued at once. */
  readonly issueNow?: (names: readonly DomainName[], options?: CallOptions) => Promise<Certificate>;
}
