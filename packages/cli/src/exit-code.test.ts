import { S3FrontError } from '@s3front/core';
import { describe, expect, it } from 'vitest';
import { EXIT_CODES, exitCodeOf } from './exit-code.ts';

describe('exitCodeOf', () => {
  it.each(Object.entries(EXIT_CODES))('%s', (kind, { code }) => {
    const known = Object.keys(EXIT_CODES).find((name): name is keyof typeof EXIT_CODES => name === kind) ?? 'internal';
    expect(exitCodeOf(new S3FrontError({ code: 'X', kind: known, message: 'x' }))).toBe(code);
  });

  it('tells a fault of AWS from a service that is busy', () => {
    const unavailable = (status: number) =>
      new S3FrontError({ code: 'X', kind: 'unavailable', message: 'x', aws: { code: 'InternalError', status } });
    expect(exitCodeOf(unavailable(500))).toBe(70);
    expect(exitCodeOf(unavailable(503))).toBe(15);
  });

  it('takes whatever else is thrown for a fault of ours', () => {
    expect(exitCodeOf(new TypeError('x'))).toBe(70);
    expect(exitCodeOf('x')).toBe(70);
  });
});
