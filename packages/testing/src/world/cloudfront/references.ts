import { certificates } from '../acm/certificate-record.ts';
import { cloudFrontError } from '../aws-error.ts';
import type { Limits } from '../limits.ts';
import type { Transaction, View } from '../store/store.ts';
import { accessControls } from './access-control.ts';
import { accessControlUses, aliases, certificateUses, type DistributionRecord } from './distribution.ts';
import type { DistributionConfig, DistributionConfigInput } from './distribution-config.ts';
import { checkViewerCertificate } from './validation/viewer-certificate.ts';

/** Whose configuration it is; no id for one that is being created. */
export interface Referrer {
  readonly account: string;
  readonly id: string | undefined;
}

/**
 * What a configuration names outside of itself: aliases that must be free, a certificate that must cover them, access
 * controls that must exist and have room.
 *
 * @throws `InvalidViewerCertificate`, `CNAMEAlreadyExists`, `NoSuchOriginAccessControl`,
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
}

export function forgetReferences(transaction: Transaction, record: DistributionRecord): void {
  const { account, id, config } = record;
  for (const alias of config.Aliases.Items ?? []) transaction.remove(aliases, alias);
  for (const control of controlsOf(config)) transaction.remove(accessControlUses, `${account}/${control}/${id}`);
  const arn = config.ViewerCertificate.ACMCertificateArn;
  if (arn !== undefined) transaction.remove(certificateUses, `${arn}/${id}`);
}

/** Each access control of the configuration once. */
function controlsOf(config: DistributionConfigInput): ReadonlySet<string> {
  const ids = (config.Origins?.Items ?? []).map((origin) => origin.OriginAccessControlId ?? '');
  return new Set(ids.filter((id) => id !== ''));
}
