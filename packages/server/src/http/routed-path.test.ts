import { describe, expect, it } from 'vitest';
import { routedPath } from './routed-path.ts';

describe('routedPath', () => {
  it.each([
    ['/v1/buckets/b/objects?key=a%2F..%2Fb', '/v1/buckets/b/object'],
    ['/v1/buckets/b/objects/?prefix=x&key=', '/v1/buckets/b/object'],
    ['/v1/buckets/b/objects?prefix=key', '/v1/buckets/b/objects'],
    ['/v1/buckets/b/objects', '/v1/buckets/b/objects'],
    ['/v1/buckets/b/objects/key?key=a', '/v1/buckets/b/objects/key'],
    ['/v1/buckets/b/object?key=a', '/v1/buckets/b/object'],
    ['/healthz?key=a', '/healthz'],
  ])('%s is %s', (target, path) => {
    expect(routedPath(new Request(`http://localhost${target}`))).toBe(path);
  });
});
