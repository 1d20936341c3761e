import type {
  DistributionSummary,
  Invalidation,
  InvalidationSummary,
  OriginAccessControl,
  VersionedDistribution,
} from '../distribution/distribution.ts';
import type { NewDistribution, SettingsChange } from '../distribution/settings.ts';
import type { DistributionId, InvalidationId } from '../naming/cf-uri.ts';
import type { CallOptions } from './call-options.ts';

/**
 * CloudFront's control plane, as far as the use cases need it.
 *
 * Every method throws an S3FrontError: `DISTRIBUTION_NOT_FOUND` for an id that is not there,
 * `PRECONDITION_FAILED` (kind `precondition`) when `ifMatch` is not the current version, `ACCESS_DENIED`,
 * `THROTTLED`, `INTERRUPTED` when the signal aborts, and what each method adds. Other refusals keep AWS's code
 * in `error.aws.code`.
 */
export interface Cdn {
  /** Every distribution of the account, however many pages that takes. */
  listDistributions(options?: CallOptions): AsyncIterable<DistributionSummary>;

  getDistribution(id: DistributionId, options?: CallOptions): Promise<VersionedDistribution>;

  /**
   * @throws `ALIAS_TAKEN` (an alias belongs to another distribution), `CERTIFICATE_REFUSED` (the certificate does
   * not cover the aliases or cannot be used), `TOO_MANY_ALIASES`, `ORIGIN_ACCESS_CONTROL_FULL` (the access control
   * serves as many distributions as AWS allows)
   */
  createDistribution(request: NewDistribution, options?: CallOptions): Promise<VersionedDistribution>;

  /**
   * Changes the named members, keeps every other field of the configuration as it is.
   *
   * @throws as createDistribution, and `CONFIG_NEWER_THAN_SDK` rather than lose a field that this version of the
   * SDK does not know
   */
  updateDistribution(
    id: DistributionId,
    ifMatch: string,
    change: SettingsChange,
    options?: CallOptions,
  ): Promise<VersionedDistribution>;

  /** @throws `DISTRIBUTION_NOT_DISABLED` while it is enabled or its last change is not deployed; `DELETE_BLOCKED` when AWS refuses for a reason that waiting does not cure */
  deleteDistribution(id: DistributionId, ifMatch: string, options?: CallOptions): Promise<void>;

  /** @throws `TOO_MANY_INVALIDATIONS` (kind `throttled`) when the quota of invalidations in progress is used up */
  createInvalidation(
    id: DistributionId,
    batch: { readonly paths: readonly string[]; readonly callerReference: string },
    options?: CallOptions,
  ): Promise<Invalidation>;

  /** @throws `INVALIDATION_NOT_FOUND` */
  getInvalidation(id: DistributionId, invalidation: InvalidationId, options?: CallOptions): Promise<Invalidation>;

  /** Newest first, every page. */
  listInvalidations(id: DistributionId, options?: CallOptions): AsyncIterable<InvalidationSummary>;

  listOriginAccessControls(options?: CallOptions): AsyncIterable<OriginAccessControl>;

  /** An access control for S3 origins that always signs. @throws `ORIGIN_ACCESS_CONTROL_EXISTS` when the name is taken */
  createOriginAccessControl(
    request: { readonly name: string; readonly description: string },
    options?: CallOptions,
  ): Promise<OriginAccessControl>;

  /** Deletes it unless a distribution uses it: AWS decides that, so there is no race. */
  deleteOriginAccessControl(id: string, options?: CallOptions): Promise<'deleted' | 'in-use' | 'absent'>;
}
