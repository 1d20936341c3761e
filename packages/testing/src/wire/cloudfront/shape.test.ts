import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocument } from './read-shape.ts';
import type { Shape } from './shape.ts';
import { CACHE_POLICY_CONFIG } from './shapes/cache-policy-shapes.ts';
import { DISTRIBUTION_CONFIG, DISTRIBUTION_CONFIG_WITH_TAGS } from './shapes/distribution-shapes.ts';
import { CREATE_FUNCTION_REQUEST } from './shapes/function-shapes.ts';
import { RESPONSE_HEADERS_POLICY_CONFIG } from './shapes/response-headers-policy-shapes.ts';
import { writeShape } from './write-shape.ts';

/** Anything that has the shape: required members always, others now and then. */
function anyOf(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'text':
      return fc.string({ unit: 'grapheme', maxLength: 12 });
    case 'integer':
      return fc.integer();
    case 'decimal':
      return fc.integer({ min: -4000, max: 4000 }).map((eighths) => eighths / 8);
    case 'flag':
      return fc.boolean();
    case 'time':
      return fc.integer({ min: 0, max: 4_000_000_000_000 });
    case 'binary':
      return fc.uint8Array({ maxLength: 9 }).map((bytes) => Buffer.from(bytes).toString('base64'));
    case 'word':
      return fc.constantFrom(...shape.words);
    case 'list':
      return fc.array(anyOf(shape.of), { maxLength: 2 });
    case 'structure':
      return fc.record(Object.fromEntries(shape.members.map(([name, member]) => [name, anyOf(member)])), {
        requiredKeys: [...shape.required],
        noNullPrototype: true,
      });
  }
}

describe('a shape', () => {
  it.each([
    ['DistributionConfig', DISTRIBUTION_CONFIG],
    ['DistributionConfigWithTags', DISTRIBUTION_CONFIG_WITH_TAGS],
    ['CachePolicyConfig', CACHE_POLICY_CONFIG],
    ['ResponseHeadersPolicyConfig', RESPONSE_HEADERS_POLICY_CONFIG],
    ['CreateFunctionRequest', CREATE_FUNCTION_REQUEST],
  ])('reads what it writes: %s', (root, shape) => {
    fc.assert(
      fc.property(anyOf(shape), (value) => {
        const given = typeof value === 'object' && value !== null ? value : {};
        expect(readDocument(writeShape(root, shape, given), root, shape)).toEqual(given);
      }),
      { numRuns: 40 },
    );
  });

  it('writes members in its order, whatever theirs', () => {
    const written = writeShape('CachePolicyConfig', CACHE_POLICY_CONFIG, { MinTTL: 1, Name: 'a', Comment: 'b' });
    expect(written).toContain('<Comment>b</Comment><Name>a</Name><MinTTL>1</MinTTL>');
  });
});
