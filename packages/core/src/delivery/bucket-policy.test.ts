import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExistingBucketName } from '../naming/bucket-name.ts';
import { parseDistributionId } from '../naming/cf-uri.ts';
import { expectParsed } from '../naming/parsed.ts';
import {
  hasStatement,
  mergeStatement,
  ourStatements,
  type PolicyStatement,
  removeStatement,
  statementFor,
  statementSid,
} from './bucket-policy.ts';

const bucket = expectParsed(parseExistingBucketName('site'), 'BUCKET_NAME_INVALID', 'bucket');

function statement(id = 'E3RPA4Z4ALGTGO', partition = 'aws'): PolicyStatement {
  return statementFor({
    bucket,
    distributionArn: `arn:${partition}:cloudfront::111122223333:distribution/${id}`,
    distributionId: expectParsed(parseDistributionId(id), 'DISTRIBUTION_ID_INVALID', id),
  });
}

const foreign = { Sid: 'Audit', Effect: 'Deny', Principal: '*', Action: ['s3:*'], Resource: 'arn:aws:s3:::site' };
const ours = statement();

function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Id: 'P', Statement: statements });
}

function statementsIn(text: string | undefined): unknown {
  return JSON.parse(text ?? '{}').Statement;
}

describe('statementFor', () => {
  it('lets one distribution read the objects', () => {
    expect(ours).toEqual({
      Sid: 'S3FrontE3RPA4Z4ALGTGO',
      Effect: 'Allow',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::site/*',
      Condition: { StringEquals: { 'AWS:SourceArn': 'arn:aws:cloudfront::111122223333:distribution/E3RPA4Z4ALGTGO' } },
    });
  });

  it("stays in the distribution's partition", () => {
    expect(statement('E3RPA4Z4ALGTGO', 'aws-cn').Resource).toBe('arn:aws-cn:s3:::site/*');
  });

  it('has a Sid of letters and digits', () => {
    expect(ours.Sid).toMatch(/^[A-Za-z0-9]+$/);
    expect(statementSid(expectParsed(parseDistributionId('E12345'), 'X', 'id'))).toBe('S3FrontE12345');
  });
});

describe('mergeStatement', () => {
  it('makes a policy where there is none', () => {
    expect(mergeStatement(undefined, ours)).toEqual({
      policy: JSON.stringify({ Version: '2012-10-17', Statement: [ours] }),
      changed: true,
    });
  });

  it('adds itself at the end and keeps every member where it was', () => {
    const before = `{"Statement": [${JSON.stringify(foreign)}], "Version": "2008-10-17", "Id": "P"}`;
    const { policy: after, changed } = mergeStatement(before, ours);
    expect(changed).toBe(true);
    expect(after).toBe(JSON.stringify({ Statement: [foreign, ours], Version: '2008-10-17', Id: 'P' }));
  });

  it('joins a statement that stands alone', () => {
    const before = JSON.stringify({ Version: '2012-10-17', Statement: foreign });
    expect(statementsIn(mergeStatement(before, ours).policy)).toEqual([foreign, ours]);
  });

  it('replaces one with its Sid in its place, alone or in a list, and further ones of it', () => {
    const stale = { ...ours, Resource: 'arn:aws:s3:::other/*' };
    expect(statementsIn(mergeStatement(policy(stale, foreign, stale), ours).policy)).toEqual([ours, foreign]);
    const alone = JSON.stringify({ Version: '2012-10-17', Statement: stale });
    expect(mergeStatement(alone, ours).policy).toBe(JSON.stringify({ Version: '2012-10-17', Statement: ours }));
  });

  it('gives back the very text where nothing changes, also when AWS wrote it in another order', () => {
    const { Sid, ...rest } = ours;
    const text = `{ "Statement": [ ${JSON.stringify({ ...rest, Action: ['s3:GetObject'], Sid })} ] }`;
    expect(mergeStatement(text, ours)).toEqual({ policy: text, changed: false });
  });

  it('refuses what S3 would not take, and leaves what it need not change', () => {
    const filler = { ...foreign, Sid: 'x'.repeat(20_300) };
    expect(() => mergeStatement(policy(filler), ours)).toThrow(
      expect.objectContaining({ code: 'POLICY_TOO_LARGE', kind: 'conflict' }),
    );
    expect(mergeStatement(policy(filler, ours), ours).changed).toBe(false);
  });
});

describe('removeStatement', () => {
  it.each([
    ['no policy', undefined, undefined, false],
    ['a policy without it', policy(foreign), policy(foreign), false],
    ['it among others', policy(ours, foreign), policy(foreign), true],
    ['it twice', policy(ours, foreign, ours), policy(foreign), true],
    ['it alone', policy(ours), undefined, true],
    ['it as a single object', JSON.stringify({ Statement: ours }), undefined, true],
    [
      'another one as a single object',
      JSON.stringify({ Statement: foreign }),
      JSON.stringify({ Statement: foreign }),
      false,
    ],
  ])('of %s', (_, before, after, changed) => {
    expect(removeStatement(before, ours.Sid)).toEqual({ policy: after, changed });
  });
});

describe('hasStatement', () => {
  it.each([
    ['no policy', undefined, false],
    ['it', policy(foreign, ours), true],
    ['another', policy(foreign), false],
    ['its Sid with something else', policy({ ...ours, Action: 's3:*' }), false],
    ['it and another of its Sid', policy(ours, { ...ours, Action: 's3:*' }), false],
    [
      'it, with more in it',
      policy({ ...ours, Principal: { Service: [ours.Principal.Service, 'x.amazonaws.com'] } }),
      false,
    ],
    ['it, with a list of one', policy({ ...ours, Principal: { Service: [ours.Principal.Service] } }), true],
  ])('in a policy with %s', (_, text, has) => {
    expect(hasStatement(text, ours)).toBe(has);
  });
});

it('finds the statements of ours', () => {
  const other = statement('E2ABCDEFGHIJKL');
  expect(
    ourStatements(policy(foreign, ours, { ...foreign, Sid: 'S3Front' }, { ...foreign, Sid: undefined }, other)),
  ).toEqual([
    { sid: ours.Sid, distributionId: 'E3RPA4Z4ALGTGO' },
    { sid: other.Sid, distributionId: 'E2ABCDEFGHIJKL' },
  ]);
  expect(ourStatements(undefined)).toEqual([]);
});

it.each(['', '{', '[]', 'null', '"x"', '{"Statement":"x"}', '{"Statement":[1]}', '{"Statement":[null]}'])(
  'refuses the policy %j',
  (text) => {
    const unreadable = expect.objectContaining({ code: 'POLICY_UNREADABLE', kind: 'conflict' });
    expect(() => mergeStatement(text, ours)).toThrow(unreadable);
    expect(() => removeStatement(text, ours.Sid)).toThrow(unreadable);
    expect(() => hasStatement(text, ours)).toThrow(unreadable);
    expect(() => ourStatements(text)).toThrow(unreadable);
  },
);

describe('whatever the policy', () => {
  const member = fc.constantFrom('Effect', 'Action', 'Resource', 'Principal', 'NotAction', 'Condition', '__proto__');
  const entry = fc.tuple(member, fc.jsonValue({ maxDepth: 2 }));
  const anyStatement = fc
    .tuple(
      fc.option(fc.constantFrom('Audit', 'x', '', 'S3Frontier', 'S3FrontE2ABC')),
      fc.array(entry, { maxLength: 4 }),
    )
    .map(([sid, entries]) => Object.fromEntries<unknown>(sid === null ? entries : [['Sid', sid], ...entries]));
  const anyPolicy = fc
    .tuple(fc.oneof(anyStatement, fc.array(anyStatement, { maxLength: 4 })), fc.boolean())
    .map(([statements, first]) =>
      JSON.stringify(first ? { Statement: statements, Id: 'x' } : { Version: '2008-10-17', Statement: statements }),
    );
  const listOf = (text: string | undefined): readonly string[] =>
    [statementsIn(text)].flat().map((one) => JSON.stringify(one));

  it('every foreign statement and member is kept, byte for byte', () => {
    fc.assert(
      fc.property(anyPolicy, (before) => {
        const { policy: after, changed } = mergeStatement(before, ours);
        expect(changed).toBe(true);
        expect(listOf(after)).toEqual([...listOf(before), JSON.stringify(ours)]);
        expect(Object.keys(JSON.parse(after))).toEqual(Object.keys(JSON.parse(before)));
        expect(JSON.stringify({ ...JSON.parse(after), Statement: [] })).toBe(
          JSON.stringify({ ...JSON.parse(before), Statement: [] }),
        );
      }),
    );
  });

  it('merging is idempotent and removing undoes it', () => {
    fc.assert(
      fc.property(anyPolicy, (before) => {
        const { policy: after } = mergeStatement(before, ours);
        expect(hasStatement(after, ours)).toBe(true);
        expect(mergeStatement(after, ours)).toEqual({ policy: after, changed: false });
        const removed = removeStatement(after, ours.Sid);
        expect(removed.changed).toBe(true);
        if (listOf(before).length === 0) expect(removed.policy).toBeUndefined();
        else expect(listOf(removed.policy)).toEqual(listOf(before));
      }),
    );
  });
});
