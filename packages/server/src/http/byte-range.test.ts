import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contentRange, readRange } from './byte-range.ts';

it.each([
  ['bytes=0-0', 1, { kind: 'part', bytes: { first: 0, last: 0 } }],
  ['bytes=0-', 0, { kind: 'unsatisfiable' }],
  ['bytes=-5', 0, { kind: 'unsatisfiable' }],
  ['bytes=-', 5, { kind: 'whole' }],
  ['BYTES = 1 - 2', 5, { kind: 'part', bytes: { first: 1, last: 2 } }],
  ['bytes=99999999999999999999-', 5, { kind: 'unsatisfiable' }],
  [undefined, 5, { kind: 'whole' }],
] as const)('%s of %i bytes', (header, size, answer) => {
  expect(readRange(header, size)).toEqual(answer);
});

it('never leads out of what is there', () => {
  const number = fc.option(fc.nat(30), { nil: '' });
  fc.assert(
    fc.property(number, number, fc.nat(20), (from, to, size) => {
      const answer = readRange(`bytes=${from}-${to}`, size);
      if (answer.kind !== 'part') return;
      const { first, last } = answer.bytes;
      expect(first).toBeGreaterThanOrEqual(0);
      expect(last).toBeGreaterThanOrEqual(first);
      expect(last).toBeLessThan(size);
      expect(contentRange(answer.bytes, size)).toBe(`bytes ${first}-${last}/${size}`);
    }),
  );
});
