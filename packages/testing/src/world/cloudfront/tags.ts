import { cloudFrontError } from '../aws-error.ts';
import type { WorldContext } from '../context.ts';
import { type Table, type Transaction, table, type View } from '../store/store.ts';
import { distributions } from './distribution.ts';
import { functions } from './function.ts';
import { keyValueStoreIds } from './key-value-store.ts';

export interface Tag {
  readonly Key: string;
  readonly Value?: string;
}

/** By the ARN. */
const tagSets: Table<{ readonly tags: readonly Tag[] }> = table('tags');

const MOST_TAGS = 50;
/** Source: CloudFront API Reference, Tag. */
const KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;
const ARN = /^arn:aws(?:-cn)?:cloudfront::(\d+):([a-z-]+)\/(.+)$/;

/** What a resource is tagged with. */
export class Tags {
  readonly #context: WorldContext;

  constructor(context: WorldContext) {
    this.#context = context;
  }

  /** A tag with the key of another replaces it. */
  add(arn: string, tags: readonly Tag[]): void {
    this.#change('TagResource', arn, (transaction) => {
      checkTags(tags);
      const byKey = new Map([...tagsOf(transaction, arn), ...tags].map((tag) => [tag.Key, tag]));
      const together = [...byKey.values()];
      checkTags(together);
      putTags(transaction, arn, together);
    });
  }

  remove(arn: string, keys: readonly string[]): void {
    this.#change('UntagResource', arn, (transaction) => {
      putTags(
        transaction,
        arn,
        tagsOf(transaction, arn).filter((tag) => !keys.includes(tag.Key)),
      );
    });
  }

  list(arn: string): readonly Tag[] {
    const { store, operations } = this.#context;
    return operations.run({ service: 'cloudfront', operation: 'ListTagsForResource', resource: arn }, () =>
      store.read((view) => {
        this.#checkResource(view, arn);
        return tagsOf(view, arn);
      }),
    );
  }

  #change(operation: string, arn: string, change: (transaction: Transaction) => void): void {
    const { store, operations } = this.#context;
    operations.run({ service: 'cloudfront', operation, resource: arn }, () =>
      store.transact((transaction) => {
        this.#checkResource(transaction, arn);
        change(transaction);
      }),
    );
  }

  /** @throws `InvalidArgument`, `NoSuchResource` */
  #checkResource(view: View, arn: string): void {
    const [, owner, type, id] = ARN.exec(arn) ?? [];
    if (type === undefined) throw cloudFrontError('InvalidArgument', 'The parameter Resource is not a valid ARN.');
    const account = this.#context.account.id;
    if (owner === account && isThere(view, type, `${account}/${id}`)) return;
    throw cloudFrontError('NoSuchResource', `The specified resource does not exist: ${arn}`);
  }
}

/** Source: CloudFront Developer Guide, "Tag a distribution", and the actions that take tags. */
function isThere(view: View, type: string, key: string): boolean {
  switch (type) {
    case 'distribution':
      return view.get(distributions, key) !== undefined;
    case 'function':
      return view.get(functions, key) !== undefined;
    case 'key-value-store':
      return view.get(keyValueStoreIds, key) !== undefined;
    default:
      return false;
  }
}

/** @throws `InvalidTagging` */
export function checkTags(tags: readonly Tag[]): void {
  const keys = new Set(tags.map((tag) => tag.Key));
  const areFine =
    tags.length <= MOST_TAGS &&
    keys.size === tags.length &&
    tags.every((tag) => KEY.test(tag.Key) && VALUE.test(tag.Value ?? '') && !/^aws:/i.test(tag.Key));
  if (!areFine) throw cloudFrontError('InvalidTagging', 'The tagging specified is not valid.');
}

export function putTags(transaction: Transaction, arn: string, tags: readonly Tag[]): void {
  if (tags.length === 0) {
    forgetTags(transaction, arn);
    return;
  }
  transaction.put(tagSets, arn, { tags: tags.map((tag) => ({ Key: tag.Key, Value: tag.Value ?? '' })) });
}

export function forgetTags(transaction: Transaction, arn: string): void {
  transaction.remove(tagSets, arn);
}

function tagsOf(view: View, arn: string): readonly Tag[] {
  return view.get(tagSets, arn)?.tags ?? [];
}
