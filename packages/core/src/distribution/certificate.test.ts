import { describe, expect, it } from 'vitest';
import type { DomainName } from '../naming/domain-name.ts';
import { type Certificate, chooseCertificate, nameCovers, uncovered } from './certificate.ts';

const names = (...texts: string[]): DomainName[] => texts.map((text) => text as DomainName);

const certificate = (arn: string, more: Partial<Certificate> = {}): Certificate => ({
  arn,
  status: 'ISSUED',
  names: ['*.example.org'],
  notAfter: 2_000,
  validation: [],
  ...more,
});

describe('nameCovers', () => {
  it.each([
    ['cdn.example.org', 'cdn.example.org', true],
    ['CDN.Example.org', 'cdn.example.org', true],
    ['*.example.org', 'cdn.example.org', true],
    ['*.example.org', '*.example.org', true],
    ['*.example.org', 'example.org', false],
    ['*.example.org', 'a.b.example.org', false],
    ['*.b.example.org', '*.example.org', false],
    ['*.example.org', 'cdn.example.com', false],
    ['example.org', 'cdn.example.org', false],
    ['*.org', 'example.org', true],
    ['*.cdn.example.org', '*.a.cdn.example.org', false],
  ])('%s covers %s: %s', (name, alias, expected) => {
    expect(nameCovers(name, alias)).toBe(expected);
  });
});

describe('uncovered', () => {
  it('names every alias that is left', () => {
    expect(uncovered({ names: ['*.example.org'] }, names('a.example.org', 'example.org', 'b.com'))).toEqual([
      'example.org',
      'b.com',
    ]);
  });
});

describe('chooseCertificate', () => {
  const aliases = names('cdn.example.org');
  it.each<[string, Certificate[], string | undefined]>([
    ['nothing to choose from', [], undefined],
    ['one that covers', [certificate('a')], 'a'],
    ['one that is not issued', [certificate('a', { status: 'PENDING_VALIDATION' })], undefined],
    ['one that has expired', [certificate('a', { notAfter: 1_000 })], undefined],
    ['one that covers another name', [certificate('a', { names: ['x.org'] })], undefined],
    ['the one that lasts longest', [certificate('a'), certificate('b', { notAfter: 3_000 })], 'b'],
    ['the first by ARN of equals', [certificate('b'), certificate('a')], 'a'],
  ])('%s', (_what, certificates, arn) => {
    expect(chooseCertificate(certificates, aliases, 1_000)?.arn).toBe(arn);
  });
});
