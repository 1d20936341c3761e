import { type Certificate, S3FrontError } from '@s3front/core';
import { describe, expect, it } from 'vitest';
import { runInside } from '../environment.test-support.ts';
import { distribution, listed, NOW, stubProvider, summary } from '../provider.test-support.ts';

const served = distribution({ aliases: ['cdn.example.org', 'example.org'] });
const provider = stubProvider({
  cdn: { listDistributions: () => listed(summary(served)), getDistribution: async () => served },
  objects: { bucketRegion: async () => 'us-east-1', hasWebsite: async () => false },
});

describe('url', () => {
  it('shows every URL of an object', async () => {
    expect(await runInside(['url', 's3://public.example.org/a b.png'], { provider })).toMatchObject({
      code: 0,
      stderr: '',
      stdout: `URI:            s3://public.example.org/a b.png
Virtual host:   http://public.example.org.s3.amazonaws.com/a%20b.png
Path style:     https://s3.us-east-1.amazonaws.com/public.example.org/a%20b.png
Website:        http://public.example.org.s3-website-us-east-1.amazonaws.com/a%20b.png (website hosting is off)
CloudFront:     https://d11jv2ffak0j4h.cloudfront.net/a%20b.png
CNAME:          https://cdn.example.org/a%20b.png
CNAME:          https://example.org/a%20b.png
`,
    });
  });

  const atEndpoint = ['url', 's3://public.example.org/a', '--endpoint-url=http://localhost:9000'];

  it('shows the URL below the endpoint first where a server stands in for AWS', async () => {
    const { stdout } = await runInside(atEndpoint, { provider });
    expect(stdout.split('\n')[1]).toBe('Endpoint:       http://localhost:9000/public.example.org/a');
    expect(stdout).toContain('https://d11jv2ffak0j4h.cloudfront.net/a');
    expect(stdout).toContain('http://public.example.org.s3.amazonaws.com/a');
  });

  it('shows no other on a server that only speaks S3', async () => {
    const s3Only = stubProvider({
      cdn: {
        listDistributions: async function* () {
          yield* [];
          throw new S3FrontError({ code: 'ANSWER_UNREADABLE', kind: 'rejected', message: 'No CloudFront here.' });
        },
      },
      objects: { bucketRegion: async () => 'us-east-1', hasWebsite: async () => false },
    });
    const { stdout, code } = await runInside(atEndpoint, { provider: s3Only });
    expect(code).toBe(0);
    expect(stdout).toBe(`URI:            s3://public.example.org/a
Endpoint:       http://localhost:9000/public.example.org/a
`);
  });
});

describe('dns', () => {
  it('shows the record of a bucket that is named after a host', async () => {
    expect(await runInside(['dns', 's3://public.example.org'], { provider })).toMatchObject({
      code: 0,
      stdout: 'public.example.org.   IN   CNAME   public.example.org.s3.amazonaws.com.\n',
    });
  });

  it('shows those of the aliases, and ALIAS records at an apex with the reason', async () => {
    const { stdout } = await runInside(['dns', 'cf://E3RPA4Z4ALGTGO'], { provider });
    const [cname, reason, a, aaaa] = stdout.split('\n');
    expect(cname).toBe('cdn.example.org.   IN   CNAME   d11jv2ffak0j4h.cloudfront.net.');
    expect(reason).toMatch(/^; example\.org is the apex of its zone/);
    expect(a).toContain('IN   A   ALIAS   d11jv2ffak0j4h.cloudfront.net.   (hosted zone Z2FDTNDATAQYW2)');
    expect(aaaa).toContain('IN   AAAA   ALIAS');
  });

  it('says the same with --json', async () => {
    const { stdout } = await runInside(['dns', '--json', 'cf://E3RPA4Z4ALGTGO'], { provider });
    const { targets } = JSON.parse(stdout);
    expect(targets).toMatchObject([
      {
        uri: 'cf://E3RPA4Z4ALGTGO',
        reason: null,
        records: [
          { name: 'cdn.example.org', kind: 'CNAME', type: 'CNAME', hostedZoneId: null, reason: null },
          { name: 'example.org', kind: 'ALIAS', type: 'A', hostedZoneId: 'Z2FDTNDATAQYW2' },
          { name: 'example.org', kind: 'ALIAS', type: 'AAAA' },
        ],
      },
    ]);
  });
});

describe('cert', () => {
  const arn = 'arn:aws:acm:us-east-1:111122223333:certificate/7d4f';
  const pending: Certificate = {
    arn,
    status: 'PENDING_VALIDATION',
    names: ['cdn.example.org'],
    notAfter: undefined,
    validation: [{ domain: 'cdn.example.org', name: '_1.cdn.example.org.', value: '_2.acm-validations.aws.' }],
  };
  const acm = stubProvider({
    certificates: {
      requestCertificate: async () => pending,
      listCertificates: () => listed(pending, { ...pending, status: 'ISSUED', notAfter: NOW, validation: [] }),
    },
  });

  it('request prints the records to create', async () => {
    expect(await runInside(['cert', 'request', 'CDN.example.org'], { provider: acm })).toMatchObject({
      code: 0,
      stdout: `Certificate:    ${arn}
Names:          cdn.example.org
Status:         PENDING_VALIDATION
_1.cdn.example.org.   IN   CNAME   _2.acm-validations.aws.
`,
      stderr: 'Create these records, then see how far it is: s3front cert ls\n',
    });
  });

  it('ls lists them', async () => {
    const { stdout } = await runInside(['cert', 'ls'], { provider: acm });
    expect(stdout).toContain(`Status:         ISSUED\nValid until:    2026-11-22\n\n`);
    const json = await runInside(['cert', 'ls', '--json'], { provider: acm });
    expect(JSON.parse(json.stdout)).toMatchObject({
      certificates: [
        { arn, notAfter: null },
        { notAfter: '2026-11-22T09:30:00.000Z', validation: [] },
      ],
    });
  });

  it('refuses every bad name at once', async () => {
    const { code, stderr } = await runInside(['cert', 'request', 'a_b', 'localhost']);
    expect(code).toBe(64);
    expect(stderr).toMatch(/a_b.*;.*localhost/);
  });
});

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish'])(
    'prints a script for %s that knows the commands and their options',
    async (shell) => {
      const { code, stdout } = await runInside(['completion', shell]);
      expect(code).toBe(0);
      expect(stdout).toContain('cfremove');
      expect(stdout).toContain('cf-default-root-object');
      expect(stdout).toMatch(/^[\x20-\x7e\n]*$/);
    },
  );

  it('refuses another shell', async () => {
    expect(await runInside(['completion', 'tcsh'])).toMatchObject({ code: 64 });
  });
});
