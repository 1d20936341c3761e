import { cloudFrontError } from '../../aws-error.ts';
import type { QuantityList } from '../distribution-config.ts';

/** Names of headers, cookies or query strings, and what is done with those. */
export interface Names {
  readonly behavior: string;
  readonly list: QuantityList<string> | undefined;
}

const WITH_NAMES: readonly string[] = ['whitelist', 'allExcept', 'allViewerAndWhitelistCloudFront'];

/**
 * A behavior that speaks of names needs some, and one that does not has none.
 * Source: CloudFront API Reference, CachePolicyHeadersConfig and its siblings. The words are ours.
 *
 * @throws `InvalidArgument`
 */
export function checkNames(member: string, { behavior, list }: Names): void {
  const names = list?.Items ?? [];
  if (WITH_NAMES.includes(behavior) === names.length > 0) return;
  throw cloudFrontError('InvalidArgument', `The parameter ${member} does not fit the behavior ${behavior}.`);
}

/** Names and comments of policies. @throws `InvalidArgument`. Source: CloudFront API Reference, CachePolicyConfig */
export function checkPolicyName(name: string, comment: string): void {
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(name)) {
    throw cloudFrontError('InvalidArgument', 'The parameter Name is not valid.');
  }
  if (comment.length > 128) throw cloudFrontError('InvalidArgument', 'The parameter Comment is too long.');
}

export function namesOf(...items: string[]): QuantityList<string> {
  return { Quantity: items.length, Items: items };
}

/** Managed policies have been there for years; when each was changed last is not documented. */
const MANAGED_SINCE = Date.UTC(2021, 10, 1);

/** One of AWS's own, as it is kept. */
export function managed<Config extends { readonly Name: string }>(
  id: string,
  config: Config,
): readonly [string, { id: string; etag: string; config: Config; created: number; modified: number }] {
  // As every version: it is never asked for, since nobody may change these.
  const etag = `E${id.replaceAll('-', '').slice(0, 13).toUpperCase()}`;
  return [id, { id, etag, config, created: MANAGED_SINCE, modified: MANAGED_SINCE }];
}
