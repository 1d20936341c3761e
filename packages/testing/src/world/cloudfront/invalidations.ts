import { cloudFrontError } from '../aws-error.ts';
import type { WorldContext } from '../context.ts';
import type { Transaction, View } from '../store/store.ts';
import { findDistribution } from './distributions.ts';
import {
  checkBatch,
  describeInvalidation,
  type Invalidation,
  type InvalidationBatchInput,
  type InvalidationRecord,
  type InvalidationSummary,
  invalidationOrder,
  invalidationReferences,
  invalidations,
  isWildcard,
  openInvalidations,
  openSince,
  paddedTime,
  summarizeInvalidation,
} from './invalidation.ts';
import { spendQuota } from './invalidation-quota.ts';
import { type Page, type PageRequest, pageLength, pageOf } from './page.ts';

/** Invalidations with the semantics of CloudFront's API. */
export class Invalidations {
  readonly #context: WorldContext;

  constructor(context: WorldContext) {
    this.#context = context;
  }

  /** The same caller reference with the same paths answers the earlier invalidation. */
  create(distribution: string, batch: InvalidationBatchInput): Invalidation {
    const { store, operations, limits, identifiers, clock, propagation } = this.#context;
    const account = this.#context.account.id;
    return operations.run({ service: 'cloudfront', operation: 'CreateInvalidation', resource: distribution }, () =>
      store.transact((transaction) => {
        findDistribution(transaction, account, distribution);
        checkBatch(batch, limits);
        const now = clock.now();
        const { CallerReference: callerReference = '' } = batch;
        const paths = batch.Paths?.Items ?? [];
        const earlier = this.#replayed(transaction, distribution, callerReference, paths);
        if (earlier !== undefined) return describeInvalidation(earlier, now);
        const cost = { paths: paths.length, wildcards: paths.filter(isWildcard).length };
        spendQuota(transaction, { account, distribution }, cost, limits, now);
        const record: InvalidationRecord = {
          id: identifiers.invalidation(transaction),
          distribution,
          created: now,
          completedAt: now + propagation,
          callerReference,
          paths: [...paths],
          number: this.#nextNumber(transaction, distribution),
        };
        this.#put(transaction, record, cost, now);
        return describeInvalidation(record, now);
      }),
    );
  }

  get(distribution: string, id: string): Invalidation {
    return this.#look('GetInvalidation', `${distribution}/${id}`, distribution, (view, home) => {
      const record = view.get(invalidations, home + id);
      if (record === undefined) {
        throw cloudFrontError('NoSuchInvalidation', 'The specified invalidation does not exist.');
      }
      return describeInvalidation(record, this.#context.clock.now());
    });
  }

  /** Newest first. */
  list(distribution: string, request: PageRequest = {}): Page<InvalidationSummary> {
    return this.#look('ListInvalidations', distribution, distribution, (view, home) => {
      const length = pageLength(request, this.#context.limits.pageSize);
      const marked = request.Marker === undefined ? undefined : view.get(invalidations, home + request.Marker);
      if (request.Marker !== undefined && request.Marker !== '' && marked === undefined) {
        throw cloudFrontError('InvalidArgument', 'The parameter Marker is not valid.');
      }
      const found = view.scan(invalidationOrder, {
        prefix: home,
        ...(marked === undefined ? {} : { after: home + backwards(marked.number) }),
        limit: length + 1,
      });
      const now = this.#context.clock.now();
      const items = found.flatMap((entry) => {
        const record = view.get(invalidations, home + entry.value.id);
        return record === undefined ? [] : [summarizeInvalidation(record, now)];
      });
      return pageOf(items, length, request, (item) => item.Id);
    });
  }

  #replayed(
    view: View,
    distribution: string,
    callerReference: string,
    paths: readonly string[],
  ): InvalidationRecord | undefined {
    const home = this.#home(distribution);
    const earlier = view.get(invalidationReferences, home + callerReference);
    const record = earlier === undefined ? undefined : view.get(invalidations, home + earlier.id);
    if (record === undefined) return undefined;
    const same = new Set(record.paths);
    if (record.paths.length === paths.length && paths.every((path) => same.has(path))) return record;
    // Named in the documentation of the field; its status is not modelled.
    throw cloudFrontError(
      'InvalidationBatchAlreadyExists',
      'The caller reference was already used for an invalidation with other paths.',
    );
  }

  #nextNumber(view: View, distribution: string): number {
    const home = this.#home(distribution);
    const newest = view.scan(invalidationOrder, { prefix: home, limit: 1 })[0];
    return newest === undefined ? 1 : (view.get(invalidations, home + newest.value.id)?.number ?? 0) + 1;
  }

  #put(
    transaction: Transaction,
    record: InvalidationRecord,
    cost: { readonly paths: number; readonly wildcards: number },
    now: number,
  ): void {
    const home = this.#home(record.distribution);
    // Each is taken out once, so it costs no call more than it was put in with.
    const open = openSince(this.#context.account.id, record.distribution, now);
    for (const { key } of transaction.scan(openInvalidations, { prefix: home, limit: 100 })) {
      if (key < open.from) transaction.remove(openInvalidations, key);
    }
    transaction.put(invalidations, home + record.id, record);
    transaction.put(invalidationOrder, home + backwards(record.number), { id: record.id });
    transaction.put(invalidationReferences, home + record.callerReference, { id: record.id });
    if (record.completedAt > now) {
      transaction.put(openInvalidations, `${home}${paddedTime(record.completedAt)}/${record.id}`, cost);
    }
  }

  #home(distribution: string): string {
    return `${this.#context.account.id}/${distribution}/`;
  }

  #look<Answer>(
    operation: string,
    resource: string,
    distribution: string,
    look: (view: View, home: string) => Answer,
  ): Answer {
    const { store, operations } = this.#context;
    return operations.run({ service: 'cloudfront', operation, resource }, () =>
      store.read((view) => {
        findDistribution(view, this.#context.account.id, distribution);
        return look(view, this.#home(distribution));
      }),
    );
  }
}

/** A number as text, so that larger ones come first. */
function backwards(number: number): string {
  return String(Number.MAX_SAFE_INTEGER - number).padStart(16, '0');
}
