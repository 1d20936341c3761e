import { type NewDistribution, S3FrontError } from '@s3front/core';
import { describe, expect, it } from 'vitest';
import { runInside } from '../environment.test-support.ts';
import { distribution, listed, NOW, stubProvider, type summary } from '../provider.test-support.ts';

/** An account that makes what is asked for, with a bucket in us-east-1. */
function account(existing = listed<ReturnType<typeof summary>>()) {
  const made: NewDistribution[] = [];
  let policy: string | undefined;
  const provider = stubProvider({
    cdn: {
      listDistributions: () => existing,
      listOriginAccessControls: () => listed(),
      createOriginAccessControl: async ({ name, description }) => ({
        id: 'E2CONTROL12345',
        name,
        description,
        originType: 's3',
        signingBehavior: 'always',
      }),
      createDistribution: async (request) => {
        made.push(request);
        const { aliases, comment, enabled, defaultRootObject, logging, certificate } = request;
        return distribution(
          { aliases, comment, enabled, defaultRootObject, logging, certificate },
          { status: 'InProgress' },
        );
      },
      getDistribution: async () => distribution(),
    },
    objects: {
      bucketRegion: async () => 'us-east-1',
      getBucketPolicy: async () => policy,
      putBucketPolicy: async (_, text) => {
        policy = text;
      },
    },
    certificates: {
      listCertificates: () => listed(),
      issueNow: async (names) => ({
        arn: 'arn:aws:acm:x',
        status: 'ISSUED',
        names,
        notAfter: NOW + 1e9,
        validation: [],
      }),
    },
  });
  return { provider, made, policy: () => policy };
}

describe('cfcreate', () => {
  it('prints what s3cmd prints, and then who may read the bucket', async () => {
    const { provider, policy } = account();
    expect(await runInside(['cfcreate', 's3://public.example.org'], { provider })).toMatchObject({
      code: 0,
      stderr: '',
      stdout: `Distribution created:
Origin:         s3://public.example.org/
DistId:         cf://E3RPA4Z4ALGTGO
DomainName:     d11jv2ffak0j4h.cloudfront.net
CNAMEs:         
Comment:        http://public.example.org.s3.amazonaws.com/
Status:         InProgress
Enabled:        True
DefaultRootObject: 
Etag:           E2QWRUHAPOMQZL
Access:         private; origin access control E2CONTROL12345 made, statement added to the bucket policy
`,
    });
    expect(policy()).toContain('distribution/E3RPA4Z4ALGTGO');
  });

  it('leaves access alone with --public-origin', async () => {
    const { provider, made, policy } = account();
    const { stdout } = await runInside(['cfcreate', '--public-origin', 's3://public.example.org'], { provider });
    expect(stdout).toContain('\nAccess:         left as it is\n');
    expect(made[0]?.origin.accessControl).toBeUndefined();
    expect(policy()).toBeUndefined();
  });

  it('says that the offline account issued a certificate', async () => {
    const { provider, made } = account();
    const argv = [
      'cfcreate',
      's3://public.example.org',
      '--cf-add-cname=CDN.Example.org',
      '--disable',
      '--cf-comment',
      '',
    ];
    const { stdout } = await runInside(argv, { provider });
    expect(stdout).toContain('\nCertificate:    arn:aws:acm:x (issued now by the offline account)\n');
    expect(made[0]).toMatchObject({ aliases: ['cdn.example.org'], enabled: false, comment: '' });
  });

  it('waits with --wait, and --json tells how it ended', async () => {
    const { provider } = account();
    const argv = ['cfcreate', '--wait', '--json', 's3://public.example.org'];
    const { code, stdout } = await runInside(argv, { provider });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      distribution: { uri: 'cf://E3RPA4Z4ALGTGO', status: 'Deployed' },
      outcome: 'created',
      access: { control: 'E2CONTROL12345', controlOrigin: 'made', statement: 'added' },
      certificateIssued: false,
    });
  });

  it.each<[string, string[], string, number]>([
    [
      'a key',
      ['s3://b.example.org/key'],
      'Use s3:// URI with a bucket name only instead of: s3://b.example.org/key',
      64,
    ],
    ['a distribution', ['cf://E3RPA4Z4ALGTGO'], "'cf://E3RPA4Z4ALGTGO' is not valid:", 64],
    ['a name of old', ['s3://My_Bucket'], 'CloudFront cannot serve s3://My_Bucket/:', 64],
    [
      'too many aliases',
      ['s3://public.example.org', '--cf-add-cname=a.org', '--cf-add-cname=b.org', '--alias-quota=1'],
      '2 aliases are more than the 1',
      11,
    ],
  ])('refuses %s', async (_, argv, message, code) => {
    const { provider, made } = account();
    const result = await runInside(['cfcreate', ...argv], { provider });
    expect(result).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(`ERROR: ${message}`) });
    expect(made).toEqual([]);
  });

  it('tells of an error of AWS in one sentence with its request id', async () => {
    const provider = stubProvider({
      objects: {
        bucketRegion: async () => {
          throw new S3FrontError({
            code: 'ACCESS_DENIED',
            kind: 'denied',
            message: 'Not allowed:\u001b[31m no.',
            aws: { code: 'AccessDenied', status: 403, requestId: 'abc' },
          });
        },
      },
    });
    expect(await runInside(['cfcreate', 's3://public.example.org'], { provider })).toMatchObject({
      code: 77,
      stderr: 'ERROR: Not allowed:\\x1b[31m no. [AWS: AccessDenied, 403, request abc]\n',
    });
  });
});
