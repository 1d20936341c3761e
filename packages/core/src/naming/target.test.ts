import { expect, it } from 'vitest';
import { parseTarget } from './target.ts';

it.each([
  ['s3://bucket/key', { kind: 's3', bucket: 'bucket', key: 'key' }],
  ['S3://bucket', { kind: 's3', bucket: 'bucket', key: '' }],
  ['cf://E3RPA4Z4ALGTGO', { kind: 'cf', distribution: 'E3RPA4Z4ALGTGO', invalidation: undefined }],
])('reads %s', (text, value) => {
  expect(parseTarget(text)).toEqual({ ok: true, value });
});

it.each([
  ['E3RPA4Z4ALGTGO', 'TARGET_SCHEME', "a distribution is written 'cf://E3RPA4Z4ALGTGO'"],
  ['E3RPA4Z4ALGTGO/I1ABC', 'TARGET_SCHEME', "a distribution is written 'cf://E3RPA4Z4ALGTGO/I1ABC'"],
  ['https://example.org', 'TARGET_SCHEME', "it starts with neither 's3://' (a bucket) nor 'cf://' (a distribution)"],
  ['cf://', 'DISTRIBUTION_ID_EMPTY', "the distribution's id is missing"],
  ['s3://', 'S3_URI_NO_BUCKET', 'it names no bucket'],
])('refuses %j', (text, code, message) => {
  expect(parseTarget(text)).toEqual({ ok: false, problems: [{ code, message }] });
});
