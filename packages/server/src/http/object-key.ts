import { expectParsed, parseKey } from '@s3front/core';
import { HttpProblem } from '../problem/http-problem.ts';

/**
 * The key behind the bucket in the path of a request, from the path as it was sent: percent-encoded, slashes encoded
 * or not. A key with `.` or `..` between slashes cannot stand in a path, because every client and server takes these
 * out of it (RFC 3986 section 5.2.4).
 *
 * @param url the request's
 * @param collection what stands between the bucket and the key, such as `objects`
 * @throws `KEY_ENCODING_INVALID` (400), `KEY_INVALID`
 */
export function keyInPath(url: string, collection: string): string {
  const { pathname } = new URL(url);
  const start = pathname.indexOf(`/${collection}/`, pathname.indexOf('/buckets/') + '/buckets/'.length);
  const encoded = pathname.slice(start + collection.length + 2);
  return expectParsed(parseKey(decoded(encoded)), 'KEY_INVALID', 'The key');
}

function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch (cause) {
    throw new HttpProblem({
      status: 400,
      code: 'KEY_ENCODING_INVALID',
      detail: 'The key in the path is not percent-encoded UTF-8.',
      errors: [{ code: 'KEY_ENCODING_INVALID', message: 'is not percent-encoded UTF-8', parameter: 'key' }],
      cause,
    });
  }
}
