import { S3FrontError } from '@s3front/core';
import { describe, expect, it } from 'vitest';
import { runInside } from '../environment.test-support.ts';
import { BUCKET, distribution, ID, listed, OTHER_ID, stubProvider, summary } from '../provider.test-support.ts';

const plain = distribution();
const named = distribution(
  {
    aliases: ['cdn.example.org', '*.example.net'],
    defaultRootObject: 'index.html',
    logging: { bucket: BUCKET, prefix: 'logs/' },
    enabled: false,
  },
  { status: 'InProgress', id: OTHER_ID },
);
const provider = stubProvider({
  cdn: {
    listDistributions: () => listed(summary(plain), summary(named)),
    getDistribution: async (id) => (id === ID ? plain : named),
  },
});

describe('cfinfo', () => {
  it.each(['cfinfo', 'cflist'])('%s without arguments lists, as s3cmd prints it', async (name) => {
    expect(await runInside([name], { provider })).toMatchObject({
      code: 0,
      stderr: '',
      stdout: `Origin:         s3://public.example.org/
DistId:         cf://E3RPA4Z4ALGTGO
DomainName:     d11jv2ffak0j4h.cloudfront.net
Status:         Deployed
Enabled:        True

Origin:         s3://public.example.org/
DistId:         cf://E2OTHER4ALGTGO
DomainName:     d11jv2ffak0j4h.cloudfront.net
CNAMEs:         cdn.example.org, *.example.net
Status:         InProgress
Enabled:        False

`,
    });
  });

  it('shows one in detail', async () => {
    expect(await runInside(['cfinfo', 'cf://E2OTHER4ALGTGO'], { provider })).toMatchObject({
      code: 0,
      stderr: '',
      stdout: `Origin:         s3://public.example.org/
DistId:         cf://E2OTHER4ALGTGO
DomainName:     d11jv2ffak0j4h.cloudfront.net
CNAMEs:         cdn.example.org, *.example.net
Status:         InProgress
Comment:        http://public.example.org.s3.amazonaws.com/
Enabled:        False
DfltRootObject: index.html
Logging:        s3://public.example.org/logs/
Etag:           E2QWRUHAPOMQZL
`,
    });
  });

  it('shows every distribution of a bucket, each once', async () => {
    const { stdout } = await runInside(['cfinfo', 's3://public.example.org', 'cf://E3RPA4Z4ALGTGO'], { provider });
    expect(stdout.match(/^DistId:.*/gm)).toEqual([
      'DistId:         cf://E3RPA4Z4ALGTGO',
      'DistId:         cf://E2OTHER4ALGTGO',
    ]);
  });

  it('says the same with --json', async () => {
    const { stdout } = await runInside(['cfinfo', '--json', 'cf://E2OTHER4ALGTGO'], { provider });
    expect(JSON.parse(stdout)).toEqual({
      distributions: [
        {
          uri: 'cf://E2OTHER4ALGTGO',
          id: 'E2OTHER4ALGTGO',
          arn: 'arn:aws:cloudfront::111122223333:distribution/E2OTHER4ALGTGO',
          origin: 's3://public.example.org/',
          domainName: 'd11jv2ffak0j4h.cloudfront.net',
          aliases: ['cdn.example.org', '*.example.net'],
          status: 'InProgress',
          enabled: false,
          comment: 'http://public.example.org.s3.amazonaws.com/',
          lastModified: '2026-11-22T09:30:00.000Z',
          defaultRootObject: 'index.html',
          logging: 's3://public.example.org/logs/',
          certificate: null,
          etag: 'E2QWRUHAPOMQZL',
        },
      ],
    });
  });

  it('spells out control characters of a comment', async () => {
    const evil = distribution({ comment: 'a\u001b[2Jb\nDistId: cf://FORGED' });
    const { stdout } = await runInside(['cfinfo', 'cf://E3RPA4Z4ALGTGO'], {
      provider: stubProvider({ cdn: { getDistribution: async () => evil } }),
    });
    expect(stdout).toContain('Comment:        a\\x1b[2Jb\\nDistId: cf://FORGED\n');
  });

  it('lets go of the provider, also after an error', async () => {
    let closed = 0;
    const failing = stubProvider({
      cdn: {
        getDistribution: async () => {
          throw new S3FrontError({
            code: 'DISTRIBUTION_NOT_FOUND',
            kind: 'not-found',
            message: 'There is no distribution cf://E3RPA4Z4ALGTGO.',
            hint: 'List those that are there: s3front cflist',
            aws: { code: 'NoSuchDistribution', status: 404, requestId: 'r-1' },
          });
        },
      },
      onClose: () => {
        closed += 1;
      },
    });
    expect(await runInside(['cfinfo', 'cf://E3RPA4Z4ALGTGO'], { provider: failing })).toMatchObject({
      code: 12,
      stdout: '',
      stderr:
        'ERROR: There is no distribution cf://E3RPA4Z4ALGTGO. [AWS: NoSuchDistribution, 404, request r-1]\nHINT: List those that are there: s3front cflist\n',
    });
    expect(closed).toBe(1);
  });

  it.each([
    ['E3RPA4Z4ALGTGO', "'E3RPA4Z4ALGTGO' is not valid: a distribution is written 'cf://E3RPA4Z4ALGTGO'."],
    ['http://x', "'http://x' is not valid: it starts with neither 's3://' (a bucket) nor 'cf://' (a distribution)."],
  ])('refuses %s', async (word, message) => {
    const { code, stderr } = await runInside(['cfinfo', word]);
    expect({ code, stderr }).toMatchObject({ code: 64, stderr: expect.stringContaining(`ERROR: ${message}\n`) });
  });

  it('prints no text with --quiet', async () => {
    expect(await runInside(['cfinfo', '-q'], { provider })).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });
});

describe('secrets', () => {
  it.each<[string, string[], Record<string, string>, Record<string, string>]>([
    ['of a flag', ['--access_key=AKID', '--secret_key=topsecret'], {}, {}],
    ['of the environment', [], { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'topsecret' }, {}],
    ['of ~/.s3cfg', [], {}, { '/home/tester/.s3cfg': 'access_key=AKID\nsecret_key=topsecret\n' }],
  ])('%s are not printed, whoever says them', async (_, argv, variables, textFiles) => {
    const failing = stubProvider({
      cdn: {
        listDistributions: () => {
          throw new Error('signed with topsecret');
        },
      },
    });
    const result = await runInside(['cfinfo', '--debug', ...argv], { provider: failing, variables, textFiles });
    expect(result).toMatchObject({ code: 70, stderr: expect.stringContaining('signed with ********') });
    expect(result.stderr).not.toContain('topsecret');
  });
});
