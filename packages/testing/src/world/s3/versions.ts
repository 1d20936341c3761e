import { s3Error } from '../aws-error.ts';
import { type Table, type Transaction, table, type View } from '../store/store.ts';
import { addToTally, tally } from '../tally.ts';
import type { BodyLedger } from './body-ledger.ts';
import type { BucketRecord } from './bucket.ts';
import { type ObjectRecord, objectKey, objects, segmentsOf } from './object.ts';

/** A version's id where versioning did not give one. */
const NULL_VERSION = 'null';

export interface DeleteMarker {
  readonly kind: 'marker';
  readonly key: string;
  readonly lastModified: number;
  readonly owner?: string | undefined;
  readonly versionId?: string | undefined;
}

export interface OlderObject {
  readonly kind: 'object';
  readonly key: string;
  readonly record: ObjectRecord;
}

/**
 * What is not, or not any more, what a GET without a version finds: older objects, and delete markers. The newest
 * object stands in {@link objects}; where a delete marker is newest, nothing stands there.
 */
export type HiddenVersion = OlderObject | DeleteMarker;
export const hiddenVersions: Table<HiddenVersion> = table('hidden version');

const DIGITS = 15;
const HIGHEST = 10 ** DIGITS - 1;

/** The newest first. */
function hiddenKey(bucket: string, key: string, place: number): string {
  return `${objectKey(bucket, key)}\0${String(HIGHEST - place).padStart(DIGITS, '0')}`;
}

export interface FoundHidden {
  /** Where it is kept. */
  readonly at: string;
  readonly version: HiddenVersion;
}

/** Newest first. */
function hiddenOf(view: View, bucket: string, key: string, limit?: number): readonly FoundHidden[] {
  return view
    .scan(hiddenVersions, { prefix: `${objectKey(bucket, key)}\0`, ...(limit === undefined ? {} : { limit }) })
    .filter(({ value }) => value.key === key)
    .map((entry) => ({ at: entry.key, version: entry.value }));
}

export type FoundVersion =
  | { readonly kind: 'object'; readonly record: ObjectRecord; readonly latest: boolean }
  | { readonly kind: 'marker'; readonly marker: DeleteMarker; readonly latest: boolean }
  | { readonly kind: 'nothing' };

export function versionIdOf(version: { readonly versionId?: string | undefined }): string {
  return version.versionId ?? NULL_VERSION;
}

/** The version of that id or, without one, the newest. */
export function findVersion(view: View, bucket: BucketRecord, key: string, id: string | undefined): FoundVersion {
  const current = view.get(objects, objectKey(bucket.name, key));
  if (current !== undefined && (id === undefined || versionIdOf(current) === id)) {
    return { kind: 'object', record: current, latest: true };
  }
  if (bucket.versioning === undefined) return { kind: 'nothing' };
  const hidden = hiddenOf(view, bucket.name, key, id === undefined ? 1 : undefined);
  const place = id === undefined ? 0 : hidden.findIndex(({ version }) => idOfHidden(version) === id);
  const found = hidden[place]?.version;
  const latest = current === undefined && place === 0;
  if (found === undefined || (id === undefined && current !== undefined)) return { kind: 'nothing' };
  return found.kind === 'marker'
    ? { kind: 'marker', marker: found, latest }
    : { kind: 'object', record: found.record, latest };
}

export function idOfHidden(version: HiddenVersion): string {
  return versionIdOf(version.kind === 'marker' ? version : version.record);
}

/** What changes the versions of a key. */
export class VersionKeeper {
  readonly #bodies: BodyLedger;
  readonly #newId: (transaction: Transaction) => string;

  constructor(bodies: BodyLedger, newId: (transaction: Transaction) => string) {
    this.#bodies = bodies;
    this.#newId = newId;
  }

  /** Makes the record the newest version; answers its id where versioning gives one. */
  put(transaction: Transaction, bucket: BucketRecord, key: string, record: ObjectRecord): string | undefined {
    const versionId = this.#makeRoom(transaction, bucket, key);
    const { versionId: _, ...unversioned } = record;
    transaction.put(objects, objectKey(bucket.name, key), {
      ...unversioned,
      ...(versionId === undefined ? {} : { versionId }),
    });
    return bucket.versioning === undefined ? undefined : (versionId ?? NULL_VERSION);
  }

