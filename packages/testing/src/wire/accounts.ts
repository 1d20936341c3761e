import { createHash } from 'node:crypto';
import type { AccountDirectory, WireAccount } from './service.ts';

/** Somebody who may sign. */
export interface AccountKeys {
  readonly name: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** Twelve digits; without them the World's own account, 123456789012 unless it has another. */
  readonly id?: string | undefined;
}

/** The one who is there when nobody is declared: the keys that everybody tries first. */
const DEFAULT_ACCOUNT: AccountKeys = { name: 'default', accessKey: 'test', secretKey: 'test' };

export interface KnownKey {
  readonly account: WireAccount;
  /** Undefined for a key that nobody declared. */
  readonly secretKey: string | undefined;
}

export interface Accounts extends AccountDirectory {
  /** Who has this key. Not strict, every key is somebody's: one of twelve digits is the account of that number. */
  byAccessKey(accessKey: string): KnownKey | undefined;
  /** In whose World anonymous requests are answered. */
  readonly first: WireAccount;
  /** Those that were declared, or the default one. */
  readonly declared: readonly (WireAccount & { readonly accessKey: string })[];
}

/**
 * @param strict only declared keys are known
 * @param defaultId the account of keys that say no number
 */
export function createAccounts(declared: readonly AccountKeys[], strict: boolean, defaultId: string): Accounts {
  const keys = declared.length === 0 ? [DEFAULT_ACCOUNT] : declared;
  const byKey = new Map<string, KnownKey>();
  const byNumber = new Map<string, WireAccount>();
  for (const { name, accessKey, secretKey, id = defaultId } of keys) {
    const account = byNumber.get(id) ?? accountOf(name, id);
    byNumber.set(id, account);
    byKey.set(accessKey, { account: { ...account, name }, secretKey });
  }
  const byId = (id: string): WireAccount => {
    const account = byNumber.get(id) ?? accountOf(id, id);
    byNumber.set(id, account);
    return account;
  };
  const first = byId(keys[0]?.id ?? defaultId);
  return {
    byId,
    byCanonicalId: (canonicalId) => [...byNumber.values()].find((account) => account.canonicalId === canonicalId),
    byAccessKey: (accessKey) => {
      const known = byKey.get(accessKey);
      if (known !== undefined || strict) return known;
      return { account: byId(/^\d{12}$/.test(accessKey) ? accessKey : first.id), secretKey: undefined };
    },
    first,
    declared: keys.map(({ name, accessKey, id = defaultId }) => ({ ...byId(id), name, accessKey })),
  };
}

/** Reads `NAME:ACCESS_KEY:SECRET[:ACCOUNT_ID]`; undefined when it is not that. */
export function parseAccount(text: string): AccountKeys | undefined {
  const match = /^([^:\s]+):([^:\s]+):([^:\s]+)(?::(\d{12}))?$/.exec(text);
  if (match === null) return undefined;
  const [, name = '', accessKey = '', secretKey = '', id] = match;
  return { name, accessKey, secretKey, ...(id === undefined ? {} : { id }) };
}

function accountOf(name: string, id: string): WireAccount {
  return { name, id, canonicalId: createHash('sha256').update(`canonical user id/${id}`).digest('hex') };
}
