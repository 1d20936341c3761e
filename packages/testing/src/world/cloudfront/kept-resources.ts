import { cloudFrontError } from '../aws-error.ts';
import type { WorldContext } from '../context.ts';
import type { Identifiers } from '../identifiers.ts';
import type { Limits } from '../limits.ts';
import type { Table, Transaction, View } from '../store/store.ts';
import { addToTally, type TallyKind, tally } from '../tally.ts';
import { keyPart } from './key-part.ts';
import { type Page, type PageRequest, pageLength, pageOf } from './page.ts';
import { checkQuantities } from './validation/quantities.ts';
import { checkVersion } from './version.ts';

/** Something with a configuration and a version, as the World keeps it. */
export interface KeptRecord<Config> {
  readonly id: string;
  readonly etag: string;
  readonly config: Config;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly modified: number;
}

type Refusal = readonly [code: string, message: string];

/** What differs among the things that are created, read, updated, deleted and listed in one way. */
export interface ResourceKind<Config> {
  /** As in the names of the operations: `CachePolicy`, `CachePolicies`. */
  readonly singular: string;
  readonly plural: string;
  /** `account/id` */
  readonly records: Table<KeptRecord<Config>>;
  /** `account/name` */
  readonly names: Table<{ readonly id: string }>;
  /** What no other of the account may have. */
  readonly nameOf: (config: Config) => string;
  readonly newId: (identifiers: Identifiers, transaction: Transaction) => string;
  readonly tally: TallyKind;
  readonly quota: (limits: Limits) => number;
  readonly missing: Refusal;
  readonly taken: Refusal;
  readonly inUse: Refusal;
  readonly tooMany: Refusal;
  /** Checks a configuration and fills in what it left out. */
  readonly filled: (config: Config, context: CheckContext) => Config;
  /** Refuses a change that is not allowed. */
  readonly checkChange?: (before: Config, after: Config) => void;
  readonly isUsed: (view: View, account: string, record: KeptRecord<Config>) => boolean;
  /** Whether a creation with the name of this one is a repetition, which answers it. */
  readonly repeats?: (earlier: Config, config: Config) => boolean;
  /** What else is noted when one is put in place of `before`, or taken away. */
  readonly onPut?: (
    transaction: Transaction,
    account: string,
    record: KeptRecord<Config>,
    before: Config | undefined,
  ) => void;
  readonly onRemove?: (transaction: Transaction, account: string, record: KeptRecord<Config>) => void;
  /** AWS's own ones, which everybody has and nobody changes; by id. */
  readonly managed?: ReadonlyMap<string, KeptRecord<Config>>;
}

export interface CheckContext {
  readonly view: View;
  readonly account: string;
  readonly limits: Limits;
}

/** Resources of one kind, with the semantics that CloudFront's smaller resources share. */
export class KeptResources<Config extends object> {
  readonly #context: WorldContext;
  readonly #kind: ResourceKind<Config>;

  constructor(context: WorldContext, kind: ResourceKind<Config>) {
    this.#context = context;
    this.#kind = kind;
  }

