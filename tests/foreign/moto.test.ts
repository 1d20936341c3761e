import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Provider } from '@s3front/core';
import { createAwsProvider } from '@s3front/core/aws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bucketName, collect } from '../support/account.ts';
import { Moto, motoIsInstalled } from '../support/moto.ts';
import { CliHome, type CliResult } from '../support/run-cli.ts';

// The story, by the built program through the AWS SDK, against a server that is none of ours: moto. What it does
// otherwise than AWS is not copied; what matters here:
//
// - it takes any If-Match and never changes an ETag, so twenty writers at once would lose each other's changes;
// - it deletes a distribution that is enabled, and an update does not set it back to InProgress;
// - it forgets which access control an origin uses, so the control goes at the second `cfremove`, which sweeps;
// - it says COMPLETED of an invalidation where CloudFront says Completed;
// - it enforces neither Block Public Access nor Object Ownership, and takes an alias without a certificate.

const bucket = 'public.example.org';
const uri = `s3://${bucket}`;

if (!motoIsInstalled) process.stderr.write('Skipped: the story against moto; npm run test:foreign installs it.\n');

describe.skipIf(!motoIsInstalled)('the story, against moto', () => {
  let moto: Moto;
  let home: CliHome;
  let provider: Provider;

  beforeEach(async () => {
    moto = await Moto.start();
    home = new CliHome();
    provider = await createAwsProvider({
      region: 'us-east-1',
      endpoint: moto.url,
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
    });
  }, 60_000);

  afterEach(async () => {
    await provider.close();
    home.close();
    await moto.close();
  });

  const s3front = async (...args: readonly string[]): Promise<CliResult> =>
    home.run(args, { env: moto.environment, input: args.includes('-') ? 'x'.repeat(12 * 1024 * 1024) : '' });

  /** What it prints; the command has to succeed. */
  const say = async (...args: readonly string[]): Promise<string> => {
    const result = await s3front(...args);
    expect(result, args.join(' ')).toMatchObject({ exitCode: 0 });
    return result.stdout;
  };

  it('is played line by line', { timeout: 120_000 }, async () => {
    expect(await say('mb', '--allow-public-acls', uri)).toBe(`Bucket '${uri}/' created\n`);
    expect(await say('put', '--acl-public', 'examples/site/logo.png', `${uri}/example/logo.png`)).toContain(
      `Public URL of the object is: ${moto.url}/${bucket}/example/logo.png`,
    );
    await say('put', '-', `${uri}/large.bin`);
    await say('put', '-r', 'examples/site/', `${uri}/`);
    const listed = await say('ls', '--json', uri);
    expect(listed).toContain('"index.html"');
    expect(await say('url', `${uri}/example/logo.png`)).toContain(
      `Endpoint:       ${moto.url}/${bucket}/example/logo.png\n`,
    );
    expect(await say('dns', uri)).toBe(`${bucket}.   IN   CNAME   ${bucket}.s3.amazonaws.com.\n`);

    const created = await say('cfcreate', uri);
    const id = /DistId:\s+cf:\/\/([A-Z0-9]+)/.exec(created)?.[1] ?? '';
    expect(created).toMatch(/^Distribution created:\n/);
    expect(await provider.objects.getBucketPolicy(bucketName(bucket))).toContain(`distribution/${id}`);
    expect((await s3front('cfcreate', uri)).exitCode).toBe(13);
    expect(await say('cfinfo')).toContain(`cf://${id}`);

    expect((await s3front('cfmodify', `cf://${id}`, '--cf-add-cname', 'cdn.example.org')).stderr).toContain(
      's3front cert request cdn.example.org',
    );
    await say('cert', 'request', 'cdn.example.org');
    expect(await say('cert', 'ls')).toContain('ISSUED');
    expect(await say('cfmodify', `cf://${id}`, '--cf-add-cname', 'cdn.example.org')).toContain('cdn.example.org');
    expect(await say('dns', `cf://${id}`)).toMatch(/^cdn\.example\.org\. {3}IN {3}CNAME {3}\w+\.cloudfront\.net\.\n$/);
    expect(await say('cfinfo', `cf://${id}`)).toMatch(/CNAMEs:\s+cdn\.example\.org/);

    expect(await say('cfinval', `${uri}/example/logo.png`)).toContain('Nr of paths:    1');
    expect(await say('cfinvalinfo', `cf://${id}`)).toContain('Status:         Completed');
    expect(await say('cfmodify', '--disable', `cf://${id}`)).toMatch(/Enabled:\s+False/);
    expect(await say('cfremove', `cf://${id}`)).toContain(`Distribution cf://${id} deleted`);

    const again = await s3front('cfremove', `cf://${id}`);
    expect(again.exitCode).toBe(12);
    expect(await collect(provider.cdn.listDistributions())).toEqual([]);
    expect(await collect(provider.cdn.listOriginAccessControls())).toEqual([]);
    expect(await provider.objects.getBucketPolicy(bucketName(bucket))).toBeUndefined();
    await say('rb', '--force', uri);
    expect(await collect(provider.objects.listBuckets())).toEqual([]);
  });

  it('keeps every field of a configuration that it does not know', { timeout: 60_000 }, async () => {
    await say('mb', uri);
    await say('cfcreate', uri, '--cf-comment', 'before', '--cf-default-root-object', 'index.html');
    const [summary] = await collect(provider.cdn.listDistributions());
    const before = await provider.cdn.getDistribution(summary?.id ?? ('' as never));
    await say('cfmodify', `cf://${summary?.id}`, '--cf-comment', 'after');
    const after = await provider.cdn.getDistribution(summary?.id ?? ('' as never));
    expect(after.distribution.settings).toEqual({ ...before.distribution.settings, comment: 'after' });
  });

  it("is the account of the README's program", { timeout: 60_000 }, async () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const program = /^```ts\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? '';
    const onAws = program
      .replace(/import \{ openLocalProvider \}.*/, "import { createAwsProvider } from '@s3front/core/aws';")
      .replace(/await openLocalProvider\(.*\)/, 'await createAwsProvider()');
    expect(onAws).not.toBe(program);
    // Below the root, so that the packages are found as an installed program finds them.
    const directory = mkdtempSync(fileURLToPath(new URL('../../node_modules/.cache/readme-', import.meta.url)));
    try {
      writeFileSync(join(directory, 'program.mjs'), onAws);
      const { stdout, status } = spawnSync(process.execPath, [join(directory, 'program.mjs')], {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], ...moto.environment },
      });
      expect(status).toBe(0);
      const [distribution] = await collect(provider.cdn.listDistributions());
      expect(stdout).toBe(`https://${distribution?.domainName}/\n`);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('tells what is not there', { timeout: 60_000 }, async () => {
    expect(await s3front('cfinfo', 'cf://E0000000000000')).toMatchObject({ exitCode: 12, stdout: '' });
    expect(await s3front('rb', 's3://nowhere.example.org')).toMatchObject({ exitCode: 12, stdout: '' });
  });
});
