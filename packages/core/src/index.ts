export * from './content/media-type.ts';
export * from './content/object-headers.ts';
export * from './delivery/access.ts';
export * from './delivery/bucket-policy.ts';
export * from './delivery/dns-record.ts';
export * from './distribution/certificate.ts';
export * from './distribution/config-document.ts';
export type * from './distribution/distribution.ts';
export * from './distribution/lifecycle.ts';
export * from './distribution/settings.ts';
export * from './errors.ts';
export * from './errors-of-aws.ts';
export * from './invalidation/batch.ts';
export * from './invalidation/path.ts';
export * from './naming/apex.ts';
export * from './naming/bucket-name.ts';
export * from './naming/cf-uri.ts';
export * from './naming/domain-name.ts';
export { expectParsed, type Parsed } from './naming/parsed.ts';
export * from './naming/public-url.ts';
export * from './naming/s3-host.ts';
export * from './naming/s3-uri.ts';
export * from './naming/target.ts';
export type * from './ports/call-options.ts';
export type * from './ports/cdn.ts';
export type * from './ports/certificates.ts';
export type * from './ports/clock.ts';
export type * from './ports/files.ts';
export type * from './ports/object-store.ts';
export type * from './ports/provider.ts';
export type * from './ports/random.ts';
export { DEFAULT_ALIAS_QUOTA } from './usecase/alias-certificate.ts';
export { type MadeBucket, makeBucket, removeBucket } from './usecase/buckets.ts';
export type { UseCaseContext } from './usecase/context.ts';
export {
  type CreateDistributionRequest,
  type CreatedDistribution,
  createDistribution,
} from './usecase/create-distribution.ts';
export { dnsRecords } from './usecase/dns-records.ts';
export type { Upload, UseCaseEvent } from './usecase/event.ts';
export {
  distributionsOf,
  findDistribution,
  findDistributions,
  listDistributions,
} from './usecase/find-distributions.ts';
export {
  type BucketInvalidation,
  type InvalidateRequest,
  invalidate,
  planInvalidations,
} from './usecase/invalidate.ts';
export { listInvalidations } from './usecase/list-invalidations.ts';
export {
  type ModifiedDistribution,
  type ModifyDistributionRequest,
  modifyDistribution,
} from './usecase/modify-distribution.ts';
export { type ObjectUrl, objectUrls } from './usecase/object-urls.ts';
export { type PutObjectContentRequest, putObject } from './usecase/put-object.ts';
export { type PlannedUpload, type PutObjectsRequest, putObjects } from './usecase/put-objects.ts';
export {
  NOTHING_LEARNT,
  type RemovalMemory,
  type RemovalOutcome,
  type RemovalTurn,
  removalTurn,
} from './usecase/removal-turn.ts';
export {
  type RemoveDistributionRequest,
  type RemovedDistribution,
  removeDistribution,
} from './usecase/remove-distribution.ts';
export { requestCertificate } from './usecase/request-certificate.ts';
export { sweepBucket } from './usecase/sweep.ts';
export { waitForDistribution, waitForInvalidation } from './usecase/wait.ts';
export { bucketWebsite, removeWebsite, setWebsite } from './usecase/website.ts';
