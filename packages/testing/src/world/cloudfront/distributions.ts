import { cloudFrontError } from '../aws-error.ts';
import type { WorldContext } from '../context.ts';
import type { Transaction, View } from '../store/store.ts';
import { addToTally, tally } from '../tally.ts';
import { activeTrust } from './active-trust.ts';
import { filledConfig } from './defaults.ts';
import {
  callerReferences,
  type Distribution,
  type DistributionRecord,
  type DistributionSummary,
  describe,
  distributionArn,
  distributions,
  statusOf,
  summarize,
} from './distribution.ts';
import type { DistributionConfig, DistributionConfigInput } from './distribution-config.ts';
import { invalidationsInProgress } from './invalidation.ts';
import { KEY_GROUPS } from './key-group.ts';
import { type Page, type PageRequest, pageLength, pageOf } from './page.ts';
import { CACHE_POLICIES } from './policies/cache-policy.ts';
import { ORIGIN_REQUEST_POLICIES } from './policies/origin-request-policy.ts';
import { RESPONSE_HEADERS_POLICIES } from './policies/response-headers-policy.ts';
import { checkReferences, checkThere, forgetReferences, noteReferences } from './references.ts';
import { checkTags, forgetTags, putTags, type Tag } from './tags.ts';
import { type UsedKind, usersOf } from './uses.ts';
import { checkConfig } from './validation/config.ts';
import { checkVersion } from './version.ts';

export interface VersionedDistribution {
  readonly ETag: string;
  readonly Distribution: Distribution;
}

export interface VersionedConfig {
  readonly ETag: string;
  readonly DistributionConfig: DistributionConfig;
}

/** Distributions with the semantics of CloudFront's API. */
export class Distributions {
  readonly #context: WorldContext;

  constructor(context: WorldContext) {
    this.#context = context;
  }

