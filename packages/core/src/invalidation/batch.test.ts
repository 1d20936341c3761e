import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coalesce, covers, DEFAULT_BATCH_LIMITS, planBatches } from './batch.ts';
import { isWildcardPath } from './path.ts';

const path = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), maxLength: 6 }).map((text) => `/${text}`);
const paths = fc.array(path, { maxLength: 40 });
const limits = fc.record({ maxPaths: fc.integer({ min: 1, max: 6 }), maxWildcards: fc.integer({ min: 1, max: 6 }) });

it.each([
  ['/a*', '/abc', true],
  ['/a*', '/a', true],
  ['/a*', '/ab*', true],
  ['/a*', '/b', false],
  ['/ab*', '/a*', false],
  ['/a', '/a', true],
  ['/a', '/ab', false],
  ['/a*b', '/axb', false],
])('%s covers %s: %s', (pattern, candidate, covered) => {
  expect(covers(pattern, candidate)).toBe(covered);
});

describe('coalesce', () => {
  it.each([
    [
      ['/b', '/a', '/b'],
      ['/b', '/a'],
    ],
    [
      ['/img/1', '/img/*', '/css', '/img/big/*', '/img'],
      ['/img/*', '/css', '/img'],
    ],
    [['/a', '/*', '/b*'], ['/*']],
    [['/a*b', '/a*'], ['/a*']],
    [
      ['/a-*', '/a*', '/ab*', '/b'],
      ['/a*', '/b'],
    ],
    [[], []],
  ])('%j: %j', (given, kept) => {
    expect(coalesce(given)).toEqual(kept);
  });

  it('covers every path, keeps none that another one covers, and keeps the order', () => {
    fc.assert(
      fc.property(paths, (given) => {
        const kept = coalesce(given);
        for (const one of given) expect(kept.some((pattern) => covers(pattern, one))).toBe(true);
        kept.forEach((one, index) => {
          expect(kept.some((pattern, other) => other !== index && covers(pattern, one))).toBe(false);
        });
        expect([...new Set(given)].filter((one) => kept.includes(one))).toEqual(kept);
      }),
    );
  });
});

describe('planBatches', () => {
  it('makes none of nothing', () => {
    expect(planBatches([])).toEqual([]);
  });

  it('fills the places that wildcards leave', () => {
    expect(planBatches(['/w1/*', '/a', '/w2/*', '/b', '/w3/*', '/c'], { maxPaths: 3, maxWildcards: 2 })).toEqual([
      ['/w1/*', '/a', '/w2/*'],
      ['/b', '/w3/*', '/c'],
    ]);
  });

  it('keeps to the default limits', () => {
    const many = Array.from({ length: 6001 }, (_, index) => `/f${index}`);
    expect(planBatches(many).map((batch) => batch.length)).toEqual([3000, 3000, 1]);
    const wildcards = Array.from({ length: 31 }, (_, index) => `/w${index}/*`);
    expect(planBatches(wildcards).map((batch) => batch.length)).toEqual([15, 15, 1]);
    expect(DEFAULT_BATCH_LIMITS).toEqual({ maxPaths: 3000, maxWildcards: 15 });
  });

  it('holds exactly what must be covered, within the limits, in as few batches as they allow', () => {
    fc.assert(
      fc.property(paths, limits, (given, { maxPaths, maxWildcards }) => {
        const batches = planBatches(given, { maxPaths, maxWildcards });
        const kept = coalesce(given);
        expect([...batches.flat()].sort()).toEqual([...kept].sort());
        for (const batch of batches) {
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(maxPaths);
          expect(batch.filter(isWildcardPath).length).toBeLessThanOrEqual(maxWildcards);
          expect(kept.filter((one) => batch.includes(one))).toEqual(batch);
        }
        const wildcards = kept.filter(isWildcardPath).length;
        expect(batches.length).toBe(
          Math.max(Math.ceil(kept.length / maxPaths), Math.ceil(wildcards / Math.min(maxWildcards, maxPaths))),
        );
      }),
    );
  });

  it.each([
    { maxPaths: 0, maxWildcards: 1 },
    { maxPaths: 1, maxWildcards: 0 },
    { maxPaths: 1.5, maxWildcards: 1 },
    { maxPaths: Number.NaN, maxWildcards: 1 },
  ])('refuses %j', (wrong) => {
    expect(() => planBatches(['/a'], wrong)).toThrow(
      expect.objectContaining({ code: 'INVALIDATION_LIMITS_INVALID', kind: 'usage' }),
    );
  });
});
