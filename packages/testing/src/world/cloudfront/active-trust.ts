import type { View } from '../store/store.ts';
import type { DistributionRecord } from './distribution.ts';
import type { DefaultBehaviorConfig } from './distribution-config.ts';
import { findKept } from './kept-resources.ts';
import { KEY_GROUPS } from './key-group.ts';

interface KeyPairIds {
  readonly Quantity: number;
  readonly Items?: readonly string[];
}

/** Who may sign URLs and cookies for a distribution, gathered from all of its behaviors. */
export interface ActiveTrust {
  readonly ActiveTrustedSigners: {
    readonly Enabled: boolean;
    readonly Quantity: number;
    readonly Items?: readonly { readonly AwsAccountNumber: string; readonly KeyPairIds: KeyPairIds }[];
  };
  readonly ActiveTrustedKeyGroups: {
    readonly Enabled: boolean;
    readonly Quantity: number;
    readonly Items?: readonly { readonly KeyGroupId: string; readonly KeyPairIds: KeyPairIds }[];
  };
}

/** Key pairs of accounts belong to their root users, who are not part of the World: a signer has none. */
export function activeTrust(view: View, record: DistributionRecord): ActiveTrust {
  const { DefaultCacheBehavior: first, CacheBehaviors: others } = record.config;
  const behaviors = [first, ...(others.Items ?? [])];
  return {
    ActiveTrustedSigners: listed(
      named(behaviors, 'TrustedSigners').map((signer) => ({
        AwsAccountNumber: signer,
        KeyPairIds: { Quantity: 0 },
      })),
    ),
    ActiveTrustedKeyGroups: listed(
      named(behaviors, 'TrustedKeyGroups').map((group) => {
        const keys = findKept(view, record.account, KEY_GROUPS, group)?.config.Items ?? [];
        return { KeyGroupId: group, KeyPairIds: { Quantity: keys.length, Items: keys } };
      }),
    ),
  };
}

/** Each once, of the behaviors in which they count. */
function named(
  behaviors: readonly DefaultBehaviorConfig[],
  member: 'TrustedSigners' | 'TrustedKeyGroups',
): readonly string[] {
  const lists = behaviors.map((behavior) => behavior[member]).filter((list) => list.Enabled);
  return [...new Set(lists.flatMap((list) => list.Items ?? []))];
}

function listed<Item>(items: readonly Item[]): { Enabled: boolean; Quantity: number; Items?: readonly Item[] } {
  if (items.length === 0) return { Enabled: false, Quantity: 0 };
  return { Enabled: true, Quantity: items.length, Items: items };
}
