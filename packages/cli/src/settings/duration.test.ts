import { describe, expect, it } from 'vitest';
import { formatElapsed, parseDuration } from './duration.ts';

describe('parseDuration', () => {
  it.each([
    ['500ms', 500],
    ['1s', 1_000],
    ['0s', 0],
    ['2m', 120_000],
    ['1.5h', 5_400_000],
    [' 3s ', 3_000],
  ])('%s', (text, milliseconds) => {
    expect(parseDuration(text, '--timeout')).toBe(milliseconds);
  });

  it.each(['', '5', 's', '-1s', '1 s', '1w', '1e3s', '99999999999999999h'])('refuses %j', (text) => {
    expect(() => parseDuration(text, '--timeout')).toThrow(`--timeout is not a time: '${text}'.`);
  });
});

describe('formatElapsed', () => {
  it.each([
    [0, '0:00'],
    [999, '0:00'],
    [61_000, '1:01'],
    [3_599_999, '59:59'],
    [3_723_000, '1:02:03'],
  ])('%d', (milliseconds, text) => {
    expect(formatElapsed(milliseconds)).toBe(text);
  });
});
