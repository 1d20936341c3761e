import { describe, expect, it } from 'vitest';
import { AwsError } from '../aws-error.ts';
import { checkPolicy } from './bucket-policy.ts';

const statement = (changes: object) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::site/*',
  ...changes,
});
const policy = (...statements: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });

describe('whether a policy is public', () => {
  it.each([
    [true, 'everybody', {}],
    [true, 'everybody, as AWS', { Principal: { AWS: '*' } }],
    [true, 'everybody, in a list', { Principal: { AWS: ['arn:aws:iam::123456789012:root', '*'] } }],
    [true, 'everybody but one', { Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::123456789012:root' } }],
    [true, 'a broad range of addresses', { Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/1' } } }],
    [
      true,
      'a broad range among narrow ones',
      { Condition: { IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '0.0.0.0/0'] } } },
    ],
    [true, 'a condition that proves nothing', { Condition: { StringEquals: { 'aws:Referer': 'site' } } }],
    [
      true,
      'a source with a wildcard',
      { Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudfront::*:distribution/*' } } },
    ],
    [true, 'whatever is not from there', { Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } } }],
    [false, 'nobody', { Effect: 'Deny' }],
    [false, 'one account', { Principal: { AWS: 'arn:aws:iam::123456789012:root' } }],
    [
      false,
      'CloudFront',
      {
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Condition: { StringEquals: { 'AWS:SourceArn': 'arn:aws:cloudfront::123456789012:distribution/E1' } },
      },
    ],
    [false, 'a narrow range of addresses', { Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }],
    [false, 'an organization', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }],
  ])('%s: %s', (expected, _, changes) => {
    expect(checkPolicy(policy(statement(changes)), 'site').public).toBe(expected);
  });

  it('is decided by any of its statements', () => {
    const closed = statement({ Principal: { AWS: 'arn:aws:iam::123456789012:root' } });
    expect(checkPolicy(policy(closed, statement({})), 'site').public).toBe(true);
    expect(checkPolicy(JSON.stringify({ Statement: closed }), 'site').public).toBe(false);
  });
});

describe('a policy', () => {
  it.each([
    ['is JSON', 'policy'],
    ['is an object', '[]'],
    ['has no unknown members', JSON.stringify({ Statement: [statement({})], Extra: 1 })],
    ['has a version that there is', JSON.stringify({ Version: '2020-01-01', Statement: [statement({})] })],
    ['has statements', JSON.stringify({ Version: '2012-10-17' })],
    ['has statements that are objects', JSON.stringify({ Statement: ['a'] })],
    ['has statements with known members', policy(statement({ Extra: 1 }))],
    ['allows or denies', policy(statement({ Effect: 'Maybe' }))],
    ['says to whom', policy(statement({ Principal: undefined }))],
    ['says to whom, in a known way', policy(statement({ Principal: { Human: 'me' } }))],
    ['says what', policy(statement({ Action: undefined }))],
    ['says what, of S3', policy(statement({ Action: 'ec2:RunInstances' }))],
    ['says of which objects', policy(statement({ Resource: [] }))],
    ['says of which objects, of this bucket', policy(statement({ Resource: 'arn:aws:s3:::sites/*' }))],
    ['has conditions in an object', policy(statement({ Condition: 'always' }))],
    ['has different Sids', policy(statement({ Sid: 'A' }), statement({ Sid: 'A' }))],
    ['is not larger than 20 KB', policy(statement({ Sid: 'x'.repeat(21_000) }))],
  ])('%s', (_, text) => {
    expect(() => checkPolicy(text, 'site')).toThrow(AwsError);
    expect(() => checkPolicy(text, 'site')).toThrow(expect.objectContaining({ code: 'MalformedPolicy', status: 400 }));
  });
});
