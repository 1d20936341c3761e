import { createDistribution, makeBucket } from '@s3front/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { aliases, bucketName, issueCertificate } from '../support/account.ts';
import { openSite, publishing, type Site } from '../support/site.ts';

let account: Site;

beforeEach(async () => {
  account = await openSite();
});

describe('createDistribution', () => {
  it('publishes a private bucket: a control of ours, the distribution, and a statement that names it', async () => {
    const created = await createDistribution(account.context, publishing({ defaultRootObject: 'index.html' }));
    expect(created).toMatchObject({
      outcome: 'created',
      access: { controlOrigin: 'made', statement: 'added' },
      distribution: {
        status: 'InProgress',
        settings: {
          comment: 'http://site.example.org.s3.amazonaws.com/',
          defaultRootObject: 'index.html',
          enabled: true,
          viewerProtocolPolicy: 'redirect-to-https',
          httpVersion: 'http2and3',
          ipv6: true,
          compress: true,
          origins: [{ kind: 's3', host: 'site.example.org.s3.us-east-1.amazonaws.com' }],
        },
      },
    });
    expect(await account.controls()).toEqual(['s3front']);
    expect(await account.policy()).toMatchObject({
      Statement: [
        {
          Sid: `S3Front${created.distribution.id}`,
          Principal: { Service: 'cloudfront.amazonaws.com' },
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::site.example.org/*',
          Condition: { StringEquals: { 'AWS:SourceArn': created.distribution.arn } },
        },
      ],
    });
  });

  it('reuses the control, and leaves every other statement of the policy as it is', async () => {
    const other = bucketName('other.example.org');
    await makeBucket(account.context, { bucket: other, allowPublicAcls: false });
    const foreign = {
      Sid: 'Theirs',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: `arn:aws:s3:::${other}/x`,
    };
    await account.provider.objects.putBucketPolicy(
      other,
      JSON.stringify({ Version: '2012-10-17', Statement: foreign }),
    );
    await createDistribution(account.context, publishing());
    const second = await createDistribution(account.context, publishing({ bucket: other }));
    expect(second.access).toMatchObject({ controlOrigin: 'reused', statement: 'added' });
    expect(await account.controls()).toEqual(['s3front']);
    const text = (await account.provider.objects.getBucketPolicy(other)) ?? '';
    expect(JSON.parse(text).Statement).toEqual([
      foreign,
      expect.objectContaining({ Sid: `S3Front${second.distribution.id}` }),
    ]);
  });

  it('leaves access alone with a public origin', async () => {
    const created = await createDistribution(account.context, publishing({ access: 'public' }));
    expect(created.access).toBeUndefined();
    expect(await account.controls()).toEqual([]);
    expect(await account.policy()).toBeUndefined();
  });

  it('says which distribution the bucket has and stops, unless it is forced', async () => {
    const first = await createDistribution(account.context, publishing());
    await expect(createDistribution(account.context, publishing())).rejects.toMatchObject({
      code: 'DISTRIBUTION_EXISTS',
      kind: 'conflict',
      message: expect.stringContaining(`cf://${first.distribution.id}`),
    });
    await createDistribution(account.context, publishing({ force: true }));
    expect(await account.distributions()).toHaveLength(2);
    expect((await account.policy())?.Statement).toHaveLength(2);
  });

  it('stops before anything is written when no certificate covers the aliases', async () => {
    await expect(
      createDistribution(account.context, publishing({ aliases: aliases('cdn.example.org') })),
    ).rejects.toMatchObject({
      code: 'CERTIFICATE_MISSING',
      hint: 'Ask for one: s3front cert request cdn.example.org',
    });
    expect(await account.distributions()).toEqual([]);
    expect(await account.controls()).toEqual([]);
  });

  it('points to the certificate that waits for its validation', async () => {
    const pending = await account.provider.certificates.requestCertificate(aliases('cdn.example.org'));
    await expect(
      createDistribution(account.context, publishing({ aliases: aliases('cdn.example.org') })),
    ).rejects.toMatchObject({ code: 'CERTIFICATE_MISSING', hint: expect.stringContaining(pending.arn) });
  });

  it('finds and attaches an issued certificate that covers every alias', async () => {
    await issueCertificate(account, 'cdn.example.org');
    const arn = await issueCertificate(account, '*.example.org', 'example.org');
    const created = await createDistribution(
      account.context,
      publishing({ aliases: aliases('cdn.example.org', 'example.org') }),
    );
    expect(created.distribution.settings.certificate).toEqual({ kind: 'acm', arn });
  });

  it.each([
    ['arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012', 'CERTIFICATE_REGION'],
    ['my-certificate', 'CERTIFICATE_ARN_INVALID'],
    ['arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012', 'CERTIFICATE_NOT_FOUND'],
  ])('refuses the certificate %s: %s', async (certificate, code) => {
    await expect(
      createDistribution(account.context, publishing({ aliases: aliases('cdn.example.org'), certificate })),
    ).rejects.toMatchObject({ code });
    expect(await account.distributions()).toEqual([]);
  });

  it('refuses a named certificate that does not cover every alias, or is not issued', async () => {
    const covering = await issueCertificate(account, 'cdn.example.org');
    await expect(
      createDistribution(
        account.context,
        publishing({ aliases: aliases('cdn.example.org', 'www.example.org'), certificate: covering }),
      ),
    ).rejects.toMatchObject({
      code: 'CERTIFICATE_DOES_NOT_COVER',
      message: expect.stringContaining('www.example.org'),
    });
    const { arn } = await account.provider.certificates.requestCertificate(aliases('www.example.org'));
    await expect(
      createDistribution(account.context, publishing({ aliases: aliases('www.example.org'), certificate: arn })),
    ).rejects.toMatchObject({ code: 'CERTIFICATE_NOT_ISSUED' });
  });

  it('checks the number of aliases before any call', async () => {
    const many = Array.from({ length: 4 }, (_, index) => `a${index}.example.org`);
    await expect(
      createDistribution(account.context, publishing({ aliases: aliases(...many), aliasQuota: 3 })),
    ).rejects.toMatchObject({ code: 'TOO_MANY_ALIASES', message: expect.stringContaining('4') });
  });

  it('makes a second control when the first serves as many distributions as AWS allows', async () => {
    account.world.faults.add({
      operation: 'CreateDistribution',
      fault: { kind: 'fail', code: 'TooManyDistributionsAssociatedToOriginAccessControl', status: 400 },
    });
    await createDistribution(account.context, publishing());
    expect(await account.controls()).toEqual(['s3front', 's3front-2']);
  });

  it('tells a bucket that is not there', async () => {
    await expect(
      createDistribution(account.context, publishing({ bucket: bucketName('nowhere.example.org') })),
    ).rejects.toMatchObject({ code: 'BUCKET_NOT_FOUND', kind: 'not-found' });
  });
});
