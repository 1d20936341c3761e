import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BucketName, parseExistingBucketName } from './bucket-name.ts';
import { expectParsed } from './parsed.ts';
import { distributionUrl, encodeKey, pathStyleUrl, virtualHostedUrl, websiteUrl } from './public-url.ts';

const named = (text: string): BucketName => expectParsed(parseExistingBucketName(text), 'BUCKET_NAME_INVALID', text);

describe('encodeKey', () => {
  it.each([
    ['example/logo.png', 'example/logo.png'],
    ['a b', 'a%20b'],
    ['a+b', 'a%2Bb'],
    ['50%', '50%25'],
    ['ü/日本', '%C3%BC/%E6%97%A5%E6%9C%AC'],
    ['what?#', 'what%3F%23'],
    ["-._~!$&'()*,;=:@", "-._~!$&'()*,;=:@"],
    ['<>"{}|\\^`[]', '%3C%3E%22%7B%7D%7C%5C%5E%60%5B%5D'],
    ['a/../b/./c', 'a/%2E%2E/b/%2E/c'],
    ['...', '...'],
    ['/a//b/', '/a//b/'],
    ['line\nbreak', 'line%0Abreak'],
  ])('%j: %s', (key, encoded) => {
    expect(encodeKey(key)).toBe(encoded);
  });

  it('is undone by decoding, and made of what a path may hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (key) => {
        const encoded = encodeKey(key);
        expect(encoded).toMatch(/^(?:[A-Za-z0-9\-._~!$&'()*,;=:@/]|%[0-9A-F]{2})*$/);
        expect(decodeURIComponent(encoded)).toBe(key);
      }),
    );
  });
});

it.each([
  ['site', 'us-east-1', 'https://site.s3.amazonaws.com/a%20b', 'https://s3.us-east-1.amazonaws.com/site/a%20b'],
  [
    'public.example.org',
    'us-east-1',
    'http://public.example.org.s3.amazonaws.com/a%20b',
    'https://s3.us-east-1.amazonaws.com/public.example.org/a%20b',
  ],
  [
    'site',
    'eu-west-1',
    'https://site.s3.eu-west-1.amazonaws.com/a%20b',
    'https://s3.eu-west-1.amazonaws.com/site/a%20b',
  ],
  [
    'site',
    'cn-north-1',
    'https://site.s3.cn-north-1.amazonaws.com.cn/a%20b',
    'https://s3.cn-north-1.amazonaws.com.cn/site/a%20b',
  ],
  ['My_Site', 'us-east-1', undefined, 'https://s3.us-east-1.amazonaws.com/My_Site/a%20b'],
])('%s in %s', (bucket, region, virtualHosted, pathStyle) => {
  const place = { bucket: named(bucket), region, key: 'a b' };
  expect(virtualHostedUrl(place)).toBe(virtualHosted);
  expect(pathStyleUrl(place)).toBe(pathStyle);
});

it.each([
  ['site', 'eu-west-1', 'http://site.s3-website-eu-west-1.amazonaws.com/%C3%BC'],
  ['public.example.org', 'eu-central-1', 'http://public.example.org.s3-website.eu-central-1.amazonaws.com/%C3%BC'],
  ['My_Site', 'us-east-1', undefined],
])('websiteUrl of %s in %s', (bucket, region, url) => {
  expect(websiteUrl({ bucket: named(bucket), region, key: 'ü' })).toBe(url);
});

it('gives the address at a distribution', () => {
  expect(distributionUrl('d111111abcdef8.cloudfront.net', '')).toBe('https://d111111abcdef8.cloudfront.net/');
  expect(distributionUrl('cdn.example.org', 'a b/c')).toBe('https://cdn.example.org/a%20b/c');
});
