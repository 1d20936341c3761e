import { describe, expect, it } from 'vitest';
import type { S3Caller } from './caller.ts';
import { fits } from './policy-condition.ts';
import { decidePolicy } from './policy-decision.ts';

const ACCOUNT: S3Caller = { kind: 'account', account: '123456789012' };
const NOBODY: S3Caller = { kind: 'anonymous' };

function decide(statement: object, caller: S3Caller = NOBODY, values: Record<string, string> = {}): string {
  const policy = JSON.stringify({
    Statement: {
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::site/*',
      ...statement,
    },
  });
  return decidePolicy(policy, {
    caller,
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::site/a/b',
    values: new Map(Object.entries(values)),
  });
}

describe('a policy', () => {
  it.each([
    ['allow', 'everybody', {}, NOBODY],
    ['allow', 'everybody, which is an account too', { Principal: { AWS: '*' } }, ACCOUNT],
    ['allow', 'an account by its number', { Principal: { AWS: ['1', '123456789012'] } }, ACCOUNT],
    ['nothing', 'another account', { Principal: { AWS: '222222222222' } }, ACCOUNT],
    ['nothing', 'an account that nobody is', { Principal: { AWS: '123456789012' } }, NOBODY],
    ['nothing', 'a service', { Principal: { Service: 'cloudfront.amazonaws.com' } }, ACCOUNT],
    ['deny', 'all but one', { Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS: '2' } }, ACCOUNT],
    ['allow', 'an action with a wildcard', { Action: 'S3:get*' }, NOBODY],
    ['nothing', 'another action', { Action: ['s3:PutObject', 's3:GetObjectAcl'] }, NOBODY],
    ['nothing', 'every other action', { Action: undefined, NotAction: 's3:Get*' }, NOBODY],
    ['allow', 'one object', { Resource: 'arn:aws:s3:::site/?/b' }, NOBODY],
    ['nothing', 'other objects', { Resource: 'arn:aws:s3:::site/c/*' }, NOBODY],
    ['nothing', 'all other objects', { Resource: undefined, NotResource: 'arn:aws:s3:::site/*' }, NOBODY],
  ] as const)('%s: %s', (expected, _, statement, caller) => {
    expect(decide(statement, caller)).toBe(expected);
  });

  it.each([
    [true, { StringEquals: { 'S3:Prefix': ['x', 'a'] } }],
    [false, { StringNotEquals: { 's3:prefix': ['x', 'a'] } }],
    [true, { StringNotEquals: { 's3:absent': 'x' } }],
    [false, { StringEquals: { 's3:absent': 'x' } }],
    [true, { StringEqualsIfExists: { 's3:absent': 'x' } }],
    [true, { StringEqualsIgnoreCase: { 's3:prefix': 'A' } }],
    [true, { StringLike: { 's3:prefix': '?' } }],
    [false, { StringNotLike: { 's3:prefix': '*' } }],
    [true, { StringEquals: { 's3:prefix': '$' + '{s3:same}' } }],
    [false, { StringEquals: { 's3:prefix': '$' + '{s3:absent}' } }],
    [true, { NumericLessThanEquals: { 's3:max-keys': '10' } }],
    [false, { NumericGreaterThan: { 's3:max-keys': 10 } }],
    [true, { Bool: { 'aws:SecureTransport': true } }],
    [true, { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] } }],
    [false, { NotIpAddress: { 'aws:SourceIp': '203.0.113.7' } }],
    [false, { IpAddress: { 'aws:SourceIp': 'nonsense/99' } }],
    [true, { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudfront::*:distribution/*' } }],
    [false, { ArnLike: { 'aws:SourceArn': 'arn:aws:*' } }],
    [true, { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }],
    [true, { Null: { 's3:absent': 'true', 's3:prefix': 'false' } }],
    [true, { 'ForAnyValue:StringEquals': { 's3:prefix': 'a' } }],
    [false, { Unheard: { 's3:prefix': 'a' } }],
    [false, { StringEquals: { 's3:prefix': 'a' }, Bool: { 'aws:SecureTransport': 'false' } }],
  ])('has a condition that holds, %s: %j', (expected, Condition) => {
    const values = {
      's3:prefix': 'a',
      's3:same': 'a',
      's3:max-keys': '10',
      'aws:securetransport': 'true',
      'aws:sourceip': '203.0.113.7',
      'aws:sourcearn': 'arn:aws:cloudfront::123456789012:distribution/E1',
      'aws:currenttime': '2026-11-22T00:00:00.000Z',
    };
    expect(decide({ Condition }, NOBODY, values)).toBe(expected ? 'allow' : 'nothing');
  });

  it('is matched without trying everything', () => {
    expect(fits('a'.repeat(5000), `${'a*'.repeat(200)}b`)).toBe(false);
    expect([fits('', '*'), fits('abc', 'a*c'), fits('abc', 'a?'), fits('abc', '*b')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
