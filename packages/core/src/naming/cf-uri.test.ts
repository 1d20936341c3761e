import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCfUri, parseCfUri, parseDistributionId, parseInvalidationId } from './cf-uri.ts';
import type { Parsed } from './parsed.ts';

function codes(parsed: Parsed<unknown>): readonly string[] {
  return parsed.ok ? [] : parsed.problems.map((problem) => problem.code);
}

describe('parseCfUri', () => {
  it.each([
    ['cf://E3RPA4Z4ALGTGO', 'E3RPA4Z4ALGTGO', undefined],
    ['CF://E3RPA4Z4ALGTGO/', 'E3RPA4Z4ALGTGO', undefined],
    ['cf:///E3RPA4Z4ALGTGO', 'E3RPA4Z4ALGTGO', undefined],
    ['cf://E3RPA4Z4ALGTGO/I4ZGG5UKUDVEXPLDM6JTVKDP2P', 'E3RPA4Z4ALGTGO', 'I4ZGG5UKUDVEXPLDM6JTVKDP2P'],
    ['cf://E3RPA4Z4ALGTGO//I1ABC/', 'E3RPA4Z4ALGTGO', 'I1ABC'],
    ['cf://12345', '12345', undefined],
  ])('reads %s', (text, distribution, invalidation) => {
    expect(parseCfUri(text)).toEqual({ ok: true, value: { kind: 'cf', distribution, invalidation } });
  });

  it.each<[string, readonly string[]]>([
    ['E3RPA4Z4ALGTGO', ['CF_URI_SCHEME']],
    ['s3://bucket', ['CF_URI_SCHEME']],
    ['cf://', ['DISTRIBUTION_ID_EMPTY']],
    ['cf://E12', ['DISTRIBUTION_ID_TOO_SHORT']],
    ['cf://e3rpa4z4algtgo', ['DISTRIBUTION_ID_CASE']],
    ['cf://E3RPA4Z4-ALGTGO', ['DISTRIBUTION_ID_CHARACTER']],
    ['cf://E3RPA4Z4ALGTGO\n', ['DISTRIBUTION_ID_CHARACTER']],
    ['cf://E3RPA4Z4ALGTGO/I1ABC/more', ['INVALIDATION_ID_CHARACTER', 'INVALIDATION_ID_CASE']],
    ['cf://e3rpa/i1ab', ['DISTRIBUTION_ID_CASE', 'INVALIDATION_ID_CASE', 'INVALIDATION_ID_TOO_SHORT']],
  ])('refuses %j for %j', (text, expected) => {
    expect(codes(parseCfUri(text))).toEqual(expected);
  });

  it('is the inverse of formatCfUri', () => {
    const id = fc.string({ unit: fc.constantFrom(...'ABCXYZ0189'), minLength: 5, maxLength: 30 });
    fc.assert(
      fc.property(id, fc.option(id, { nil: undefined }), (distribution, invalidation) => {
        const text = invalidation === undefined ? `cf://${distribution}` : `cf://${distribution}/${invalidation}`;
        const parsed = parseCfUri(text);
        if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
        expect(parsed.value).toEqual({ kind: 'cf', distribution, invalidation });
        expect(formatCfUri(parsed.value)).toBe(text);
      }),
    );
  });
});

it('reads bare ids', () => {
  expect(parseDistributionId('E3RPA4Z4ALGTGO')).toEqual({ ok: true, value: 'E3RPA4Z4ALGTGO' });
  expect(parseInvalidationId('I4ZGG5UKUDVEXPLDM6JTVKDP2P')).toEqual({ ok: true, value: 'I4ZGG5UKUDVEXPLDM6JTVKDP2P' });
  expect(codes(parseDistributionId('cf://E3RPA4Z4ALGTGO'))).toContain('DISTRIBUTION_ID_CHARACTER');
});
