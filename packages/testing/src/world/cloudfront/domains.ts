import { certificates } from '../acm/certificate-record.ts';
import { cloudFrontError } from '../aws-error.ts';
import type { WorldContext } from '../context.ts';
import { fullName, recordKey, recordSets } from '../route53/record.ts';
import { zones } from '../route53/zone.ts';
import type { Transaction, View } from '../store/store.ts';
import { aliases, type DistributionRecord, distributions } from './distribution.ts';
import type { DistributionConfig } from './distribution-config.ts';
import { findDistribution } from './distributions.ts';
import { type PageRequest, pageLength } from './page.ts';
import { noteReferences } from './references.ts';
import { checkAliases } from './validation/aliases.ts';
import { checkViewerCertificate } from './validation/viewer-certificate.ts';
import { checkVersion } from './version.ts';

/** An alias that is in the way of another, and who has it. */
export interface ConflictingAlias {
  readonly Alias: string;
  readonly DistributionId: string;
  readonly AccountId: string;
}

export interface ConflictingAliases {
  readonly items: readonly ConflictingAlias[];
  readonly nextMarker: string | undefined;
  readonly maxItems: number;
}

export interface DomainMove {
  readonly Domain: string;
  readonly ResourceId: string;
  readonly ETag: string;
}

/** Aliases that are on one distribution and are wanted on another. */
export class Domains {
  readonly #context: WorldContext;

  constructor(context: WorldContext) {
    this.#context = context;
  }

  /**
   * Within an account the alias moves at once; from another it needs a TXT record and a source that is disabled.
   * Source: CloudFront Developer Guide, "Move an alternate domain name to a different distribution".
   */
  associateAlias(target: string, alias: string): void {
    this.#change('AssociateAlias', `${target}/${alias}`, (transaction) => {
      const record = findDistribution(transaction, this.#context.account.id, target);
      this.#checkWanted(transaction, record, alias);
      this.#move(transaction, record, alias);
    });
  }

  /** As {@link associateAlias}, within the account only, for a version if one is named. */
  updateAssociation(target: string, domain: string, ifMatch: string | undefined): DomainMove {
    return this.#change('UpdateDomainAssociation', `${target}/${domain}`, (transaction) => {
      const record = findDistribution(transaction, this.#context.account.id, target, 'EntityNotFound');
      if (ifMatch !== undefined) checkVersion(ifMatch, record.etag);
      this.#checkWanted(transaction, record, domain);
      const holder = transaction.get(aliases, domain);
      // Source: CloudFront API Reference, UpdateDomainAssociation: across accounts AssociateAlias is the way.
      if (holder === undefined || holder.account !== this.#context.account.id) {
        throw cloudFrontError('IllegalUpdate', 'The domain is not associated with a distribution in this account.');
      }
      const moved = this.#move(transaction, record, domain);
      return { Domain: domain, ResourceId: target, ETag: moved.etag };
    });
  }

  /** @param operation `ListConflictingAliases`, which hides most of the ids, or `ListDomainConflicts` */
  conflicts(
    operation: 'ListConflictingAliases' | 'ListDomainConflicts',
    target: string,
    alias: string,
    request: PageRequest = {},
  ): ConflictingAliases {
    const { store, operations, limits, account } = this.#context;
    return operations.run({ service: 'cloudfront', operation, resource: `${target}/${alias}` }, () =>
      store.read((view) => {
        const code = operation === 'ListDomainConflicts' ? 'EntityNotFound' : 'NoSuchDistribution';
        const record = findDistribution(view, account.id, target, code);
        checkAliases([alias], limits);
        this.#checkCertificate(view, record, [alias], 'InvalidArgument');
        const length = pageLength(request, limits.pageSize);
        const { Marker: marker = '' } = request;
        const found = overlapping(view, alias).filter((conflict) => conflict.Alias > marker);
        const page = found.slice(0, length);
        return {
          items: operation === 'ListDomainConflicts' ? page : page.map(masked),
          nextMarker: found.length > length ? page.at(-1)?.Alias : undefined,
          maxItems: length,
        };
      }),
    );
  }

  #checkWanted(view: View, record: DistributionRecord, alias: string): void {
    const { limits } = this.#context;
    checkAliases([alias], limits);
    const wanted = [...new Set([...(record.config.Aliases.Items ?? []), alias])];
    checkAliases(wanted, limits);
    this.#checkCertificate(view, record, wanted, 'IllegalUpdate');
  }

  /** That a certificate which does not cover the alias is answered with this code is inferred from the modelled errors. */
  #checkCertificate(
    view: View,
    record: DistributionRecord,
    wanted: readonly string[],
    code: 'IllegalUpdate' | 'InvalidArgument',
  ): void {
    try {
      checkViewerCertificate(
        withAliases(record.config, wanted),
        (arn) => view.get(certificates, arn),
        this.#context.clock.now(),
      );
    } catch (error) {
      throw cloudFrontError(code, error instanceof Error ? error.message : 'The certificate is not valid.');
    }
  }

  #move(transaction: Transaction, target: DistributionRecord, alias: string): DistributionRecord {
    const holder = transaction.get(aliases, alias);
    if (holder?.account === target.account && holder.id === target.id) return target;
    if (holder !== undefined) {
      const source = findDistribution(transaction, holder.account, holder.id);
      if (source.account !== target.account) this.#checkForeignMove(transaction, source, target, alias);
      const kept = (source.config.Aliases.Items ?? []).filter((each) => each !== alias);
      this.#put(transaction, source, withAliases(source.config, kept));
    }
    return this.#put(transaction, target, withAliases(target.config, [...(target.config.Aliases.Items ?? []), alias]));
  }

  #checkForeignMove(view: View, source: DistributionRecord, target: DistributionRecord, alias: string): void {
    if (![`_${alias}`, `_.${alias}`].some((name) => hasText(view, name, target.domainName))) {
      throw cloudFrontError('IllegalUpdate', 'Invalid or missing alias DNS TXT records.');
    }
    if (source.config.Enabled) {
      throw cloudFrontError('IllegalUpdate', 'Alias move is not allowed since the source distribution is enabled.');
    }
  }

  #put(transaction: Transaction, before: DistributionRecord, config: DistributionConfig): DistributionRecord {
    const now = this.#context.clock.now();
    const record = {
      ...before,
      etag: this.#context.identifiers.entity(transaction),
      lastModified: now,
      deployedAt: now + this.#context.propagation,
      config,
    };
    transaction.put(distributions, `${record.account}/${record.id}`, record);
    noteReferences(transaction, record, before.config);
    return record;
  }

  #change<Answer>(operation: string, resource: string, change: (transaction: Transaction) => Answer): Answer {
    const { store, operations } = this.#context;
    return operations.run({ service: 'cloudfront', operation, resource }, () => store.transact(change));
  }
}