  /** A caller reference that was used already is refused, whatever the configuration. */
  create(input: DistributionConfigInput, tags?: readonly Tag[]): VersionedDistribution {
    const { limits, identifiers } = this.#context;
    const account = this.#context.account.id;
    const operation = tags === undefined ? 'CreateDistribution' : 'CreateDistributionWithTags';
    return this.#change(operation, input.CallerReference ?? '', undefined, (transaction) => {
      checkConfig(input, 'create', limits);
      checkTags(tags ?? []);
      const reference = `${account}/${input.CallerReference ?? ''}`;
      const earlier = transaction.get(callerReferences, reference);
      if (earlier !== undefined) {
        throw cloudFrontError(
          'DistributionAlreadyExists',
          `The caller reference that you are using to create a distribution is associated with another distribution. Already exists: ${earlier.id}`,
        );
      }
      if (tally(transaction, `${account}/distributions`) >= limits.distributions) {
        throw cloudFrontError(
          'TooManyDistributions',
          'Processing your request would cause you to exceed the maximum number of distributions allowed.',
        );
      }
      checkReferences(transaction, input, { account, id: undefined }, limits, this.#now());
      const record: DistributionRecord = {
        id: identifiers.entity(transaction),
        account,
        domainName: `${identifiers.domainLabel(transaction)}.cloudfront.net`,
        ...this.#version(transaction),
        config: filledConfig(input),
      };
      this.#put(transaction, record);
      addToTally(transaction, `${account}/distributions`, 1);
      transaction.put(callerReferences, reference, { id: record.id });
      noteReferences(transaction, record, undefined);
      putTags(transaction, distributionArn(account, record.id), tags ?? []);
      return this.#answer(transaction, record);
    });
  }

  get(id: string): VersionedDistribution {
    return this.#look('GetDistribution', id, (view) => this.#answer(view, this.#find(view, id)));
  }

  getConfig(id: string): VersionedConfig {
    return this.#look('GetDistributionConfig', id, (view) => {
      const record = this.#find(view, id);
      return { ETag: record.etag, DistributionConfig: record.config };
    });
  }

  /** Replaces the whole configuration; what the request leaves out is not kept. */
  update(id: string, ifMatch: string | undefined, input: DistributionConfigInput): VersionedDistribution {
    const { limits } = this.#context;
    const account = this.#context.account.id;
    return this.#change('UpdateDistribution', id, id, (transaction) => {
      const before = this.#find(transaction, id);
      checkVersion(ifMatch, before.etag);
      checkConfig(input, 'update', limits);
      if (input.CallerReference !== before.config.CallerReference) {
        throw cloudFrontError(
          'IllegalUpdate',
          'The update contains modifications that are not allowed: CallerReference',
        );
      }
      checkReferences(transaction, input, { account, id }, limits, this.#now());
      const record = { ...before, ...this.#version(transaction), config: filledConfig(input) };
      this.#put(transaction, record);
      noteReferences(transaction, record, before.config);
      return this.#answer(transaction, record);
    });
  }

  /** Only what is disabled and deployed. */
  delete(id: string, ifMatch: string | undefined): void {
    const account = this.#context.account.id;
    this.#change('DeleteDistribution', id, id, (transaction) => {
      const record = this.#find(transaction, id);
      checkVersion(ifMatch, record.etag);
      if (record.config.Enabled || statusOf(record, this.#now()) === 'InProgress') {
        throw cloudFrontError(
          'DistributionNotDisabled',
          'The distribution you are trying to delete has not been disabled.',
        );
      }
      transaction.remove(distributions, `${account}/${id}`);
      addToTally(transaction, `${account}/distributions`, -1);
      transaction.remove(callerReferences, `${account}/${record.config.CallerReference}`);
      forgetReferences(transaction, record);
      forgetTags(transaction, distributionArn(account, id));
    });
  }

  /** In the order of the ids. */
  list(request: PageRequest = {}): Page<DistributionSummary> {
    const home = `${this.#context.account.id}/`;
    return this.#look('ListDistributions', '', (view) => {
      const length = pageLength(request, this.#context.limits.pageSize);
      const found = view.scan(distributions, {
        prefix: home,
        ...(request.Marker === undefined ? {} : { after: home + request.Marker }),
        limit: length + 1,
      });
      const now = this.#now();
      const items = found.map((entry) => summarize(entry.value, now));
      return pageOf(items, length, request, (item) => item.Id);
    });
  }

  /** Those that name a resource, by id. What the resource is called in a list-by call is its kind's own matter. */
  listBy(operation: string, kind: UsedKind, resource: string, request: PageRequest = {}): Page<DistributionSummary> {
    const account = this.#context.account.id;
    return this.#look(operation, resource, (view) => {
      const length = pageLength(request, this.#context.limits.pageSize);
      checkNamed(view, account, kind, resource);
      const ids = usersOf(view, account, kind, resource, { after: request.Marker, limit: length + 1 });
      const now = this.#now();
      const items = ids.map((id) => summarize(this.#find(view, id), now));
      return pageOf(items, length, request, (item) => item.Id);
    });
  }

  /** The web ACL alone is changed, or with `''` taken away. */
  setWebAcl(id: string, ifMatch: string | undefined, arn: string): VersionedDistribution {
    const operation = arn === '' ? 'DisassociateDistributionWebACL' : 'AssociateDistributionWebACL';
    return this.#change(operation, id, id, (transaction) => {
      const before = this.#find(transaction, id, 'EntityNotFound');
      checkVersion(ifMatch, before.etag);
      if (arn !== '' && !WEB_ACL.test(arn)) {
        throw cloudFrontError('InvalidArgument', 'The parameter WebACLArn is not valid.');
      }
      const record = { ...before, ...this.#version(transaction), config: { ...before.config, WebACLId: arn } };
      this.#put(transaction, record);
      noteReferences(transaction, record, before.config);
      return this.#answer(transaction, record);
    });
  }

  #now(): number {
    return this.#context.clock.now();
  }

  /** What every change gives a distribution anew. */
  #version(transaction: Transaction): Pick<DistributionRecord, 'etag' | 'lastModified' | 'deployedAt'> {
    const now = this.#now();
    return {
      etag: this.#context.identifiers.entity(transaction),
      lastModified: now,
      deployedAt: now + this.#context.propagation,
    };
  }

  #answer(view: View, record: DistributionRecord): VersionedDistribution {
    const now = this.#now();
    const open = invalidationsInProgress(view, record.account, record.id, now);
    return { ETag: record.etag, Distribution: describe(record, now, open, activeTrust(view, record)) };
  }

  #find(view: View, id: string, code?: 'EntityNotFound'): DistributionRecord {
    return findDistribution(view, this.#context.account.id, id, code);
  }

  #put(transaction: Transaction, record: DistributionRecord): void {
    transaction.put(distributions, `${record.account}/${record.id}`, record);
  }

  #look<Answer>(operation: string, resource: string, look: (view: View) => Answer): Answer {
    const { store, operations } = this.#context;
    return operations.run({ service: 'cloudfront', operation, resource }, () => store.read(look));
  }

  /** @param contended the distribution that somebody else changes first, when a fault says so */
  #change<Answer>(
    operation: string,
    resource: string,
    contended: string | undefined,
    change: (transaction: Transaction) => Answer,
  ): Answer {
    const { store, operations } = this.#context;
    const loseRace = contended === undefined ? undefined : () => this.#saveAgain(contended);
    return operations.run({ service: 'cloudfront', operation, resource }, () => store.transact(change), loseRace);
  }

  /** What somebody does who saves the configuration as it is: it is another version then, and on its way again. */
  #saveAgain(id: string): void {
    this.#context.store.transact((transaction) => {
      const record = transaction.get(distributions, `${this.#context.account.id}/${id}`);
      if (record !== undefined) this.#put(transaction, { ...record, ...this.#version(transaction) });
    });
  }
}

/** @throws `NoSuchCachePolicy` and its like; a web ACL and a connection mode are nothing of CloudFront's own */
function checkNamed(view: View, account: string, kind: UsedKind, resource: string): void {
  if (kind === 'cache policy') checkThere(view, account, CACHE_POLICIES, resource);
  if (kind === 'origin request policy') checkThere(view, account, ORIGIN_REQUEST_POLICIES, resource);
  if (kind === 'response headers policy') checkThere(view, account, RESPONSE_HEADERS_POLICIES, resource);
  if (kind === 'key group') checkThere(view, account, KEY_GROUPS, resource);
}

/** A web ACL for CloudFront is global, and lives in us-east-1. Source: CloudFront API Reference, AssociateDistributionWebACL. */
const WEB_ACL = /^arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\/[\w-]+\/[0-9a-f-]+$/;

/**
 * @param code newer operations answer with a code for entities of all kinds
 * @throws `NoSuchDistribution`, or that code
 */
export function findDistribution(
  view: View,
  account: string,
  id: string,
  code: 'NoSuchDistribution' | 'EntityNotFound' = 'NoSuchDistribution',
): DistributionRecord {
  const record = view.get(distributions, `${account}/${id}`);
  if (record !== undefined) return record;
  throw cloudFrontError(code, 'The specified distribution does not exist.');
}
