import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareBytes } from './byte-order.ts';

it('agrees with a comparison of the encoded bytes', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', 'é', '\uE000', '\uFFFD', '😀', '𐀀') });
  fc.assert(
    fc.property(text, text, (left, right) => {
      expect(Math.sign(compareBytes(left, right))).toBe(
        Buffer.compare(Buffer.from(left, 'utf8'), Buffer.from(right, 'utf8')),
      );
    }),
  );
});

it('puts an emoji behind the private use area, which UTF-16 does not', () => {
  expect(['😀', '\uE000', 'a'].sort(compareBytes)).toEqual(['a', '\uE000', '😀']);
});