function withAliases(config: DistributionConfig, items: readonly string[]): DistributionConfig {
  const Aliases = items.length === 0 ? { Quantity: 0 } : { Quantity: items.length, Items: [...items] };
  return { ...config, Aliases };
}

/** Whether some zone of the World has this text at the name. Source: "Move an alternate domain name", on TXT records. */
function hasText(view: View, name: string, text: string): boolean {
  return view
    .scan(zones)
    .flatMap(
      ({ value: zone }) => view.get(recordSets, recordKey(zone.id, fullName(name), 'TXT'))?.ResourceRecords ?? [],
    )
    .some((record) => record.Value.replaceAll('"', '') === text);
}

/** The alias itself, wildcards that cover it, and, of a wildcard, what it covers. In the order of the names. */
function overlapping(view: View, alias: string): readonly ConflictingAlias[] {
  const labels = alias.replace(/^\*\./, '').split('.');
  const wildcards = labels.map((_, index) => `*.${labels.slice(index).join('.')}`);
  const exact = [alias, ...wildcards].flatMap((name) => {
    const holder = view.get(aliases, name);
    return holder === undefined ? [] : [{ key: name, value: holder }];
  });
  // Only for a wildcard has every alias there is to be looked at.
  const covered = alias.startsWith('*.')
    ? view.scan(aliases).filter((entry) => entry.key.endsWith(alias.slice(1)))
    : [];
  const found = new Map([...exact, ...covered].map(({ key, value }) => [key, value]));
  return [...found]
    .map(([name, { id, account }]) => ({ Alias: name, DistributionId: id, AccountId: account }))
    .sort((left, right) => (left.Alias < right.Alias ? -1 : 1));
}

/** Source: CloudFront API Reference, ConflictingAlias: ids of others are partially hidden. How much is from its example. */
function masked({ Alias, DistributionId, AccountId }: ConflictingAlias): ConflictingAlias {
  return { Alias, DistributionId: hidden(DistributionId, 7), AccountId: hidden(AccountId, 6) };
}

function hidden(id: string, shown: number): string {
  return '*'.repeat(Math.max(0, id.length - shown)) + id.slice(-shown);
}
