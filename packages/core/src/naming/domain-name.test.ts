import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWildcard, parseAlias, parseAliases, parseDomainName } from './domain-name.ts';
import { expectParsed, type Parsed } from './parsed.ts';

function codes(parsed: Parsed<unknown>): readonly string[] {
  return parsed.ok ? [] : parsed.problems.map((problem) => problem.code);
}

const alias = (text: string) => expectParsed(parseAlias(text), 'ALIAS_INVALID', text);
const longest = `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(57)}.org`;

describe('parseDomainName', () => {
  it.each([
    ['cdn.example.org', 'cdn.example.org'],
    ['CDN.Example.ORG', 'cdn.example.org'],
    ['cdn.example.org.', 'cdn.example.org'],
    ['xn--mnchen-3ya.example', 'xn--mnchen-3ya.example'],
    ['München.example', 'xn--mnchen-3ya.example'],
    ['1.example.org', '1.example.org'],
    [longest, longest],
  ])('reads %s as %s', (text, name) => {
    expect(parseDomainName(text)).toEqual({ ok: true, value: name });
  });

  it.each<[string, readonly string[]]>([
    ['', ['DOMAIN_NAME_EMPTY']],
    ['.', ['DOMAIN_NAME_EMPTY']],
    ['localhost', ['DOMAIN_NAME_ONE_LABEL']],
    ['192.168.5.4', ['DOMAIN_NAME_IP_ADDRESS']],
    ['::1', ['DOMAIN_NAME_LABEL', 'DOMAIN_NAME_ONE_LABEL']],
    ['a..example.org', ['DOMAIN_NAME_LABEL']],
    ['.example.org', ['DOMAIN_NAME_LABEL']],
    ['-a.example.org', ['DOMAIN_NAME_LABEL']],
    ['a-.example.org', ['DOMAIN_NAME_LABEL']],
    ['under_score.example.org', ['DOMAIN_NAME_LABEL']],
    ['a b.example.org', ['DOMAIN_NAME_LABEL']],
    ['bü cher.example.org', ['DOMAIN_NAME_LABEL']],
    ['bü@cher.example.org', ['DOMAIN_NAME_LABEL']],
    ['ü\n.example.org', ['DOMAIN_NAME_LABEL']],
    [`${'a'.repeat(64)}.example.org`, ['DOMAIN_NAME_LABEL']],
    [`x${longest}`, ['DOMAIN_NAME_LABEL', 'DOMAIN_NAME_TOO_LONG']],
    ['*.example.org', ['DOMAIN_NAME_WILDCARD']],
    ['https://cdn.example.org/', ['DOMAIN_NAME_URL']],
    ['cdn.example.org/x', ['DOMAIN_NAME_URL']],
    ['\ud800.example.org', ['DOMAIN_NAME_LABEL']],
  ])('refuses %j for %j', (text, expected) => {
    expect(codes(parseDomainName(text))).toEqual(expected);
  });

  it('answers with what it reads again as itself', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.domain(),
          fc.string(),
          fc.string({ unit: 'grapheme' }).map((text) => `${text}.org`),
        ),
        (text) => {
          const parsed = parseDomainName(text);
          if (!parsed.ok) return;
          expect(parsed.value).toMatch(/^[a-z0-9.-]{3,253}$/);
          expect(parseDomainName(parsed.value)).toEqual(parsed);
          expect(parseDomainName(`${parsed.value.toUpperCase()}.`)).toEqual(parsed);
        },
      ),
    );
  });

  it('accepts every domain', () => {
    fc.assert(
      fc.property(fc.domain(), (domain) => {
        expect(parseDomainName(domain).ok).toBe(true);
      }),
    );
  });
});

describe('parseAlias', () => {
  it.each([
    ['*.Example.org', '*.example.org'],
    ['*.a.example.org.', '*.a.example.org'],
    ['cdn.example.org', 'cdn.example.org'],
    ['*.münchen.example', '*.xn--mnchen-3ya.example'],
  ])('reads %s as %s', (text, name) => {
    expect(parseAlias(text)).toEqual({ ok: true, value: name });
  });

  it.each<[string, readonly string[]]>([
    ['*x.example.org', ['DOMAIN_NAME_WILDCARD']],
    ['a.*.example.org', ['DOMAIN_NAME_WILDCARD']],
    ['*.*.example.org', ['DOMAIN_NAME_WILDCARD']],
    ['*', ['DOMAIN_NAME_WILDCARD']],
    ['*.', ['DOMAIN_NAME_EMPTY']],
    ['*.org', ['DOMAIN_NAME_ONE_LABEL']],
    [`*.${longest}`, ['DOMAIN_NAME_TOO_LONG']],
  ])('refuses %j for %j', (text, expected) => {
    expect(codes(parseAlias(text))).toEqual(expected);
  });
});

describe('parseAliases', () => {
  it('keeps each name once, in the order given', () => {
    expect(parseAliases(['b.example.org', 'A.example.org', 'B.Example.org.', '*.example.org'])).toEqual({
      ok: true,
      value: ['b.example.org', 'a.example.org', '*.example.org'],
    });
  });

  it('tells what is wrong with all of them at once', () => {
    const parsed = parseAliases(['a_b.example.org', 'fine.example.org', '*x.example.org', '1.2.3.4']);
    expect(codes(parsed)).toEqual(['DOMAIN_NAME_LABEL', 'DOMAIN_NAME_WILDCARD', 'DOMAIN_NAME_IP_ADDRESS']);
    if (parsed.ok) throw new Error('accepted');
    expect(parsed.problems.map((problem) => problem.message)).toEqual([
      expect.stringContaining("'a_b.example.org'"),
      expect.stringContaining("'*x.example.org'"),
      expect.stringContaining("'1.2.3.4'"),
    ]);
  });
});

it.each([
  ['*.example.org', true],
  ['cdn.example.org', false],
])('isWildcard %s: %s', (name, wildcard) => {
  expect(isWildcard(alias(name))).toBe(wildcard);
});
