import { type Table, type Transaction, table, type View } from '../store/store.ts';
import type { DistributionConfig } from './distribution-config.ts';
import { keyPart } from './key-part.ts';

/** What a distribution can name besides its aliases, certificate and access controls. */
export type UsedKind =
  | 'access identity'
  | 'cache policy'
  | 'origin request policy'
  | 'response headers policy'
  | 'key group'
  | 'function'
  | 'web acl'
  | 'connection mode';

/** `account/kind/resource/distribution`, the resource encoded, since an ARN has slashes. */
const uses: Table<{ readonly id: string }> = table('resource use');

/** The web ACL of distributions that have none, as ListDistributionsByWebACLId calls it. */
const NO_WEB_ACL = 'null';

function usePrefix(account: string, kind: UsedKind, resource: string): string {
  return `${account}/${kind}/${keyPart(resource)}/`;
}

export function isUsed(view: View, account: string, kind: UsedKind, resource: string): boolean {
  return view.scan(uses, { prefix: usePrefix(account, kind, resource), limit: 1 }).length > 0;
}

/** The ids of the distributions that name the resource, in their order. */
export function usersOf(
  view: View,
  account: string,
  kind: UsedKind,
  resource: string,
  page: { readonly after?: string | undefined; readonly limit: number },
): readonly string[] {
  const prefix = usePrefix(account, kind, resource);
  const after = page.after === undefined ? {} : { after: prefix + page.after };
  return view.scan(uses, { prefix, ...after, limit: page.limit }).map((entry) => entry.value.id);
}

export function noteUses(transaction: Transaction, account: string, id: string, config: DistributionConfig): void {
  for (const [kind, resource] of namedBy(config))
    transaction.put(uses, usePrefix(account, kind, resource) + id, { id });
}

export function forgetUses(transaction: Transaction, account: string, id: string, config: DistributionConfig): void {
  for (const [kind, resource] of namedBy(config)) transaction.remove(uses, usePrefix(account, kind, resource) + id);
}

/** What the configuration names; something twice when it names it twice. */
function namedBy(config: DistributionConfig): readonly (readonly [UsedKind, string])[] {
  const behaviors = [config.DefaultCacheBehavior, ...(config.CacheBehaviors.Items ?? [])];
  const named: readonly (readonly [UsedKind, string | undefined])[] = [
    ...(config.Origins.Items ?? []).map((origin) => ['access identity', identityOf(origin)] as const),
    ...behaviors.flatMap((behavior) => [
      ['cache policy', behavior.CachePolicyId] as const,
      ['origin request policy', behavior.OriginRequestPolicyId] as const,
      ['response headers policy', behavior.ResponseHeadersPolicyId] as const,
      ...(behavior.TrustedKeyGroups.Items ?? []).map((group) => ['key group', group] as const),
      ...(behavior.FunctionAssociations.Items ?? []).map((each) => ['function', functionOf(each)] as const),
    ]),
    ['web acl', config.WebACLId === '' ? NO_WEB_ACL : config.WebACLId],
    ['connection mode', config.ConnectionMode ?? 'direct'],
  ];
  return named.flatMap(([kind, resource]) => (resource === undefined || resource === '' ? [] : [[kind, resource]]));
}

/** The id in `origin-access-identity/cloudfront/E127EXAMPLE51Z`. */
function identityOf(origin: { readonly S3OriginConfig?: { readonly OriginAccessIdentity: string } }): string {
  return origin.S3OriginConfig?.OriginAccessIdentity.split('/').at(-1) ?? '';
}

function functionOf(association: Readonly<Record<string, unknown>>): string {
  return typeof association['FunctionARN'] === 'string' ? association['FunctionARN'] : '';
}
