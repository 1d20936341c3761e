import { describe, expect, it } from 'vitest';
import { headersFromLines, parseHeaderLine } from './object-headers.ts';

describe('parseHeaderLine', () => {
  it.each([
    ['Cache-Control:max-age=300', { kind: 'header', header: 'cacheControl', value: 'max-age=300' }],
    ['cache-control:  public, max-age=300 ', { kind: 'header', header: 'cacheControl', value: 'public, max-age=300' }],
    [
      'Content-Type: text/html; charset=utf-8',
      { kind: 'header', header: 'contentType', value: 'text/html; charset=utf-8' },
    ],
    [
      'Content-Disposition: attachment; filename="a:b.txt"',
      { kind: 'header', header: 'contentDisposition', value: 'attachment; filename="a:b.txt"' },
    ],
    ['Content-Encoding:gzip', { kind: 'header', header: 'contentEncoding', value: 'gzip' }],
    ['Content-Language: de', { kind: 'header', header: 'contentLanguage', value: 'de' }],
    [
      'Expires: Tue, 01 Dec 2026 16:00:00 GMT',
      { kind: 'header', header: 'expires', value: 'Tue, 01 Dec 2026 16:00:00 GMT' },
    ],
    ['x-amz-storage-class: STANDARD_IA', { kind: 'header', header: 'storageClass', value: 'STANDARD_IA' }],
    ['x-amz-website-redirect-location: /new', { kind: 'header', header: 'websiteRedirect', value: '/new' }],
    ['X-Amz-Meta-Author: Ada: Countess', { kind: 'metadata', name: 'author', value: 'Ada: Countess' }],
    ['x-amz-meta-empty:', { kind: 'metadata', name: 'empty', value: '' }],
  ])('reads %j', (line, field) => {
    expect(parseHeaderLine(line)).toEqual({ ok: true, value: field });
  });

  it.each([
    ['Cache-Control', 'HEADER_SYNTAX'],
    [':value', 'HEADER_SYNTAX'],
    ['', 'HEADER_SYNTAX'],
    ['x-amz-meta-:x', 'HEADER_SYNTAX'],
    ['x-amz-meta-a b:x', 'HEADER_SYNTAX'],
    ['Cache-Control: no-store\r\nX-Evil: 1', 'HEADER_CONTROL_CHARACTER'],
    ['x-amz-meta-a: b\u0000', 'HEADER_CONTROL_CHARACTER'],
    ['x-amz-meta-a\n: b', 'HEADER_CONTROL_CHARACTER'],
    ['x-amz-meta-a: ü', 'HEADER_NOT_ASCII'],
    ['x-amz-acl: public-read', 'HEADER_NOT_ALLOWED'],
    ['Authorization: x', 'HEADER_NOT_ALLOWED'],
    ['Content-Length: 3', 'HEADER_NOT_ALLOWED'],
    ['constructor: x', 'HEADER_NOT_ALLOWED'],
    ['Cache-Control:', 'HEADER_VALUE'],
    ['Content-Type: html', 'HEADER_VALUE'],
    ['Expires: tomorrow', 'HEADER_VALUE'],
    ['Expires: 0', 'HEADER_VALUE'],
    ['Expires: Tue, 31 Nov 2026 16:00:00 GMT', 'HEADER_VALUE'],
    ['Expires: Mon, 01 Dec 2026 16:00:00 GMT', 'HEADER_VALUE'],
    ['x-amz-storage-class: cold', 'HEADER_VALUE'],
    ['x-amz-website-redirect-location: javascript:alert(1)', 'HEADER_VALUE'],
  ])('refuses %j for %s', (line, code) => {
    const parsed = parseHeaderLine(line);
    expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.code)).toEqual([code]);
  });

  it('names the header that cannot be set, and those that can', () => {
    const parsed = parseHeaderLine('X-Frame-Options: DENY');
    const message = parsed.ok ? '' : parsed.problems[0]?.message;
    expect(message).toMatch(/^'x-frame-options' cannot be set/);
    expect(message).toContain('cache-control');
  });
});

describe('headersFromLines', () => {
  it('makes nothing of nothing', () => {
    expect(headersFromLines([])).toEqual({});
  });

  it('puts lines together, the later of two for one header', () => {
    expect(
      headersFromLines([
        'Cache-Control: max-age=1',
        'x-amz-meta-a: 1',
        'Content-Type: text/plain',
        'cache-control: max-age=2',
        'X-AMZ-META-A: 2',
        'x-amz-meta-__proto__: x',
      ]),
    ).toEqual({
      cacheControl: 'max-age=2',
      contentType: 'text/plain',
      metadata: Object.fromEntries([
        ['a', '2'],
        ['__proto__', 'x'],
      ]),
    });
  });

  it('tells what is wrong with all of them at once', () => {
    expect(() => headersFromLines(['Host: x', 'Cache-Control: fine', 'Expires: never'])).toThrow(
      expect.objectContaining({
        code: 'HEADER_INVALID',
        kind: 'usage',
        problems: [
          expect.objectContaining({ code: 'HEADER_NOT_ALLOWED' }),
          expect.objectContaining({ code: 'HEADER_VALUE' }),
        ],
      }),
    );
  });

  it('refuses more metadata than S3 takes', () => {
    expect(headersFromLines([`x-amz-meta-a:${'v'.repeat(2047)}`]).metadata).toEqual({ a: 'v'.repeat(2047) });
    expect(() => headersFromLines([`x-amz-meta-a:${'v'.repeat(2047)}`, 'x-amz-meta-b:'])).toThrow(
      expect.objectContaining({ problems: [expect.objectContaining({ code: 'METADATA_TOO_LARGE' })] }),
    );
  });
});
