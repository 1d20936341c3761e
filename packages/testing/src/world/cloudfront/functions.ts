import { cloudFrontError } from '../aws-error.ts';
import type { WorldContext } from '../context.ts';
import type { Transaction, View } from '../store/store.ts';
import { addToTally, tally } from '../tally.ts';
import {
  checkFunction,
  type FunctionConfig,
  type FunctionRecord,
  type FunctionStage,
  type FunctionSummary,
  type FunctionVersion,
  functionArn,
  functions,
  keyValueStoreUses,
  summarizeFunction,
} from './function.ts';
import { findKeyValueStore } from './key-value-store.ts';
import { type Page, type PageRequest, pageLength, pageOf } from './page.ts';
import { checkTags, forgetTags, putTags, type Tag } from './tags.ts';
import { isUsed } from './uses.ts';
import { checkQuantities } from './validation/quantities.ts';
import { checkVersion } from './version.ts';

export interface VersionedFunction {
  readonly ETag: string;
  readonly FunctionSummary: FunctionSummary;
}

/** Functions at the edge: kept, published and associated, never run. */
export class Functions {
  readonly #context: WorldContext;

  constructor(context: WorldContext) {
    this.#context = context;
  }

  /** @param code Base64 */
  create(name: string, config: FunctionConfig, code: string, tags: readonly Tag[] = []): VersionedFunction {
    const { limits, clock } = this.#context;
    const account = this.#context.account.id;
    return this.#change('CreateFunction', name, (transaction) => {
      checkFunction(name, config, code);
      checkTags(tags);
      if (transaction.get(functions, `${account}/${name}`) !== undefined) {
        throw cloudFrontError(
          'FunctionAlreadyExists',
          'A function with the same name already exists in this AWS account.',
        );
      }
      if (tally(transaction, `${account}/functions`) >= limits.functions) {
        throw cloudFrontError('TooManyFunctions', 'You have reached the maximum number of functions for this account.');
      }
      const record = { name, created: clock.now(), development: this.#version(transaction, config, code) };
      this.#put(transaction, record, undefined);
      addToTally(transaction, `${account}/functions`, 1);
      putTags(transaction, functionArn(account, name), tags);
      return this.#answer(transaction, record, 'DEVELOPMENT');
    });
  }

  describe(name: string, stage: FunctionStage): VersionedFunction {
    return this.#look('DescribeFunction', name, (view) => this.#answer(view, this.#find(view, name), stage));
  }

  get(name: string, stage: FunctionStage): FunctionVersion {
    return this.#look('GetFunction', name, (view) => versionIn(this.#find(view, name), stage));
  }

  update(name: string, ifMatch: string | undefined, config: FunctionConfig, code: string): VersionedFunction {
    return this.#change('UpdateFunction', name, (transaction) => {
      const before = this.#find(transaction, name);
      checkVersion(ifMatch, before.development.etag);
      checkFunction(name, config, code);
      const record = { ...before, development: this.#version(transaction, config, code) };
      this.#put(transaction, record, before);
      return this.#answer(transaction, record, 'DEVELOPMENT');
    });
  }

  /** What is in development becomes live. */
  publish(name: string, ifMatch: string | undefined): VersionedFunction {
    return this.#change('PublishFunction', name, (transaction) => {
      const before = this.#find(transaction, name);
      checkVersion(ifMatch, before.development.etag);
      const live = { ...before.development, modified: this.#context.clock.now() };
      const record = { ...before, live: { ...live, etag: this.#context.identifiers.entity(transaction) } };
      this.#put(transaction, record, before);
      return this.#answer(transaction, record, 'LIVE');
    });
  }

  delete(name: string, ifMatch: string | undefined): void {
    const account = this.#context.account.id;
    this.#change('DeleteFunction', name, (transaction) => {
      const record = this.#find(transaction, name);
      checkVersion(ifMatch, record.development.etag);
      const arn = functionArn(account, name);
      if (isUsed(transaction, account, 'function', arn)) {
        throw cloudFrontError(
          'FunctionInUse',
          "Cannot delete the function because it's attached to one or more cache behaviors.",
        );
      }
      this.#forgetStores(transaction, record);
      transaction.remove(functions, `${account}/${name}`);
      addToTally(transaction, `${account}/functions`, -1);
      forgetTags(transaction, arn);
    });
  }

  /** By name; without a stage those in development, which every function has. */
  list(request: PageRequest = {}, stage: FunctionStage = 'DEVELOPMENT'): Page<FunctionSummary> {
    const account = this.#context.account.id;
    return this.#look('ListFunctions', '', (view) => {
      const length = pageLength(request, this.#context.limits.pageSize);
      const after = `${account}/${request.Marker ?? ''}`;
      // Only published ones are in the list of the live ones, so the scan cannot stop at a page's length.
      const found = view
        .scan(functions, { prefix: `${account}/`, after, ...(stage === 'LIVE' ? {} : { limit: length + 1 }) })
        .flatMap((entry) => summarizeFunction(view, account, entry.value, stage) ?? []);
      return pageOf(found, length, request, (summary) => summary.Name);
    });
  }

  #version(transaction: Transaction, config: FunctionConfig, code: string): FunctionVersion {
    checkQuantities(config);
    for (const { KeyValueStoreARN: arn } of config.KeyValueStoreAssociations?.Items ?? []) {
      if (findKeyValueStore(transaction, this.#context.account.id, arn) === undefined) {
        throw cloudFrontError('InvalidArgument', `The key value store ${arn} does not exist.`);
      }
    }
    const etag = this.#context.identifiers.entity(transaction);
    return { etag, config, code, modified: this.#context.clock.now() };
  }

  #put(transaction: Transaction, record: FunctionRecord, before: FunctionRecord | undefined): void {
    const account = this.#context.account.id;
    if (before !== undefined) this.#forgetStores(transaction, before);
    for (const store of storesOf(record)) {
      transaction.put(keyValueStoreUses, `${account}/${store}/${record.name}`, { name: record.name });
    }
    transaction.put(functions, `${account}/${record.name}`, record);
  }

  #forgetStores(transaction: Transaction, record: FunctionRecord): void {
    for (const store of storesOf(record)) {
      transaction.remove(keyValueStoreUses, `${this.#context.account.id}/${store}/${record.name}`);
    }
  }

  #answer(view: View, record: FunctionRecord, stage: FunctionStage): VersionedFunction {
    const summary = summarizeFunction(view, this.#context.account.id, record, stage);
    if (summary === undefined) throw noSuchFunction();
    return { ETag: versionIn(record, stage).etag, FunctionSummary: summary };
  }

  #find(view: View, name: string): FunctionRecord {
    const record = view.get(functions, `${this.#context.account.id}/${name}`);
    if (record === undefined) throw noSuchFunction();
    return record;
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

function versionIn(record: FunctionRecord, stage: FunctionStage): FunctionVersion {
  const version = stage === 'LIVE' ? record.live : record.development;
  if (version === undefined) throw noSuchFunction();
  return version;
}

/** By the ids in their ARNs; of both stages. */
function storesOf(record: FunctionRecord): readonly string[] {
  return [record.development, record.live].flatMap((version) =>
    (version?.config.KeyValueStoreAssociations?.Items ?? []).map(
      (item) => item.KeyValueStoreARN.split('/').at(-1) ?? '',
    ),
  );
}

function noSuchFunction(): Error {
  return cloudFrontError('NoSuchFunctionExists', 'The specified function does not exist.');
}
