/** The part of the CloudFront SDK that is used, so that a bundler keeps no more; loaded when CloudFront is called. */
export {
  CloudFrontClient,
  CreateDistributionCommand,
  CreateInvalidationCommand,
  CreateOriginAccessControlCommand,
  DeleteDistributionCommand,
  DeleteOriginAccessControlCommand,
  GetDistributionCommand,
  GetDistributionConfigCommand,
  GetInvalidationCommand,
  GetOriginAccessControlCommand,
  paginateListDistributions,
  paginateListInvalidations,
  paginateListOriginAccessControls,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
