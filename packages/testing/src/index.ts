export { createProvider, type ProviderOptions } from './provider/provider.ts';
export {
  type AccountKeys,
  type LoggedRequest,
  type OfflineAws,
  type OfflineAwsHandler,
  type OfflineAwsOptions,
  offlineAwsHandler,
  startOfflineAws,
} from './wire/index.ts';
export type { CertificateDetail, CertificateSummary } from './world/acm/acm.ts';
export { AwsError, type AwsErrorDetails, type ServiceName } from './world/aws-error.ts';
export type { BodyStore, ByteRange, WrittenBody } from './world/bodies/body-store.ts';
export { createDiskBodies } from './world/bodies/disk-bodies.ts';
export { createMemoryBodies } from './world/bodies/memory-bodies.ts';
export type { OriginAccessControlConfig } from './world/cloudfront/access-control.ts';
export type { Distribution, DistributionSummary } from './world/cloudfront/distribution.ts';
export type { DistributionConfig, DistributionConfigInput } from './world/cloudfront/distribution-config.ts';
export type { Invalidation, InvalidationBatchInput } from './world/cloudfront/invalidation.ts';
export type { Account } from './world/context.ts';
export { createWorld } from './world/create-world.ts';
export type { Fault, FaultRule } from './world/faults.ts';
export { DEFAULT_LIMITS, type InvalidationQuota, type Limits } from './world/limits.ts';
export type { RecordedCall } from './world/operations.ts';
export type { PublicAccessBlockConfiguration } from './world/s3/access.ts';
export { openLmdbStore } from './world/store/lmdb-store.ts';
export { createMemoryStore } from './world/store/memory-store.ts';
export {
  type Entry,
  type Range,
  type Store,
  type Table,
  type Transaction,
  table,
  type View,
} from './world/store/store.ts';
export { VirtualClock, type VirtualClockOptions } from './world/virtual-clock.ts';
export type { World, WorldOptions } from './world/world.ts';
