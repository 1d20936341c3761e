/** The part of the ACM SDK that is used, so that a bundler keeps no more; loaded when certificates are asked for. */
export {
  ACMClient,
  DescribeCertificateCommand,
  KeyAlgorithm,
  paginateListCertificates,
  RequestCertificateCommand,
} from '@aws-sdk/client-acm';
