import { S3FrontError, type SettingsChange, type VersionedDistribution } from '@s3front/core';
import { describe, expect, it } from 'vitest';
import { runInside } from '../environment.test-support.ts';
import { distribution, ID, listed, OTHER_ID, stubProvider, summary } from '../provider.test-support.ts';

/** A distribution that takes what is sent, and tells of it. */
function modifiable(current: VersionedDistribution) {
  const sent: { ifMatch: string; change: SettingsChange }[] = [];
  const provider = stubProvider({
    cdn: {
      getDistribution: async () => current,
      listDistributions: () =>
        listed(summary(distribution({}, { id: ID })), summary(distribution({}, { id: OTHER_ID }))),
      updateDistribution: async (_, ifMatch, change) => {
        sent.push({ ifMatch, change });
        const { logging, ...others } = change;
        const settings = { ...current.distribution.settings, ...others, logging: logging ?? undefined };
        return { etag: 'E3NEW', distribution: { ...current.distribution, status: 'InProgress', settings } };
      },
    },
  });
  return { provider, sent };
}

describe('cfmodify', () => {
  it('prints what s3cmd prints', async () => {
    const { provider, sent } = modifiable(distribution());
    const argv = [
      'cfmodify',
      '--disable',
      'cf://E3RPA4Z4ALGTGO',
      '--cf-comment=new',
      '--cf-default-root-object',
      'i.html',
    ];
    expect(await runInside(argv, { provider })).toMatchObject({
      code: 0,
      stderr: '',
      stdout: `Distribution modified: cf://E3RPA4Z4ALGTGO
Origin:         s3://public.example.org/
DistId:         cf://E3RPA4Z4ALGTGO
DomainName:     d11jv2ffak0j4h.cloudfront.net
Status:         InProgress
CNAMEs:         
Comment:        new
Enabled:        False
DefaultRootObject: i.html
Etag:           E3NEW
`,
    });
    expect(sent).toEqual([
      { ifMatch: 'E2QWRUHAPOMQZL', change: { comment: 'new', enabled: false, defaultRootObject: 'i.html' } },
    ]);
  });

  it('sends nothing when nothing differs, and says so', async () => {
    const { provider, sent } = modifiable(distribution());
    const { code, stderr } = await runInside(['cfmodify', '--enable', 'cf://E3RPA4Z4ALGTGO'], { provider });
    expect({ code, stderr, sent }).toEqual({
      code: 0,
      stderr: 'It was like this already; nothing was sent.\n',
      sent: [],
    });
  });

  it('takes an empty default root object as the wish for none, and switches logging off', async () => {
    const { provider, sent } = modifiable(distribution({ defaultRootObject: 'index.html' }));
    await runInside(['cfmodify', 'cf://E3RPA4Z4ALGTGO', '--cf-default-root-object=', '--no-access-logging'], {
      provider,
    });
    expect(sent.map(({ change }) => change)).toEqual([{ defaultRootObject: '' }]);
  });

  it('never guesses between several distributions of a bucket', async () => {
    const { provider, sent } = modifiable(distribution());
    const argv = ['cfmodify', 's3://public.example.org', '--disable'];
    const { code, stderr } = await runInside(argv, { provider });
    expect(code).toBe(13);
    expect(stderr).toContain('HINT: Say which one: --cf-distribution cf://E3RPA4Z4ALGTGO\n');
    expect(sent).toEqual([]);
    expect(await runInside([...argv, '--cf-distribution', 'cf://E3RPA4Z4ALGTGO'], { provider })).toMatchObject({
      code: 0,
    });
  });

  it.each<[string, string[], string]>([
    ['both of two contraries', ['--enable', '--disable'], '--enable and --disable contradict each other.'],
    ['nothing to change', [], 'Nothing is said of what to change.'],
    ['a wait alone', ['--wait'], 'Nothing is said of what to change.'],
    [
      'every bad alias at once',
      ['--cf-add-cname', 'a_b', '--cf-add-cname', 'x.*.org'],
      "--cf-add-cname 'a_b', 'x.*.org' is not valid:",
    ],
    ['a bad prefix for logs', ['--access-logging-target-prefix', 'bucket/x'], "'bucket/x' is not valid:"],
    ['a bad time', ['--disable', '--wait', '--timeout', '5'], "--timeout is not a time: '5'."],
    ['a time without a wait', ['--disable', '--timeout', '5s'], '--timeout says how long to wait'],
    ['a bad distribution', ['--disable', '--cf-distribution', 'e1'], "--cf-distribution 'e1' is not valid:"],
  ])('refuses %s before it asks AWS', async (_, options, message) => {
    const { code, stderr } = await runInside(['cfmodify', 'cf://E3RPA4Z4ALGTGO', ...options]);
    expect({ code, stderr }).toMatchObject({ code: 64, stderr: expect.stringContaining(`ERROR: ${message}`) });
  });

  it('says why an alias is refused, with the problems as JSON', async () => {
    const refusal = new S3FrontError({ code: 'ALIAS_TAKEN', kind: 'conflict', message: 'Taken.', hint: 'Move it.' });
    const provider = stubProvider({
      cdn: {
        getDistribution: async () => distribution({ certificate: { kind: 'iam', id: 'x' } }),
        updateDistribution: async () => {
          throw refusal;
        },
      },
    });
    const argv = ['cfmodify', 'cf://E3RPA4Z4ALGTGO', '--cf-add-cname=CDN.example.org', '--json'];
    const { code, stdout, stderr } = await runInside(argv, { provider });
    expect({ code, stdout }).toEqual({ code: 13, stdout: '' });
    expect(JSON.parse(stderr)).toEqual({
      error: {
        code: 'ALIAS_TAKEN',
        kind: 'conflict',
        message: 'Taken.',
        hint: 'Move it.',
        exitCode: 13,
        aws: null,
        problems: [],
      },
    });
  });
});
