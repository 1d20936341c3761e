import { compareKeys } from '../store/key-order.ts';
import type { Entry, Table, View } from '../store/store.ts';
import { groupedPage, type Placed } from './grouped-page.ts';
import { type ObjectRecord, objects } from './object.ts';
import { type DeleteMarker, type HiddenVersion, hiddenVersions, idOfHidden, versionIdOf } from './versions.ts';

export interface ListVersionsRequest {
  readonly Prefix?: string | undefined;
  readonly Delimiter?: string | undefined;
  readonly KeyMarker?: string | undefined;
  readonly VersionIdMarker?: string | undefined;
  /** At most, and by default, 1000. */
  readonly MaxKeys?: number | undefined;
}

export type ListedVersion = { readonly Key: string; readonly VersionId: string; readonly IsLatest: boolean } & (
  | { readonly kind: 'object'; readonly record: ObjectRecord }
  | { readonly kind: 'marker'; readonly marker: DeleteMarker }
);

export interface VersionList {
  readonly Versions: readonly ListedVersion[];
  readonly CommonPrefixes: readonly string[];
  readonly IsTruncated: boolean;
  readonly NextKeyMarker?: string | undefined;
  readonly NextVersionIdMarker?: string | undefined;
}

const MOST_KEYS = 1000;
const READ_AHEAD = 64;

/** A page of every version, by key and then newest first. Source: S3 API Reference, ListObjectVersions. */
export function listVersions(view: View, bucket: string, request: ListVersionsRequest): VersionList {
  const { Prefix: prefix = '', Delimiter: delimiter = '', MaxKeys: wanted = MOST_KEYS } = request;
  const { items, prefixes, next } = groupedPage((start) => versionsFrom(view, bucket, prefix, start), {
    prefix,
    delimiter,
    keyMarker: request.KeyMarker,
    idMarker: request.VersionIdMarker,
    most: Math.min(wanted, MOST_KEYS),
  });
  return {
    Versions: items,
    CommonPrefixes: prefixes,
    IsTruncated: next !== undefined,
    ...(next === undefined ? {} : { NextKeyMarker: next.key }),
    ...(next?.id === undefined ? {} : { NextVersionIdMarker: next.id }),
  };
}

/** Every version from that key on; of one key the newest object first, then what is hidden. */
function* versionsFrom(view: View, bucket: string, prefix: string, start: string): Generator<Placed<ListedVersion>> {
  const home = `${bucket}/`;
  const current = entries(view, objects, home, prefix, start);
  const hidden = entries(view, hiddenVersions, home, prefix, start);
  let object = nextObject(current, home);
  let older = nextOlder(hidden);
  let shown: string | undefined;
  for (;;) {
    if (object !== undefined && (older === undefined || compareKeys(object.key, older.key) <= 0)) {
      yield placed({ ...object, kind: 'object' }, true);
      shown = object.key;
      object = nextObject(current, home);
    } else if (older !== undefined) {
      yield placed(older, shown !== older.key);
      shown = older.key;
      older = nextOlder(hidden);
    } else return;
  }
}

function nextObject(
  found: Iterator<Entry<ObjectRecord>>,
  home: string,
): { readonly key: string; readonly record: ObjectRecord } | undefined {
  const next = found.next();
  return next.done === true ? undefined : { key: next.value.key.slice(home.length), record: next.value.value };
}

function nextOlder(found: Iterator<Entry<HiddenVersion>>): HiddenVersion | undefined {
  const next = found.next();
  return next.done === true ? undefined : next.value.value;
}

function placed(version: HiddenVersion, latest: boolean): Placed<ListedVersion> {
  const { key } = version;
  const id = version.kind === 'object' ? versionIdOf(version.record) : idOfHidden(version);
  const told = { Key: key, VersionId: id, IsLatest: latest };
  return version.kind === 'object'
    ? { key, id, item: { ...told, kind: 'object', record: version.record } }
    : { key, id, item: { ...told, kind: 'marker', marker: version } };
}

function* entries<Value>(
  view: View,
  from: Table<Value>,
  home: string,
  prefix: string,
  start: string,
): Generator<Entry<Value>> {
  let after: string | undefined;
  for (;;) {
    const begin = after === undefined ? { from: home + start } : { after };
    const found = view.scan(from, { prefix: home + prefix, ...begin, limit: READ_AHEAD });
    yield* found;
    after = found.at(-1)?.key;
    if (found.length < READ_AHEAD) return;
  }
}
