/** How CloudFront counts invalidations: by rate, as since 2026, or by what is in progress, as before. */
export type InvalidationQuota = 'rate' | 'in-progress';

/** Quotas that AWS raises for accounts, and that a test may lower. Source: CloudFront and S3 quotas, autumn 2026. */
export interface Limits {
  readonly buckets: number;
  readonly distributions: number;
  readonly aliasesPerDistribution: number;
  readonly originsPerDistribution: number;
  readonly behaviorsPerDistribution: number;
  readonly customHeadersPerOrigin: number;
  readonly originAccessControls: number;
  readonly distributionsPerOriginAccessControl: number;
  readonly originAccessIdentities: number;
  /** Own cache, origin request and response headers policies, of each sort. */
  readonly policies: number;
  readonly functions: number;
  readonly keyValueStores: number;
  readonly publicKeys: number;
  readonly keyGroups: number;
  readonly keysPerKeyGroup: number;
  readonly pathsPerInvalidation: number;
  readonly invalidationQuota: InvalidationQuota;
  /** With the quota by rate: how many a second, and how many at once after a pause. */
  readonly invalidationPathsPerSecond: number;
  readonly invalidationWildcardsPerSecond: number;
  /** With the quota by what is in progress: how many of a distribution's paths and wildcards. */
  readonly invalidationPathsInProgress: number;
  readonly invalidationWildcardsInProgress: number;
  readonly namesPerCertificate: number;
  /** The most that one page of a list holds. */
  readonly pageSize: number;
}

export const DEFAULT_LIMITS: Limits = {
  buckets: 10_000,
  distributions: 500,
  aliasesPerDistribution: 100,
  originsPerDistribution: 100,
  behaviorsPerDistribution: 75,
  customHeadersPerOrigin: 30,
  originAccessControls: 100,
  distributionsPerOriginAccessControl: 100,
  originAccessIdentities: 100,
  policies: 20,
  functions: 100,
  keyValueStores: 50,
  publicKeys: 10,
  keyGroups: 10,
  keysPerKeyGroup: 5,
  pathsPerInvalidation: 3000,
  invalidationQuota: 'rate',
  invalidationPathsPerSecond: 150,
  invalidationWildcardsPerSecond: 1,
  invalidationPathsInProgress: 3000,
  invalidationWildcardsInProgress: 15,
  namesPerCertificate: 10,
  pageSize: 100,
};
