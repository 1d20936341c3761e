import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BucketName, parseExistingBucketName } from '../naming/bucket-name.ts';
import { parseAliases } from '../naming/domain-name.ts';
import { expectParsed } from '../naming/parsed.ts';
import { aliasRecords, bucketRecords, type DnsRecords, formatRecord, formatRecords } from './dns-record.ts';

const named = (text: string): BucketName => expectParsed(parseExistingBucketName(text), 'BUCKET_NAME_INVALID', text);
const aliases = (...texts: readonly string[]) => expectParsed(parseAliases(texts), 'ALIAS_INVALID', 'aliases');
const target = 'd11jv2ffak0j4h.cloudfront.net';

describe('bucketRecords', () => {
  it.each([
    ['us-east-1', 'public.example.org.   IN   CNAME   public.example.org.s3.amazonaws.com.'],
    ['eu-west-1', 'public.example.org.   IN   CNAME   public.example.org.s3.eu-west-1.amazonaws.com.'],
    ['cn-north-1', 'public.example.org.   IN   CNAME   public.example.org.s3.cn-north-1.amazonaws.com.cn.'],
  ])('lead the host of that name to the bucket in %s', (region, line) => {
    expect(formatRecords(bucketRecords({ bucket: named('public.example.org'), region }))).toBe(line);
  });

  it.each([
    ['example.org', 'example.org is the apex of its zone'],
    ['site', 'not named after a host'],
    ['My.Example.Org', 'not named after a host'],
    ['my_site.example.org', 'not named after a host'],
    ['a..example.org', 'not named after a host'],
  ])('there are none for %s, with the reason', (bucket, reason) => {
    const found = bucketRecords({ bucket: named(bucket), region: 'us-east-1' });
    expect(found).toEqual({ records: [], reason: expect.stringContaining(reason) });
    expect(formatRecords(found)).toMatch(/^; [^\n]+$/);
  });
});

describe('aliasRecords', () => {
  it('are CNAMEs, also for a wildcard', () => {
    const found = aliasRecords({ aliases: aliases('cdn.example.org', '*.example.org'), target, ipv6: true });
    expect(formatRecords(found)).toBe(
      [
        'cdn.example.org.   IN   CNAME   d11jv2ffak0j4h.cloudfront.net.',
        '*.example.org.   IN   CNAME   d11jv2ffak0j4h.cloudfront.net.',
      ].join('\n'),
    );
  });

  it('are the ALIAS pair for an apex, said once why', () => {
    const found = aliasRecords({ aliases: aliases('example.org', 'www.example.org'), target, ipv6: true });
    expect(found.records).toMatchObject([
      { kind: 'alias', type: 'A', name: 'example.org', target, hostedZoneId: 'Z2FDTNDATAQYW2' },
      { kind: 'alias', type: 'AAAA', name: 'example.org', target, hostedZoneId: 'Z2FDTNDATAQYW2' },
      { kind: 'cname', name: 'www.example.org', target },
    ]);
    expect(formatRecords(found).split('\n')).toEqual([
      expect.stringMatching(/^; example\.org is the apex .*no CNAME can/),
      '; example.org.   IN   A   ALIAS   d11jv2ffak0j4h.cloudfront.net.   (hosted zone Z2FDTNDATAQYW2)',
      '; example.org.   IN   AAAA   ALIAS   d11jv2ffak0j4h.cloudfront.net.   (hosted zone Z2FDTNDATAQYW2)',
      'www.example.org.   IN   CNAME   d11jv2ffak0j4h.cloudfront.net.',
    ]);
  });

  it('have no AAAA without IPv6', () => {
    const found = aliasRecords({ aliases: aliases('example.org'), target, ipv6: false });
    expect(found.records.map((record) => record.kind === 'alias' && record.type)).toEqual(['A']);
  });

  it('there are none without aliases, with the reason', () => {
    const found = aliasRecords({ aliases: [], target, ipv6: true });
    expect(found).toEqual({ records: [], reason: expect.stringContaining(target) });
  });
});

describe('formatRecord', () => {
  it('does not double the last dot', () => {
    const [name] = aliases('cdn.example.org');
    if (name === undefined) throw new Error('no alias');
    expect(formatRecord({ kind: 'cname', name, target: `${target}.` })).toBe(
      'cdn.example.org.   IN   CNAME   d11jv2ffak0j4h.cloudfront.net.',
    );
  });

  it('writes nothing but records and comments, whatever a reason says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), fc.constantFrom('', '\n', '\r\n', '\r'), (text, end) => {
        const reason = `${text}${end}${text}`;
        const found: DnsRecords = {
          records: aliasRecords({ aliases: aliases('example.org', 'cdn.example.org'), target, ipv6: true }).records.map(
            (record) => (record.kind === 'alias' ? { ...record, reason } : record),
          ),
          reason,
        };
        for (const line of formatRecords(found).split(/[\r\n]/)) {
          expect(line).toMatch(/^(?:; .*|\S+\. {3}IN {3}CNAME {3}\S+\.)$/);
        }
      }),
    );
  });
});
