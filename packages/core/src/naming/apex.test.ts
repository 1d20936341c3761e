import { expect, it } from 'vitest';
import { isApex } from './apex.ts';
import { parseAlias } from './domain-name.ts';
import { expectParsed } from './parsed.ts';

it.each([
  ['example.org', true],
  ['example.co.uk', true],
  ['site.test', true],
  ['cdn.example.org', false],
  ['cdn.example.co.uk', false],
  ['user.github.io', false],
  ['*.example.org', false],
])('isApex %s: %s', (name, apex) => {
  expect(isApex(expectParsed(parseAlias(name), 'ALIAS_INVALID', name))).toBe(apex);
});
