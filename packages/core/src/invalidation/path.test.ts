import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers } from './batch.ts';
import { argumentToPaths, invalidationPath, isWildcardPath, keyToPaths } from './path.ts';

describe('invalidationPath', () => {
  it.each([
    ['/index.html', '/index.html'],
    ['index.html', '/index.html'],
    ['/', '/'],
    ['*', '/*'],
    ['/images/*', '/images/*'],
    ['/a*b', '/a*b'],
    ['/a b', '/a%20b'],
    ['/a%20b', '/a%20b'],
    ['/a%2fb', '/a%2fb'],
    ['/50%', '/50%25'],
    ['/50%zz', '/50%25zz'],
    ['/ü/日本', '/%C3%BC/%E6%97%A5%E6%9C%AC'],
    ['/😀', '/%F0%9F%98%80'],
    ['/<>"#{}|\\^[]`', '/%3C%3E%22%23%7B%7D%7C%5C%5E%5B%5D%60'],
    ["/-._!$&'()+,;=:@", "/-._!$&'()+,;=:@"],
    ['/a.jpg?x=1&y=2', '/a.jpg?x=1&y=2'],
    ['/a\u0000\u007f', '/a%00%7F'],
    ['//a', '//a'],
    [`/${'a'.repeat(3999)}`, `/${'a'.repeat(3999)}`],
  ])('writes %j as %s', (text, path) => {
    expect(invalidationPath(text)).toEqual({ ok: true, value: path });
  });

  it.each([
    ['', 'INVALIDATION_PATH_EMPTY'],
    ['https://cdn.example.org/a', 'INVALIDATION_PATH_URL'],
    ['#tag', 'INVALIDATION_PATH_TAG'],
    ['/~user/a', 'INVALIDATION_PATH_TILDE'],
    ['/a%7Eb', 'INVALIDATION_PATH_TILDE'],
    ['/\ud800', 'INVALIDATION_PATH_NOT_UNICODE'],
    [`/${'a'.repeat(4000)}`, 'INVALIDATION_PATH_TOO_LONG'],
    [`/${'ü'.repeat(667)}`, 'INVALIDATION_PATH_TOO_LONG'],
  ])('refuses %j', (text, code) => {
    const parsed = invalidationPath(text);
    expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.code)).toEqual([code]);
  });

  it('offers the wildcard that covers a path with a tilde', () => {
    const parsed = invalidationPath('/js/ü/vendors~main.js');
    expect(parsed.ok ? '' : parsed.problems[0]?.message).toContain("'/js/%C3%BC/vendors*'");
  });

  it('writes what it wrote as itself, in the characters that CloudFront takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const parsed = invalidationPath(text);
        if (!parsed.ok) return;
        expect(parsed.value).toMatch(/^\/(?:[A-Za-z0-9\-._!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*$/);
        expect(invalidationPath(parsed.value)).toEqual(parsed);
      }),
    );
  });
});

describe('keyToPaths', () => {
  const plain = { originPath: '', defaultRootObject: '' };

  it.each([
    ['example/logo.png', plain, ['/example/logo.png']],
    ['/leading', plain, ['//leading']],
    ['dir/', plain, ['/dir/']],
    ['', plain, []],
    ['a b', plain, ['/a%20b']],
    ['50%20', plain, ['/50%2520']],
    ['what?', plain, ['/what%3F']],
    ['#1', plain, ['/%231']],
    ['a*b', plain, ['/a*b']],
    ['a*', plain, ['/a*']],
    ['js/vendors~main.js', plain, ['/js/vendors*']],
    ['~user', plain, ['/*']],
    ['c++', plain, ['/c++', '/c%2B%2B']],
    ['index.html', { ...plain, defaultRootObject: 'index.html' }, ['/index.html', '/']],
    ['dir/index.html', { ...plain, defaultRootObject: 'index.html' }, ['/dir/index.html']],
    ['site/index.html', { originPath: '/site', defaultRootObject: 'index.html' }, ['/index.html', '/']],
    ['site/a.css', { ...plain, originPath: '/site/' }, ['/a.css']],
    ['site/', { ...plain, originPath: '/site' }, ['/']],
    ['site', { ...plain, originPath: '/site' }, []],
    ['sites/a.css', { ...plain, originPath: '/site' }, []],
    ['a.css', { ...plain, originPath: '/site' }, []],
  ])('serves %j of %j as %j', (key, served, paths) => {
    expect(keyToPaths({ key, ...served })).toEqual(paths);
  });

  it('answers with paths that CloudFront takes and that cover the path viewers ask for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.constantFrom('', '/site'), (rest, originPath) => {
        const key = originPath === '' ? rest : `site/${rest}`;
        const paths = keyToPaths({ key, originPath, defaultRootObject: 'index.html' });
        for (const path of paths) expect(invalidationPath(path)).toEqual({ ok: true, value: path });
        const asked = `/${[...rest].map((character) => (/[~*]/.test(character) ? character : plainly(character))).join('')}`;
        expect(paths.some((path) => covers(path, asked))).toBe(true);
        if (!/~|\*$/.test(rest)) expect(paths.some(isWildcardPath)).toBe(false);
      }),
    );
  });

  /** The documented encoding, worked out character by character in another way than the code does. */
  function plainly(character: string): string {
    if (/^[A-Za-z0-9\-._!$&'()+,;=:@/]$/.test(character)) return character;
    return [...new TextEncoder().encode(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join('');
  }
});

describe('argumentToPaths', () => {
  const plain = { originPath: '', defaultRootObject: 'index.html' };
  const below = { originPath: '/a/b', defaultRootObject: '' };

  it.each([
    ['', plain, ['/*']],
    ['dir/', plain, ['/dir/*']],
    ['dir/*', plain, ['/dir/*']],
    ['*', plain, ['/*']],
    ['dir/im*', plain, ['/dir/im*']],
    ['ü /', plain, ['/%C3%BC%20/*']],
    ['~user/', plain, ['/*']],
    ['index.html', plain, ['/index.html', '/']],
    ['logo.png', plain, ['/logo.png']],
    ['', below, ['/*']],
    ['a/', below, ['/*']],
    ['a/b/', below, ['/*']],
    ['a/b*', below, ['/*']],
    ['a/b/c/', below, ['/c/*']],
    ['a/c/', below, []],
    ['a/bc*', below, []],
    ['a/b/logo.png', below, ['/logo.png']],
    ['logo.png', below, []],
  ])('takes %j with %j for %j', (key, served, paths) => {
    expect(argumentToPaths({ key, ...served })).toEqual(paths);
  });
});
