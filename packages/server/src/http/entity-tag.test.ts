import { describe, expect, it } from 'vitest';
import { checkIfMatch, matchesStrongly, matchesWeakly, parseTagCondition, requireIfMatch } from './entity-tag.ts';

describe('parseTagCondition', () => {
  it.each([
    ['*', { kind: 'any' }],
    [' * ', { kind: 'any' }],
    ['"a"', { kind: 'tags', tags: [{ value: 'a', weak: false }] }],
    [
      '"a", W/"b","c,d"',
      {
        kind: 'tags',
        tags: [
          { value: 'a', weak: false },
          { value: 'b', weak: true },
          { value: 'c,d', weak: false },
        ],
      },
    ],
    ['""', { kind: 'tags', tags: [{ value: '', weak: false }] }],
    ['', { kind: 'tags', tags: [] }],
  ])('reads %s', (value, condition) => {
    expect(parseTagCondition('If-Match', value)).toEqual(condition);
  });

  it.each(['a', '"a', '"a" "b"', 'w/"a"', '"a"b', '*, "a"'])('refuses %s', (value) => {
    expect(() => parseTagCondition('If-Match', value)).toThrow(
      expect.objectContaining({ status: 400, code: 'CONDITION_MALFORMED' }),
    );
  });
});

describe('comparison', () => {
  it('is strong for If-Match and weak for If-None-Match', () => {
    const weak = parseTagCondition('If-Match', 'W/"a"');
    expect([matchesStrongly(weak, 'a'), matchesWeakly(weak, 'a'), matchesWeakly(weak, 'b')]).toEqual([
      false,
      true,
      false,
    ]);
    const any = parseTagCondition('If-Match', '*');
    expect([matchesStrongly(any, 'a'), matchesWeakly(any, 'a')]).toEqual([true, true]);
  });

  it('ends in 428 without a condition and 412 with another version', () => {
    expect(() => requireIfMatch(undefined)).toThrow(expect.objectContaining({ status: 428 }));
    expect(() => checkIfMatch(requireIfMatch('"a"'), 'b')).toThrow(expect.objectContaining({ status: 412 }));
    checkIfMatch(requireIfMatch('"b", "a"'), 'a');
  });
});
