import { certificates } from '../acm/certificate-record.ts';
import { cloudFrontError } from '../aws-error.ts';
import type { Limits } from '../limits.ts';
import type { Transaction, View } from '../store/store.ts';
import { accessControls } from './access-control.ts';
import { ACCESS_IDENTITIES } from './access-identity.ts';
import { accessControlUses, aliases, certificateUses, type DistributionRecord } from './distribution.ts';
import type { BehaviorInput, DistributionConfig, DistributionConfigInput } from './distribution-config.ts';
import { findLiveFunction } from './function.ts';
import { findKept, type ResourceKind } from './kept-resources.ts';
import { KEY_GROUPS } from './key-group.ts';
import { CACHE_POLICIES } from './policies/cache-policy.ts';
import { ORIGIN_REQUEST_POLICIES } from './policies/origin-request-policy.ts';
import { RESPONSE_HEADERS_POLICIES } from './policies/response-headers-policy.ts';
import { forgetUses, noteUses } from './uses.ts';
import { checkViewerCertificate } from './validation/viewer-certificate.ts';

/** Whose configuration it is; no id for one that is being created. */
export interface Referrer {
  readonly account: string;
  readonly id: string | undefined;
}

/**
 * What a configuration names outside of itself: aliases that must be free, a certificate that must cover them, access
 * controls that must exist and have room, policies, key groups, functions and identities that must exist.
 *
 * @throws `InvalidViewerCertificate`, `CNAMEAlreadyExists`, `NoSuchOriginAccessControl`, `NoSuchCachePolicy` and others,
 * `TooManyDistributionsAssociatedToOriginAccessControl`
 */
export function checkReferences(
  view: View,
  config: DistributionConfigInput,
  referrer: Referrer,
  limits: Limits,
  now: number,
): void {
  const { account, id } = referrer;
  const own = `arn:aws:acm:us-east-1:${account}:`;
  checkViewerCertificate(config, (arn) => (arn.startsWith(own) ? view.get(certificates, arn) : undefined), now);
  for (const alias of config.Aliases?.Items ?? []) {
    const holder = view.get(aliases, alias);
    if (holder === undefined || (holder.account === account && holder.id === id)) continue;
    throw cloudFrontError(
      'CNAMEAlreadyExists',
      'One or more of the CNAMEs you provided are already associated with a different resource.',
    );
  }
  checkNamed(view, config, account);
  for (const control of controlsOf(config)) {
    if (view.get(accessControls, `${account}/${control}`) === undefined) {
      throw cloudFrontError('NoSuchOriginAccessControl', 'The specified origin access control does not exist.');
    }
    const most = limits.distributionsPerOriginAccessControl;
    const users = view
      .scan(accessControlUses, { prefix: `${account}/${control}/`, limit: most + 1 })
      .filter((entry) => entry.value.id !== id);
    if (users.length >= most) {
      throw cloudFrontError(
        'TooManyDistributionsAssociatedToOriginAccessControl',
        'The maximum number of distributions have been associated with the specified origin access control.',
      );
    }
  }
}

/** Policies, key groups, functions and identities. The order among these is not documented. */
function checkNamed(view: View, config: DistributionConfigInput, account: string): void {
  for (const behavior of [config.DefaultCacheBehavior ?? {}, ...(config.CacheBehaviors?.Items ?? [])]) {
    checkThere(view, account, CACHE_POLICIES, behavior.CachePolicyId);
    checkThere(view, account, ORIGIN_REQUEST_POLICIES, behavior.OriginRequestPolicyId);
    checkThere(view, account, RESPONSE_HEADERS_POLICIES, behavior.ResponseHeadersPolicyId);
    checkAssociations(view, account, behavior);
  }
  for (const origin of config.Origins?.Items ?? []) {
    const identity = origin.S3OriginConfig?.OriginAccessIdentity?.split('/').at(-1) ?? '';
    if (identity === '' || findKept(view, account, ACCESS_IDENTITIES, identity) !== undefined) continue;
    throw cloudFrontError('InvalidOriginAccessIdentity', "The origin access identity is not valid or doesn't exist.");
  }
}

function checkAssociations(view: View, account: string, behavior: Partial<BehaviorInput>): void {
  for (const group of behavior.TrustedKeyGroups?.Items ?? []) {
    if (findKept(view, account, KEY_GROUPS, group) !== undefined) continue;
    throw cloudFrontError('TrustedKeyGroupDoesNotExist', 'The specified key group does not exist.');
  }
  for (const { FunctionARN: arn } of behavior.FunctionAssociations?.Items ?? []) {
    if (typeof arn === 'string' && findLiveFunction(view, account, arn) !== undefined) continue;
    throw cloudFrontError('InvalidFunctionAssociation', 'A CloudFront function association is invalid.');
  }
}

/** @throws what the kind calls it when it is missing */
export function checkThere<Config>(
  view: View,
  account: string,
  kind: Pick<ResourceKind<Config>, 'records' | 'managed' | 'missing'>,
  id: string | undefined,
): void {
  if (id === undefined || id === '' || findKept(view, account, kind, id) !== undefined) return;
  throw cloudFrontError(...kind.missing);
}

/** Notes what the configuration refers to, in place of what the one before it did. */
export function noteReferences(
  transaction: Transaction,
  record: DistributionRecord,
  before: DistributionConfig | undefined,
): void {
  if (before !== undefined) forgetReferences(transaction, { ...record, config: before });
  const { account, id, config } = record;
  for (const alias of config.Aliases.Items ?? []) transaction.put(aliases, alias, { account, id });
  for (const control of controlsOf(config)) transaction.put(accessControlUses, `${account}/${control}/${id}`, { id });
  const arn = config.ViewerCertificate.ACMCertificateArn;
  if (arn !== undefined) transaction.put(certificateUses, `${arn}/${id}`, { id });
  noteUses(transaction, account, id, config);
}

export function forgetReferences(transaction: Transaction, record: DistributionRecord): void {
  const { account, id, config } = record;
  for (const alias of config.Aliases.Items ?? []) transaction.remove(aliases, alias);
  for (const control of controlsOf(config)) transaction.remove(accessControlUses, `${account}/${control}/${id}`);
  const arn = config.ViewerCertificate.ACMCertificateArn;
  if (arn !== undefined) transaction.remove(certificateUses, `${arn}/${id}`);
  forgetUses(transaction, account, id, config);
}

/** Each access control of the configuration once. */
function controlsOf(config: DistributionConfigInput): ReadonlySet<string> {
  const ids = (config.Origins?.Items ?? []).map((origin) => origin.OriginAccessControlId ?? '');
  return new Set(ids.filter((id) => id !== ''));
}
