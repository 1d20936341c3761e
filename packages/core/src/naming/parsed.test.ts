import { expect, it } from 'vitest';
import { accepted, expectParsed, refused } from './parsed.ts';

it('hands out the value', () => {
  expect(expectParsed(accepted(7), 'NUMBER_INVALID', 'The number')).toBe(7);
});

it('throws every reason in one sentence', () => {
  const problems = [
    { code: 'NUMBER_ODD', message: 'it is odd' },
    { code: 'NUMBER_SMALL', message: 'it is less than 9' },
  ];
  expect(() => expectParsed(refused(problems), 'NUMBER_INVALID', "The number '7'", 'Take 10.')).toThrow(
    expect.objectContaining({
      code: 'NUMBER_INVALID',
      kind: 'usage',
      message: "The number '7' is not valid: it is odd; it is less than 9.",
      hint: 'Take 10.',
      problems,
    }),
  );
});
