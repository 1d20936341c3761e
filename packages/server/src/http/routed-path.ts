import { getPath } from 'hono/utils/url';

const OBJECTS_BY_KEY = /^(\/v1\/buckets\/[^/]+\/object)s\/?$/;

/**
 * The path that decides on the route. `/v1/buckets/B/objects?key=K` means the object K, which `/objects/K` cannot say
 * for a key with dot segments; without `key` it stays the list.
 */
export function routedPath(request: Request): string {
  const path = getPath(request);
  const [, object] = OBJECTS_BY_KEY.exec(path) ?? [];
  if (object === undefined) return path;
  const query = request.url.slice(request.url.indexOf('?') + 1);
  return request.url.includes('?') && new URLSearchParams(query).has('key') ? object : path;
}
