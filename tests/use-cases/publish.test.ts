import {
  type CreateDistributionRequest,
  createDistribution,
  makeBucket,
  modifyDistribution,
  removeDistribution,
} from '@s3front/core';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  aliases,
  bucketName,
  collect,
  distributionId,
  issueCertificate,
  openAccount,
  type TestAccount,
} from '../support/account.ts';
import { Cut, cutAt } from '../support/cut.ts';

const site = bucketName('site.example.org');
const HOUR = 3_600_000;

let account: TestAccount;

beforeEach(async () => {
  account = openAccount();
  await makeBucket(account.context, { bucket: site, allowPublicAcls: false });
});

function request(more: Partial<CreateDistributionRequest> = {}): CreateDistributionRequest {
  return { bucket: site, aliases: [], access: 'private', ...more };
}

async function policy(): Promise<{ Statement: { Sid: string }[] } | undefined> {
  const text = await account.provider.objects.getBucketPolicy(site);
  return text === undefined ? undefined : JSON.parse(text);
}

async function controls(): Promise<readonly string[]> {
  return (await collect(account.provider.cdn.listOriginAccessControls())).map((control) => control.name);
}

async function distributions(): Promise<readonly string[]> {
  return (await collect(account.provider.cdn.listDistributions())).map((distribution) => distribution.id);
}