  /** Deletes as S3 does without a version: for good where nothing is versioned, by a marker elsewhere. */
  hide(
    transaction: Transaction,
    bucket: BucketRecord,
    key: string,
    marker: Pick<DeleteMarker, 'lastModified' | 'owner'>,
  ): string | undefined {
    const versionId = this.#makeRoom(transaction, bucket, key);
    if (bucket.versioning === undefined) return undefined;
    this.#putHidden(transaction, bucket, {
      ...marker,
      kind: 'marker',
      key,
      ...(versionId === undefined ? {} : { versionId }),
    });
    return versionId ?? NULL_VERSION;
  }

  /** Deletes one version for good; the next newest takes the place of the newest. */
  remove(
    transaction: Transaction,
    bucket: BucketRecord,
    key: string,
    id: string,
  ): { readonly marker: boolean } | undefined {
    const place = objectKey(bucket.name, key);
    const current = transaction.get(objects, place);
    if (current !== undefined && versionIdOf(current) === id) {
      this.#drop(transaction, current);
      transaction.remove(objects, place);
      this.#promote(transaction, bucket, key);
      return { marker: false };
    }
    const found = hiddenOf(transaction, bucket.name, key).find(({ version }) => idOfHidden(version) === id);
    if (found === undefined) return undefined;
    transaction.remove(hiddenVersions, found.at);
    if (found.version.kind === 'object') this.#drop(transaction, found.version.record);
    if (current === undefined) this.#promote(transaction, bucket, key);
    return { marker: found.version.kind === 'marker' };
  }

  /** Changes what is known of a version, such as its tags, and not its content. */
  replace(transaction: Transaction, bucket: BucketRecord, key: string, record: ObjectRecord): void {
    const current = transaction.get(objects, objectKey(bucket.name, key));
    if (current !== undefined && current.versionId === record.versionId) {
      transaction.put(objects, objectKey(bucket.name, key), record);
      return;
    }
    const found = hiddenOf(transaction, bucket.name, key).find(
      ({ version }) => version.kind === 'object' && version.record.versionId === record.versionId,
    );
    if (found === undefined) throw s3Error('NoSuchVersion', 'The specified version does not exist.', { Key: key });
    transaction.put(hiddenVersions, found.at, { kind: 'object', key, record });
  }

  /** Takes the newest out of the way; answers the id of what comes, where it gets one. */
  #makeRoom(transaction: Transaction, bucket: BucketRecord, key: string): string | undefined {
    const place = objectKey(bucket.name, key);
    const current = transaction.get(objects, place);
    const keepsNull = bucket.versioning === 'Enabled';
    if (current !== undefined) {
      transaction.remove(objects, place);
      if (bucket.versioning !== undefined && (keepsNull || current.versionId !== undefined)) {
        this.#putHidden(transaction, bucket, { kind: 'object', key, record: current });
      } else this.#drop(transaction, current);
    }
    if (keepsNull) return this.#newId(transaction);
    if (bucket.versioning === 'Suspended') this.#removeHiddenNull(transaction, bucket, key);
    return undefined;
  }

  #removeHiddenNull(transaction: Transaction, bucket: BucketRecord, key: string): void {
    for (const { at, version } of hiddenOf(transaction, bucket.name, key)) {
      if (idOfHidden(version) !== NULL_VERSION) continue;
      transaction.remove(hiddenVersions, at);
      if (version.kind === 'object') this.#drop(transaction, version.record);
    }
  }

  #promote(transaction: Transaction, bucket: BucketRecord, key: string): void {
    const [next] = hiddenOf(transaction, bucket.name, key, 1);
    if (next === undefined || next.version.kind === 'marker') return;
    transaction.remove(hiddenVersions, next.at);
    transaction.put(objects, objectKey(bucket.name, key), next.version.record);
  }

  #putHidden(transaction: Transaction, bucket: BucketRecord, version: HiddenVersion): void {
    const counter = `${bucket.name}/hidden versions` as const;
    addToTally(transaction, counter, 1);
    transaction.put(hiddenVersions, hiddenKey(bucket.name, version.key, tally(transaction, counter)), version);
  }

  #drop(transaction: Transaction, record: ObjectRecord): void {
    for (const { body } of segmentsOf(record)) this.#bodies.drop(transaction, body);
  }
}
