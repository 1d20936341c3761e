import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterPrefix, compareKeys, lowestKey } from './key-order.ts';

const text = fc.string({ unit: 'binary' });

describe('compareKeys', () => {
  it('is the order of the UTF-8 bytes', () => {
    fc.assert(
      fc.property(text, text, (left, right) => {
        expect(Math.sign(compareKeys(left, right))).toBe(
          Math.sign(Buffer.compare(Buffer.from(left), Buffer.from(right))),
        );
      }),
    );
  });

  it('puts a character beyond U+FFFF after U+FF01, where JavaScript puts it before', () => {
    expect(compareKeys('😀', '\uff01')).toBeGreaterThan(0);
    expect('😀' < '\uff01').toBe(true);
  });
});

describe('afterPrefix', () => {
  it('is after everything with the prefix and not after what follows', () => {
    fc.assert(
      fc.property(text, text, text, (prefix, rest, other) => {
        const next = afterPrefix(prefix);
        if (next === undefined) return;
        expect(compareKeys(prefix + rest, next)).toBeLessThan(0);
        if (compareKeys(other, prefix) > 0 && !other.startsWith(prefix)) {
          expect(compareKeys(other, next)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it.each([
    ['a', 'b'],
    ['a\u{10ffff}', 'b'],
    ['\ud7ff', '\ue000'],
  ])('of %j is %j', (prefix, next) => expect(afterPrefix(prefix)).toBe(next));

  it.each(['', '\u{10ffff}'])('of %j is nothing', (prefix) => expect(afterPrefix(prefix)).toBeUndefined());
});

describe('lowestKey', () => {
  it.each([
    [{}, ''],
    [{ prefix: 'b' }, 'b'],
    [{ prefix: 'b', after: 'a' }, 'b'],
    [{ prefix: 'b', after: 'ba' }, 'ba\0'],
    [{ prefix: 'b', from: 'bc' }, 'bc'],
  ])('of %j is %j', (range, lowest) => expect(lowestKey(range)).toBe(lowest));
});