describe('createDistribution', () => {
  it('publishes a private bucket: a control of ours, the distribution, and a statement that names it', async () => {
    const created = await createDistribution(account.context, request({ defaultRootObject: 'index.html' }));
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
    expect(await controls()).toEqual(['s3front']);
    expect(await policy()).toMatchObject({
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
    await createDistribution(account.context, request());
    const second = await createDistribution(account.context, request({ bucket: other }));
    expect(second.access).toMatchObject({ controlOrigin: 'reused', statement: 'added' });
    expect(await controls()).toEqual(['s3front']);
    const text = (await account.provider.objects.getBucketPolicy(other)) ?? '';
    expect(JSON.parse(text).Statement).toEqual([
      foreign,
      expect.objectContaining({ Sid: `S3Front${second.distribution.id}` }),
    ]);
  });

  it('leaves access alone with a public origin', async () => {
    const created = await createDistribution(account.context, request({ access: 'public' }));
    expect(created.access).toBeUndefined();
    expect(await controls()).toEqual([]);
    expect(await policy()).toBeUndefined();
  });

  it('says which distribution the bucket has and stops, unless it is forced', async () => {
    const first = await createDistribution(account.context, request());
    await expect(createDistribution(account.context, request())).rejects.toMatchObject({
      code: 'DISTRIBUTION_EXISTS',
      kind: 'conflict',
      message: expect.stringContaining(`cf://${first.distribution.id}`),
    });
    await createDistribution(account.context, request({ force: true }));
    expect(await distributions()).toHaveLength(2);
    expect((await policy())?.Statement).toHaveLength(2);
  });

  it('stops before anything is written when no certificate covers the aliases', async () => {
    await expect(
      createDistribution(account.context, request({ aliases: aliases('cdn.example.org') })),
    ).rejects.toMatchObject({
      code: 'CERTIFICATE_MISSING',
      hint: 'Ask for one: s3front cert request cdn.example.org',
    });
    expect(await distributions()).toEqual([]);
    expect(await controls()).toEqual([]);
  });

  it('points to the certificate that waits for its validation', async () => {
    const pending = await account.provider.certificates.requestCertificate(aliases('cdn.example.org'));
    await expect(
      createDistribution(account.context, request({ aliases: aliases('cdn.example.org') })),
    ).rejects.toMatchObject({ code: 'CERTIFICATE_MISSING', hint: expect.stringContaining(pending.arn) });
  });

  it('finds and attaches an issued certificate that covers every alias', async () => {
    await issueCertificate(account, 'cdn.example.org');
    const arn = await issueCertificate(account, '*.example.org', 'example.org');
    const created = await createDistribution(
      account.context,
      request({ aliases: aliases('cdn.example.org', 'example.org') }),
    );
    expect(created.distribution.settings.certificate).toEqual({ kind: 'acm', arn });
  });

  it.each([
    ['arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012', 'CERTIFICATE_REGION'],
    ['my-certificate', 'CERTIFICATE_ARN_INVALID'],
    ['arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012', 'CERTIFICATE_NOT_FOUND'],
  ])('refuses the certificate %s: %s', async (certificate, code) => {
    await expect(
      createDistribution(account.context, request({ aliases: aliases('cdn.example.org'), certificate })),
    ).rejects.toMatchObject({ code });
    expect(await distributions()).toEqual([]);
  });

  it('refuses a named certificate that does not cover every alias, or is not issued', async () => {
    const covering = await issueCertificate(account, 'cdn.example.org');
    await expect(
      createDistribution(
        account.context,
        request({ aliases: aliases('cdn.example.org', 'www.example.org'), certificate: covering }),
      ),
    ).rejects.toMatchObject({
      code: 'CERTIFICATE_DOES_NOT_COVER',
      message: expect.stringContaining('www.example.org'),
    });
    const { arn } = await account.provider.certificates.requestCertificate(aliases('www.example.org'));
    await expect(
      createDistribution(account.context, request({ aliases: aliases('www.example.org'), certificate: arn })),
    ).rejects.toMatchObject({ code: 'CERTIFICATE_NOT_ISSUED' });
  });

  it('checks the number of aliases before any call', async () => {
    const many = Array.from({ length: 4 }, (_, index) => `a${index}.example.org`);
    await expect(
      createDistribution(account.context, request({ aliases: aliases(...many), aliasQuota: 3 })),
    ).rejects.toMatchObject({ code: 'TOO_MANY_ALIASES', message: expect.stringContaining('4') });
  });

  it('makes a second control when the first serves as many distributions as AWS allows', async () => {
    account.world.faults.add({
      operation: 'CreateDistribution',
      fault: { kind: 'fail', code: 'TooManyDistributionsAssociatedToOriginAccessControl', status: 400 },
    });
    await createDistribution(account.context, request());
    expect(await controls()).toEqual(['s3front', 's3front-2']);
  });

  it('tells a bucket that is not there', async () => {
    await expect(
      createDistribution(account.context, request({ bucket: bucketName('nowhere.example.org') })),
    ).rejects.toMatchObject({ code: 'BUCKET_NOT_FOUND', kind: 'not-found' });
  });
});

describe('modifyDistribution', () => {
  it('reads again and re-applies when somebody else was faster, and loses nobody', async () => {
    await issueCertificate(account, '*.example.org');
    const { distribution } = await createDistribution(account.context, request());
    account.world.faults.add({ operation: 'UpdateDistribution', times: 3, fault: { kind: 'lose-race' } });
    const names = Array.from({ length: 20 }, (_, index) => `n${index}.example.org`);
    await Promise.all(
      names.map((name) =>
        modifyDistribution(account.context, { id: distribution.id, patch: { addAliases: aliases(name) } }),
      ),
    );
    const { distribution: after } = await account.provider.cdn.getDistribution(distribution.id);
    expect([...after.settings.aliases].sort()).toEqual([...names].sort());
    expect(account.events.some((event) => event.kind === 'retrying')).toBe(true);
  });

  it('sends nothing when everything is as wanted', async () => {
    const created = await createDistribution(account.context, request({ comment: 'as it is' }));
    const modified = await modifyDistribution(account.context, {
      id: created.distribution.id,
      patch: { comment: 'as it is', enabled: true },
    });
    expect(modified).toMatchObject({ change: {}, etag: created.etag });
  });

  it('needs no certificate to remove an alias', async () => {
    await issueCertificate(account, 'cdn.example.org');
    const created = await createDistribution(account.context, request({ aliases: aliases('cdn.example.org') }));
    const modified = await modifyDistribution(account.context, {
      id: created.distribution.id,
      patch: { removeAliases: aliases('cdn.example.org') },
    });
    expect(modified.distribution.settings.aliases).toEqual([]);
  });

  it('refuses an alias that another distribution has', async () => {
    await issueCertificate(account, 'cdn.example.org');
    await createDistribution(account.context, request({ aliases: aliases('cdn.example.org') }));
    const other = await createDistribution(account.context, request({ force: true }));
    await expect(
      modifyDistribution(account.context, {
        id: other.distribution.id,
        patch: { addAliases: aliases('cdn.example.org') },
      }),
    ).rejects.toMatchObject({ code: 'ALIAS_TAKEN' });
  });
});

describe('removeDistribution', () => {
  const remove = (id: string, more: object = {}) =>
    removeDistribution(account.context, { id: distributionId(id), wait: true, timeout: HOUR, ...more });

  it('disables, waits, takes the statement back, deletes, and deletes the control', async () => {
    const { distribution } = await createDistribution(account.context, request());
    account.events.length = 0;
    expect(await remove(distribution.id)).toMatchObject({ outcome: 'removed' });
    const steps = account.events.map((event) => event.kind).filter((kind) => kind !== 'waiting');
    expect(steps).toEqual(['disabled', 'statement-removed', 'deleted', 'control-deleted']);
    expect(await distributions()).toEqual([]);
    expect(await policy()).toBeUndefined();
    expect(await controls()).toEqual([]);
  });

  it('leaves the control that another distribution uses, and statements that are not ours', async () => {
    const first = await createDistribution(account.context, request());
    const second = await createDistribution(account.context, request({ force: true }));
    await remove(first.distribution.id);
    expect(await controls()).toEqual(['s3front']);
    expect((await policy())?.Statement.map((statement) => statement.Sid)).toEqual([`S3Front${second.distribution.id}`]);
  });

  it('without waiting disables and returns; called again it deletes', async () => {
    const { distribution } = await createDistribution(account.context, request());
    expect(await remove(distribution.id, { wait: false })).toMatchObject({ outcome: 'disabled' });
    expect(await remove(distribution.id, { wait: false })).toMatchObject({ outcome: 'disabled' });
    account.clock.advance(HOUR);
    expect(await remove(distribution.id, { wait: false })).toMatchObject({ outcome: 'removed' });
  });

  it('stops waiting at its time, which is no failure of the work', async () => {
    const { distribution } = await createDistribution(account.context, request());
    await expect(remove(distribution.id, { timeout: 10_000 })).rejects.toMatchObject({
      code: 'WAIT_TIMED_OUT',
      kind: 'timeout',
      hint: `Go on with: s3front cfremove cf://${distribution.id}`,
    });
    expect((await account.provider.cdn.getDistribution(distribution.id)).distribution.settings.enabled).toBe(false);
  });

  it('sweeps what a distribution left that is gone, and reports not found', async () => {
    const { distribution } = await createDistribution(account.context, request());
    const statement = await account.provider.objects.getBucketPolicy(site);
    await remove(distribution.id);
    await account.provider.objects.putBucketPolicy(site, statement ?? '');
    await account.provider.cdn.createOriginAccessControl({ name: 's3front', description: '' });
    await account.provider.cdn.createOriginAccessControl({ name: 'theirs', description: '' });
    await expect(remove(distribution.id)).rejects.toMatchObject({ code: 'DISTRIBUTION_NOT_FOUND', kind: 'not-found' });
    expect(await policy()).toBeUndefined();
    expect(await controls()).toEqual(['theirs']);
  });

  it('says who is in the way when somebody enables it again and again', async () => {
    const { distribution } = await createDistribution(account.context, request());
    const context = {
      ...account.context,
      clock: {
        now: () => account.clock.now(),
        async sleep(milliseconds: number) {
          account.clock.advance(milliseconds);
          await modifyDistribution(account.context, { id: distribution.id, patch: { enabled: true } });
        },
      },
    };
    await expect(removeDistribution(context, { id: distribution.id, wait: true, timeout: HOUR })).rejects.toMatchObject(
      { code: 'REMOVAL_BLOCKED', message: expect.stringContaining('enables it again') },
    );
  });

  it('stops at what AWS will not delete', async () => {
    const { distribution } = await createDistribution(account.context, request());
    account.world.faults.add({
      operation: 'DeleteDistribution',
      fault: {
        kind: 'fail',
        code: 'AccessDenied',
        status: 403,
        message: "You can't delete this distribution while it's subscribed to a pricing plan.",
      },
    });
    await expect(remove(distribution.id)).rejects.toMatchObject({
      code: 'REMOVAL_BLOCKED',
      message: expect.stringContaining('pricing plan'),
    });
  });

  it('goes on when it is throttled', async () => {
    const { distribution } = await createDistribution(account.context, request());
    account.world.faults.add({ operation: 'GetDistribution', on: 2, times: 2, fault: { kind: 'throttle' } });
    expect(await remove(distribution.id)).toMatchObject({ outcome: 'removed' });
  });

  it('is interrupted by its signal, and carried on by another call', async () => {
    const { distribution } = await createDistribution(account.context, request());
    const stop = new AbortController();
    const context = {
      ...account.context,
      signal: stop.signal,
      report: (event: { readonly kind: string }) => {
        if (event.kind === 'waiting') stop.abort(new Error('Ctrl-C'));
      },
    };
    await expect(removeDistribution(context, { id: distribution.id, wait: true, timeout: HOUR })).rejects.toThrow();
    expect(await remove(distribution.id)).toMatchObject({ outcome: 'removed' });
  });
});

describe('cut at any call', () => {
  /** Runs it again and again, killed one call later each time, until it gets through. */
  async function survive(moment: 'before' | 'after', run: (call: number) => Promise<unknown>): Promise<number> {
    for (let call = 1; call < 200; call += 1) {
      try {
        await run(call);
        return call;
      } catch (error) {
        if (!(error instanceof Cut)) throw new Error(`killed ${moment} call ${call}`, { cause: error });
      }
    }
    throw new Error('it never got through');
  }

  it.each(['before', 'after'] as const)('cfcreate is finished by calling it again (%s the call)', async (moment) => {
    for (let call = 1; ; call += 1) {
      account = openAccount();
      await makeBucket(account.context, { bucket: site, allowPublicAcls: false });
      const context = { ...account.context, provider: cutAt(account.provider, call, moment) };
      const through = await createDistribution(context, request()).catch((error: unknown) => {
        if (!(error instanceof Cut)) throw error;
        return undefined;
      });
      if (through === undefined) await finishOrFind();
      expect(await distributions()).toHaveLength(1);
      expect(await controls()).toEqual(['s3front']);
      const [id] = await distributions();
      expect((await policy())?.Statement.map((statement) => statement.Sid)).toEqual([`S3Front${id}`]);
      if (through !== undefined) return;
    }
  });

  /** The cut may have come after the last thing that there was to do: then there is nothing left to finish. */
  async function finishOrFind(): Promise<void> {
    await createDistribution(account.context, request()).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'DISTRIBUTION_EXISTS' });
    });
  }

  it.each(['before', 'after'] as const)('cfremove ends with everything gone (%s the call)', async (moment) => {
    const { distribution } = await createDistribution(account.context, request());
    const calls = await survive(moment, async (call) => {
      const context = { ...account.context, provider: cutAt(account.provider, call, moment) };
      await removeDistribution(context, { id: distribution.id, wait: true, timeout: HOUR }).catch((error: unknown) => {
        if (!(error instanceof Error && 'code' in error && error.code === 'DISTRIBUTION_NOT_FOUND')) throw error;
      });
    });
    expect(calls).toBeGreaterThan(5);
    expect(await distributions()).toEqual([]);
    expect(await policy()).toBeUndefined();
    expect(await controls()).toEqual([]);
  });
});
