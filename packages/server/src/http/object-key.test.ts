import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keyInPath } from './object-key.ts';

it('is what was encoded, whether slashes were or not', () => {
  const key = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }).filter((text) => !/\p{Surrogate}/u.test(text));
  fc.assert(
    fc.property(key, fc.boolean(), (text, whole) => {
      // What a URL takes out of a path is no key that can stand in one.
      fc.pre(!text.split('/').some((part) => part === '.' || part === '..'));
      const encoded = whole ? encodeURIComponent(text) : text.split('/').map(encodeURIComponent).join('/');
      expect(keyInPath(`http://localhost/v1/buckets/objects/objects/${encoded}?x=/objects/`, 'objects')).toBe(text);
    }),
  );
});

it.each(['%', '%zz', '%ff', '%c3%28'])('refuses %s', (encoded) => {
  expect(() => keyInPath(`http://localhost/v1/buckets/b/objects/${encoded}`, 'objects')).toThrow(
    expect.objectContaining({ code: 'KEY_ENCODING_INVALID' }),
  );
});