  /** @throws `InvalidArgument`, `InconsistentQuantities`, and what the kind calls a taken name and too many */
  create(input: Config): KeptRecord<Config> {
    const { identifiers, limits, clock, account } = this.#context;
    const kind = this.#kind;
    return this.#change(`Create${kind.singular}`, kind.nameOf(input), (transaction) => {
      const config = this.#checked(transaction, input);
      const holder = this.#holder(transaction, kind.nameOf(config));
      if (holder !== undefined && kind.repeats?.(holder.config, config) === true) return holder;
      if (holder !== undefined) throw cloudFrontError(...kind.taken);
      if (tally(transaction, `${account.id}/${kind.tally}`) >= kind.quota(limits)) {
        throw cloudFrontError(...kind.tooMany);
      }
      const now = clock.now();
      const id = kind.newId(identifiers, transaction);
      const record = { id, etag: identifiers.entity(transaction), config, created: now, modified: now };
      this.#put(transaction, record, undefined);
      addToTally(transaction, `${account.id}/${kind.tally}`, 1);
      return record;
    });
  }

  /** @param operation what the call is noted as, when it is not `Get…` */
  get(id: string, operation: string = `Get${this.#kind.singular}`): KeptRecord<Config> {
    return this.#look(operation, id, (view) => this.#find(view, id));
  }

  update(id: string, ifMatch: string | undefined, input: Config): KeptRecord<Config> {
    const { identifiers, clock, account } = this.#context;
    const kind = this.#kind;
    return this.#change(`Update${kind.singular}`, id, (transaction) => {
      const before = this.#find(transaction, id);
      this.#checkOwn(id, 'IllegalUpdate', 'You cannot update a managed policy.');
      checkVersion(ifMatch, before.etag);
      const config = this.#checked(transaction, input);
      kind.checkChange?.(before.config, config);
      const holder = this.#holder(transaction, kind.nameOf(config));
      if (holder !== undefined && holder.id !== id) throw cloudFrontError(...kind.taken);
      transaction.remove(kind.names, nameKey(account.id, kind.nameOf(before.config)));
      const record = { ...before, etag: identifiers.entity(transaction), config, modified: clock.now() };
      this.#put(transaction, record, before.config);
      return record;
    });
  }

  delete(id: string, ifMatch: string | undefined): void {
    const { account } = this.#context;
    const kind = this.#kind;
    this.#change(`Delete${kind.singular}`, id, (transaction) => {
      const record = this.#find(transaction, id);
      this.#checkOwn(id, 'IllegalDelete', 'You cannot delete a managed policy.');
      checkVersion(ifMatch, record.etag);
      if (kind.isUsed(transaction, account.id, record)) throw cloudFrontError(...kind.inUse);
      transaction.remove(kind.records, `${account.id}/${id}`);
      transaction.remove(kind.names, nameKey(account.id, kind.nameOf(record.config)));
      addToTally(transaction, `${account.id}/${kind.tally}`, -1);
      kind.onRemove?.(transaction, account.id, record);
    });
  }

  /** In the order of the ids, AWS's own among the others. */
  list(request: PageRequest = {}, type?: 'managed' | 'custom'): Page<KeptRecord<Config>> {
    const home = `${this.#context.account.id}/`;
    return this.#look(`List${this.#kind.plural}`, '', (view) => {
      const length = pageLength(request, this.#context.limits.pageSize);
      const { Marker: after = '' } = request;
      const own =
        type === 'managed'
          ? []
          : view.scan(this.#kind.records, { prefix: home, after: home + after, limit: length + 1 });
      const managed = type === 'custom' ? [] : [...(this.#kind.managed?.values() ?? [])];
      const found = [...own.map((entry) => entry.value), ...managed.filter((record) => record.id > after)];
      found.sort((left, right) => (left.id < right.id ? -1 : 1));
      return pageOf(found, length, request, (record) => record.id);
    });
  }

  isManaged(id: string): boolean {
    return this.#kind.managed?.has(id) ?? false;
  }

  #checkOwn(id: string, code: string, message: string): void {
    if (this.isManaged(id)) throw cloudFrontError(code, message);
  }

  #checked(view: View, input: Config): Config {
    checkQuantities(input);
    return this.#kind.filled(input, { view, account: this.#context.account.id, limits: this.#context.limits });
  }

  #holder(view: View, name: string): KeptRecord<Config> | undefined {
    const holder = view.get(this.#kind.names, nameKey(this.#context.account.id, name));
    return holder === undefined ? undefined : this.#find(view, holder.id);
  }

  #put(transaction: Transaction, record: KeptRecord<Config>, before: Config | undefined): void {
    const { id: account } = this.#context.account;
    this.#kind.onPut?.(transaction, account, record, before);
    transaction.put(this.#kind.records, `${account}/${record.id}`, record);
    transaction.put(this.#kind.names, nameKey(account, this.#kind.nameOf(record.config)), { id: record.id });
  }

  #find(view: View, id: string): KeptRecord<Config> {
    const record = findKept(view, this.#context.account.id, this.#kind, id);
    if (record !== undefined) return record;
    throw cloudFrontError(...this.#kind.missing);
  }

  #look<Answer>(operation: string, resource: string, look: (view: View) => Answer): Answer {
    const { store, operations } = this.#context;
    return operations.run({ service: 'cloudfront', operation, resource }, () => store.read(look));
  }

  #change<Answer>(operation: string, resource: string, change: (transaction: Transaction) => Answer): Answer {
    const { store, operations } = this.#context;
    return operations.run({ service: 'cloudfront', operation, resource }, () => store.transact(change));
  }
}

/** One of AWS's own, or of the account. */
export function findKept<Config>(
  view: View,
  account: string,
  kind: Pick<ResourceKind<Config>, 'records' | 'managed'>,
  id: string,
): KeptRecord<Config> | undefined {
  return kind.managed?.get(id) ?? view.get(kind.records, `${account}/${id}`);
}

function nameKey(account: string, name: string): string {
  return `${account}/${keyPart(name)}`;
}
