import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BucketName, parseExistingBucketName } from './bucket-name.ts';
import { expectParsed } from './parsed.ts';
import { globalHost, parseS3Host, partitionOf, pathStyleHost, publicHost, restHost, websiteHost } from './s3-host.ts';

const named = (text: string): BucketName => expectParsed(parseExistingBucketName(text), 'BUCKET_NAME_INVALID', text);
const site = named('site');

it.each([
  ['us-east-1', 'aws'],
  ['eu-west-1', 'aws'],
  ['cn-north-1', 'aws-cn'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['eusc-de-east-1', 'aws-eusc'],
  ['us-iso-east-1', 'aws-iso'],
  ['us-isob-east-1', 'aws-iso-b'],
])('partitionOf %s: %s', (region, partition) => {
  expect(partitionOf(region)).toBe(partition);
});

it.each([
  ['us-east-1', 'site.s3.us-east-1.amazonaws.com', 'site.s3.amazonaws.com'],
  ['eu-west-1', 'site.s3.eu-west-1.amazonaws.com', 'site.s3.eu-west-1.amazonaws.com'],
  ['cn-north-1', 'site.s3.cn-north-1.amazonaws.com.cn', 'site.s3.cn-north-1.amazonaws.com.cn'],
  ['eusc-de-east-1', 'site.s3.eusc-de-east-1.amazonaws.eu', 'site.s3.eusc-de-east-1.amazonaws.eu'],
])('in %s a bucket is at %s, publicly %s', (region, rest, publicly) => {
  expect(restHost({ bucket: site, region })).toBe(rest);
  expect(publicHost({ bucket: site, region })).toBe(publicly);
});

it.each([
  ['us-east-1', 'site.s3-website-us-east-1.amazonaws.com'],
  ['us-gov-west-1', 'site.s3-website-us-gov-west-1.amazonaws.com'],
  ['us-east-2', 'site.s3-website.us-east-2.amazonaws.com'],
  ['eu-central-1', 'site.s3-website.eu-central-1.amazonaws.com'],
  ['cn-northwest-1', 'site.s3-website.cn-northwest-1.amazonaws.com.cn'],
])('websiteHost in %s: %s', (region, host) => {
  expect(websiteHost({ bucket: site, region })).toBe(host);
});

it('gives the path-style and the global host', () => {
  expect(pathStyleHost('eu-west-1')).toBe('s3.eu-west-1.amazonaws.com');
  expect(pathStyleHost('cn-north-1')).toBe('s3.cn-north-1.amazonaws.com.cn');
  expect(globalHost(named('public.example.org'))).toBe('public.example.org.s3.amazonaws.com');
});

describe('parseS3Host', () => {
  it.each([
    ['site.s3.amazonaws.com', 'rest', 'site', undefined],
    ['SITE.S3.amazonaws.com.', 'rest', 'site', undefined],
    ['public.example.org.s3.us-east-1.amazonaws.com', 'rest', 'public.example.org', 'us-east-1'],
    ['site.s3.eu-west-1.amazonaws.com', 'rest', 'site', 'eu-west-1'],
    ['site.s3-eu-west-1.amazonaws.com', 'rest', 'site', 'eu-west-1'],
    ['site.s3.dualstack.eu-west-1.amazonaws.com', 'rest', 'site', 'eu-west-1'],
    ['site.s3-fips.us-east-1.amazonaws.com', 'rest', 'site', 'us-east-1'],
    ['site.s3-fips.dualstack.us-gov-west-1.amazonaws.com', 'rest', 'site', 'us-gov-west-1'],
    ['site.s3-fips-us-gov-west-1.amazonaws.com', 'rest', 'site', 'us-gov-west-1'],
    ['site.s3-external-1.amazonaws.com', 'rest', 'site', 'us-east-1'],
    ['site.s3-accelerate.amazonaws.com', 'rest', 'site', undefined],
    ['site.s3-accelerate.dualstack.amazonaws.com', 'rest', 'site', undefined],
    ['site.s3.cn-north-1.amazonaws.com.cn', 'rest', 'site', 'cn-north-1'],
    ['site.s3.dualstack.cn-north-1.amazonaws.com.cn', 'rest', 'site', 'cn-north-1'],
    ['site.s3-website-eu-west-1.amazonaws.com', 'website', 'site', 'eu-west-1'],
    ['a.example.org.s3-website.eu-central-1.amazonaws.com', 'website', 'a.example.org', 'eu-central-1'],
    ['site.s3-website.cn-north-1.amazonaws.com.cn', 'website', 'site', 'cn-north-1'],
    ['site.s3.s3.eu-west-1.amazonaws.com', 'rest', 'site.s3', 'eu-west-1'],
    ['site.s3.eu-west-1.s3.amazonaws.com', 'rest', 'site.s3.eu-west-1', undefined],
    ['my_site.s3.amazonaws.com', 'rest', 'my_site', undefined],
  ])('reads %s', (host, kind, bucket, region) => {
    expect(parseS3Host(host)).toEqual({ kind, bucket, region });
  });

  it.each([
    '',
    's3.amazonaws.com',
    's3.eu-west-1.amazonaws.com',
    's3-website-eu-west-1.amazonaws.com',
    'example.org',
    'site.s3.example.org',
    'site.s3.amazonaws.com.evil.example',
    'sites3.amazonaws.com',
    'site.s3.eu-west-1.amazonaws.com.cn',
    'site.s3.cn-north-1.amazonaws.com',
    'site.s3-accesspoint.eu-west-1.amazonaws.com',
    'site.s3-object-lambda.eu-west-1.amazonaws.com',
    'ab.s3.amazonaws.com',
    'elb-1.eu-west-1.elb.amazonaws.com',
    'd111111abcdef8.cloudfront.net',
  ])('answers undefined to %j', (host) => {
    expect(parseS3Host(host)).toBeUndefined();
  });

  it('reads back every host that is written for a bucket', () => {
    const label = fc.string({ unit: fc.constantFrom(...'abz09'), minLength: 1, maxLength: 8 });
    const parts = fc.oneof(
      label,
      fc.constantFrom('s3', 's3-website', 'eu-west-1', 'dualstack', 's3-fips', 'amazonaws', 'com'),
    );
    const bucket = fc.array(parts, { minLength: 2, maxLength: 6 }).map((labels) => named(labels.join('.')));
    const region = fc.constantFrom(
      'us-east-1',
      'eu-west-1',
      'eu-central-1',
      'us-gov-west-1',
      'cn-north-1',
      'eusc-de-east-1',
    );
    fc.assert(
      fc.property(bucket, region, (name, where) => {
        expect(parseS3Host(restHost({ bucket: name, region: where }))).toEqual({
          kind: 'rest',
          bucket: name,
          region: where,
        });
        expect(parseS3Host(websiteHost({ bucket: name, region: where }))).toEqual({
          kind: 'website',
          bucket: name,
          region: where,
        });
        expect(parseS3Host(globalHost(name))).toEqual({ kind: 'rest', bucket: name, region: undefined });
      }),
    );
  });
});
