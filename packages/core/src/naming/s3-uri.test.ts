import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatS3Uri, parseKey, parseS3Uri } from './s3-uri.ts';

describe('parseS3Uri', () => {
  it.each([
    ['s3://bucket', 'bucket', ''],
    ['s3://bucket/', 'bucket', ''],
    ['S3://bucket/key', 'bucket', 'key'],
    ['s3:////bucket/key', 'bucket', 'key'],
    ['s3://bucket//key', 'bucket', '/key'],
    ['s3://bucket/dir/', 'bucket', 'dir/'],
    ['s3://bucket/a b?c#d%20', 'bucket', 'a b?c#d%20'],
    ['s3://bucket/line\nbreak', 'bucket', 'line\nbreak'],
    ['s3://My_Legacy.Bucket/x', 'My_Legacy.Bucket', 'x'],
    ['s3://public.example.org/日本/ü', 'public.example.org', '日本/ü'],
    ['s3://123/45', '123', '45'],
  ])('reads %j', (text, bucket, key) => {
    expect(parseS3Uri(text)).toEqual({ ok: true, value: { kind: 's3', bucket, key } });
  });

  it.each<[string, readonly string[]]>([
    ['bucket/key', ['S3_URI_SCHEME']],
    ['cf://E123', ['S3_URI_SCHEME']],
    ['s3:/bucket', ['S3_URI_SCHEME']],
    ['', ['S3_URI_SCHEME']],
    ['s3://', ['S3_URI_NO_BUCKET']],
    ['s3:////', ['S3_URI_NO_BUCKET']],
    ['s3://a', ['BUCKET_NAME_TOO_SHORT']],
    ['s3://bü', ['BUCKET_NAME_TOO_SHORT', 'BUCKET_NAME_CHARACTER']],
    [`s3://bü/${'é'.repeat(513)}`, ['BUCKET_NAME_TOO_SHORT', 'BUCKET_NAME_CHARACTER', 'S3_KEY_TOO_LONG']],
    ['s3://bucket/\ud800', ['S3_KEY_NOT_UNICODE']],
  ])('refuses %j for %j', (text, codes) => {
    const parsed = parseS3Uri(text);
    expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.code)).toEqual(codes);
  });

  it('is the inverse of formatS3Uri', () => {
    const bucket = fc.string({ unit: fc.constantFrom(...'abzAZ09._-'), minLength: 3, maxLength: 63 });
    const key = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(bucket, key, (name, rest) => {
        const parsed = parseS3Uri(`s3://${name}/${rest}`);
        if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
        expect(parsed.value).toEqual({ kind: 's3', bucket: name, key: rest });
        expect(formatS3Uri(parsed.value)).toBe(`s3://${name}/${rest}`);
      }),
    );
  });
});

it('prints a bucket with its slash', () => {
  const parsed = parseS3Uri('S3:///bucket');
  expect(parsed.ok && formatS3Uri(parsed.value)).toBe('s3://bucket/');
});

it.each<[string, readonly string[]]>([
  ['a/b c', []],
  ['é'.repeat(512), []],
  ['', ['S3_KEY_EMPTY']],
  ['é'.repeat(513), ['S3_KEY_TOO_LONG']],
  ['\udc00x', ['S3_KEY_NOT_UNICODE']],
])('parseKey %j: %j', (text, codes) => {
  const parsed = parseKey(text);
  expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.code)).toEqual(codes);
  if (parsed.ok) expect(parsed.value).toBe(text);
});
