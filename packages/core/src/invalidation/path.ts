import { accepted, type Parsed, refused } from '../naming/parsed.ts';

/** What a distribution makes of an object's key. */
export interface ServedKey {
  readonly key: string;
  /** The origin's path, `/site` or empty: what CloudFront puts before every path. */
  readonly originPath: string;
  /** Empty where there is none. */
  readonly defaultRootObject: string;
}

/** CloudFront's limit on a path, in characters after encoding. */
const LONGEST = 4000;

/** Everything but printable ASCII, and what RFC 1738 section 2.2 calls unsafe; `%` and `~` are looked at apart. */
const ENCODED = /[^\u0021-\u007e]|["#<>[\\\]^`{|}]/gu;

/** True for a path that stands for every path that begins with it. */
export function isWildcardPath(path: string): boolean {
  return path.endsWith('*');
}

/**
 * A path as a person writes it, in the one form that CloudFront matches: with a leading slash, and with everything
 * that is not ASCII or is unsafe percent-encoded, and nothing else. What is encoded already stays as it is. A `*`
 * is a wildcard as the last character and itself elsewhere.
 *
 * Problems: `INVALIDATION_PATH_EMPTY`, `INVALIDATION_PATH_URL`, `INVALIDATION_PATH_TAG`, `INVALIDATION_PATH_TILDE`,
 * `INVALIDATION_PATH_TOO_LONG`, `INVALIDATION_PATH_NOT_UNICODE`.
 * Source: CloudFront Developer Guide, "Specify the files to invalidate"; RFC 1738 section 2.2.
 */
export function invalidationPath(text: string): Parsed<string> {
  if (text === '') return refused([{ code: 'INVALIDATION_PATH_EMPTY', message: "it is empty; '/*' is everything" }]);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    return refused([
      { code: 'INVALIDATION_PATH_URL', message: "it is an address; give what follows the host, from '/'" },
    ]);
  }
  if (text.startsWith('#')) {
    return refused([
      {
        code: 'INVALIDATION_PATH_TAG',
        message: "it begins with '#', as a cache tag does, and only paths are taken; a file is written '/#…'",
      },
    ]);
  }
  if (/\p{Surrogate}/u.test(text)) {
    return refused([{ code: 'INVALIDATION_PATH_NOT_UNICODE', message: 'it has half of a surrogate pair' }]);
  }
  const path = withLeadingSlash(encode(text.replace(/%(?![0-9a-f]{2})/gi, '%25')));
  const tilde = path.search(/~|%7e/i);
  if (tilde >= 0) {
    return refused([
      {
        code: 'INVALIDATION_PATH_TILDE',
        message: `CloudFront cannot invalidate a path with '~', however it is written; '${path.slice(0, tilde)}*' covers it`,
      },
    ]);
  }
  if (path.length > LONGEST) {
    return refused([
      {
        code: 'INVALIDATION_PATH_TOO_LONG',
        message: `it has ${path.length} characters once encoded, and ${LONGEST} are allowed`,
      },
    ]);
  }
  return accepted(path);
}

/**
 * The paths under which a distribution serves an object: none for a key outside of the origin's path, `/` too for
 * the default root object.
 *
 * Where a path cannot name the key alone, the answer is the narrowest wildcard that covers it: a key with `~`, which
 * no path may hold, and a key that ends in `*`, which is a wildcard there. A key with `+` has two paths: S3 reads a
 * bare `+` as a space, so viewers ask for `%2B`, and AWS does not say which of the two an invalidation compares.
 * Source: CloudFront Developer Guide, "Specify the files to invalidate".
 */
export function keyToPaths({ key, originPath, defaultRootObject }: ServedKey): readonly string[] {
  const base = originBase(originPath);
  if (key === '' || !key.startsWith(base)) return [];
  const served = key.slice(base.length);
  const paths = literalPaths(served);
  return served !== '' && served === defaultRootObject ? [...paths, '/'] : paths;
}

/**
 * The paths that a person means by an argument of `cfinval`: everything for a bucket, everything below for a key
 * that ends in `/`, everything that begins so for a `*` at the end, and else what keyToPaths answers.
 */
export function argumentToPaths({ key, originPath, defaultRootObject }: ServedKey): readonly string[] {
  const prefix = key === '' || key.endsWith('/') ? key : key.endsWith('*') ? key.slice(0, -1) : undefined;
  if (prefix === undefined) return keyToPaths({ key, originPath, defaultRootObject });
  const base = originBase(originPath);
  if (base.startsWith(prefix)) return ['/*'];
  if (!prefix.startsWith(base)) return [];
  return [wildcard(prefix.slice(base.length))];
}

/** `/site/` and `/site` are both the prefix `site/` of keys. */
function originBase(originPath: string): string {
  const path = originPath.replace(/^\/+|\/+$/g, '');
  return path === '' ? '' : `${path}/`;
}

function literalPaths(served: string): readonly string[] {
  if (served.includes('~')) return [wildcard(served)];
  const path = `/${encodeLiteral(served)}`;
  return path.includes('+') ? [path, path.replaceAll('+', '%2B')] : [path];
}

/** Everything that begins with this part of a key, or with what precedes its first `~`. */
function wildcard(prefix: string): string {
  return `/${encodeLiteral(prefix.split('~', 1)[0] ?? '')}*`;
}

function encodeLiteral(key: string): string {
  return encode(key.replaceAll('%', '%25')).replaceAll('?', '%3F');
}

function encode(text: string): string {
  return text.replace(ENCODED, encodeURIComponent);
}

function withLeadingSlash(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}
