import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isAccountRegional,
  isDotted,
  isLegacyBucketName,
  parseBucketName,
  parseExistingBucketName,
} from './bucket-name.ts';
import { expectParsed, type Parsed } from './parsed.ts';

function codes(parsed: Parsed<unknown>): readonly string[] {
  return parsed.ok ? [] : parsed.problems.map((problem) => problem.code);
}

const existing = (text: string) => expectParsed(parseExistingBucketName(text), 'BUCKET_NAME_INVALID', text);

describe('parseBucketName', () => {
  it.each([
    'abc',
    'example.com',
    'public.example.org',
    '1-2',
    'a'.repeat(63),
    'my-site-111122223333-us-west-2-an',
    'a.-b',
  ])('accepts %s', (name) => {
    expect(parseBucketName(name)).toEqual({ ok: true, value: name });
  });

  it.each<[string, readonly string[]]>([
    ['', ['BUCKET_NAME_TOO_SHORT']],
    ['ab', ['BUCKET_NAME_TOO_SHORT']],
    ['a'.repeat(64), ['BUCKET_NAME_TOO_LONG']],
    ['My_Bucket', ['BUCKET_NAME_CHARACTER']],
    ['büro', ['BUCKET_NAME_CHARACTER']],
    ['a/b', ['BUCKET_NAME_CHARACTER']],
    ['-abc', ['BUCKET_NAME_EDGE']],
    ['abc.', ['BUCKET_NAME_EDGE']],
    ['a..b', ['BUCKET_NAME_ADJACENT_DOTS']],
    ['192.168.5.4', ['BUCKET_NAME_IP_ADDRESS']],
    ['xn--a', ['BUCKET_NAME_RESERVED_PREFIX']],
    ['sthree-configurator', ['BUCKET_NAME_RESERVED_PREFIX']],
    ['amzn-s3-demo-bucket', ['BUCKET_NAME_RESERVED_PREFIX']],
    ['x-s3alias', ['BUCKET_NAME_RESERVED_SUFFIX']],
    ['x--ol-s3', ['BUCKET_NAME_RESERVED_SUFFIX']],
    ['x.mrap', ['BUCKET_NAME_RESERVED_SUFFIX']],
    ['x--x-s3', ['BUCKET_NAME_RESERVED_SUFFIX']],
    ['x--table-s3', ['BUCKET_NAME_RESERVED_SUFFIX']],
    ['foo-an', ['BUCKET_NAME_ACCOUNT_REGIONAL']],
    ['foo-1234-us-west-2-an', ['BUCKET_NAME_ACCOUNT_REGIONAL']],
    ['-A..', ['BUCKET_NAME_CHARACTER', 'BUCKET_NAME_EDGE', 'BUCKET_NAME_EDGE', 'BUCKET_NAME_ADJACENT_DOTS']],
  ])('refuses %j for %j', (name, expected) => {
    expect(codes(parseBucketName(name))).toEqual(expected);
  });

  it('names every wrong character once', () => {
    expect(parseBucketName('My_Bucket_\u001b')).toEqual({
      ok: false,
      problems: [
        {
          code: 'BUCKET_NAME_CHARACTER',
          message:
            "it contains 'M', '_', 'B', '\\u001b', and only lower-case letters, digits, dots and hyphens are allowed",
        },
      ],
    });
  });

  it('accepts nothing that an existing bucket could not be called', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abz09.-_A'), maxLength: 70 }), (text) => {
        if (!parseBucketName(text).ok) return;
        expect(text).toMatch(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/);
        expect(parseExistingBucketName(text)).toEqual({ ok: true, value: text });
      }),
    );
  });
});

describe('parseExistingBucketName', () => {
  it.each(['My_Bucket', 'abc', '-x-', 'a..b', 'xn--a', 'x'.repeat(255)])('accepts %s', (name) => {
    expect(parseExistingBucketName(name)).toEqual({ ok: true, value: name });
  });

  it.each<[string, readonly string[]]>([
    ['..', ['BUCKET_NAME_TOO_SHORT']],
    ['x'.repeat(256), ['BUCKET_NAME_TOO_LONG']],
    ['bü cket', ['BUCKET_NAME_CHARACTER']],
    ['a\nb', ['BUCKET_NAME_CHARACTER']],
  ])('refuses %j', (name, expected) => {
    expect(codes(parseExistingBucketName(name))).toEqual(expected);
  });
});

describe('isLegacyBucketName', () => {
  it.each([
    ['public.example.org', false],
    ['sthree-x', false],
    ['a'.repeat(63), false],
    ['a'.repeat(64), true],
    ['MyBucket', true],
    ['my_bucket', true],
    ['a..b', true],
    ['a-.b', true],
    ['-ab', true],
    ['10.0.0.1', true],
  ])('%s: %s', (name, legacy) => {
    expect(isLegacyBucketName(existing(name))).toBe(legacy);
  });
});

it.each([
  ['example', false],
  ['example.org', true],
])('isDotted %s: %s', (name, dotted) => {
  expect(isDotted(existing(name))).toBe(dotted);
});

it.each([
  ['my-site-111122223333-us-west-2-an', true],
  ['my-site-111122223333-us-gov-west-1-an', true],
  ['my-site', false],
  ['my-site-an', false],
])('isAccountRegional %s: %s', (name, regional) => {
  expect(isAccountRegional(existing(name))).toBe(regional);
});
