import { once } from 'node:events';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CliHome } from '../support/run-cli.ts';
import { publication } from '../support/state.ts';

const bucket = 'site.example.org';
let home: CliHome;
let id: string;

beforeAll(async () => {
  home = new CliHome();
  await home.run(['mb', `s3://${bucket}`]);
  await home.run(['put', 'examples/site/logo.png', `s3://${bucket}/logo.png`]);
  await home.run(['cfcreate', `s3://${bucket}`]);
  id = (await publication(home, bucket)).distributions[0]?.id ?? '';
});

afterAll(() => home.close());

describe('bad input', () => {
  // ID stands for the one distribution that there is.
  it.each<[exitCode: number, said: RegExp, command: string]>([
    // names
    [64, /capital|lower/i, 'mb s3://My_Bucket'],
    [64, /ab/, 'mb s3://ab'],
    [64, /192\.168\.5\.4/, 'mb s3://192.168.5.4'],
    [64, /xn--/, 'mb s3://xn--abc'],
    [64, /s3:\/\//, 'mb example.org'],
    [64, /bucket/i, `mb s3://${bucket}/key`],
    [64, /s3:\/\//, 'cfcreate cf://E1234567890123'],
    [64, /bucket/i, `cfcreate s3://${bucket}/key`],
    [64, /https?/, `cfcreate https://${bucket}/`],
    [64, /lower|CloudFront/i, 'cfcreate s3://My_Bucket'],
    [64, /cf:\/\//, 'cfremove E1234567890123'],
    [64, /id/i, 'cfinfo cf://not-an-id'],
    [64, /-bad-\.example\.org/, `cfmodify cf://ID --cf-add-cname -bad-.example.org`],
    [64, /\*x\.example\.org/, `cfmodify cf://ID --cf-add-cname *x.example.org`],
    [64, /under_score/, `cfmodify cf://ID --cf-add-cname under_score.example.org --cf-add-cname a..b`],
    [64, /arn/i, `cfmodify cf://ID --cf-add-cname a.example.org --certificate my-certificate`],
    [
      64,
      /us-east-1/,
      `cfmodify cf://ID --cf-add-cname a.example.org --certificate arn:aws:acm:eu-west-1:123456789012:certificate/1`,
    ],
    // flags
    [64, /--cf-comment/, 'cfcreate --cf-comment'],
    [64, /--cf-add-cname/, `cfmodify cf://ID --cf-add-cnam a.example.org`],
    [64, /cfcreate/, 'cfcreat s3://b'],
    [64, /enable/, 'cfmodify cf://ID --enable --disable'],
    [64, /cfmodify|change/i, 'cfmodify cf://ID'],
    [64, /cfcreate/, 'cfcreate'],
    [64, /timeout/, 'wait cf://ID --timeout soon'],
    [64, /provider/, 'cfinfo --provider gcp'],
    [64, /header/i, `put examples/site/logo.png s3://${bucket}/x --add-header NoColon`],
    [64, /header/i, `put examples/site/logo.png s3://${bucket}/x --add-header X-Unknown:1`],
    // things that are not there
    [12, /nowhere/, 'rb s3://nowhere.example.org'],
    [12, /nowhere/, 'ls s3://nowhere.example.org'],
    [12, /nowhere/, 'cfcreate s3://nowhere.example.org'],
    [12, /nowhere/, 'put examples/site/logo.png s3://nowhere.example.org/x'],
    [12, /E1234567890123/, 'cfinfo cf://E1234567890123'],
    [12, /E1234567890123/, 'cfmodify cf://E1234567890123 --disable'],
    [12, /E1234567890123/, 'cfremove cf://E1234567890123'],
    [12, /I1234567890123/, 'cfinvalinfo cf://ID/I1234567890123'],
    [12, /nowhere/, 'cfinval s3://nowhere.example.org/x'],
    [72, /no-such-file/, `put no-such-file s3://${bucket}/x`],
    [64, /recursive/, `put examples/site s3://${bucket}/`],
    // things in the way
    [13, /site\.example\.org/, `mb s3://${bucket}`],
    [13, /not empty/, `rb s3://${bucket}`],
    [13, /cf:\/\/E/, `cfcreate s3://${bucket}`],
    [
      77,
      /BucketOwnerEnforced[\s\S]*cfcreate[\s\S]*--allow-public-acls/,
      `put --acl-public examples/site/logo.png s3://${bucket}/x`,
    ],
    // settings
    [78, /no-such-config/, 'cfinfo -c no-such-config'],
    [64, /--port-of-call/, 'cfinfo --port-of-call'],
  ])('%i: %s: s3front %s', async (exitCode, said, command) => {
    const before = await publication(home, bucket);
    const result = await home.run(command.split(' ').map((word) => word.replace('cf://ID', `cf://${id}`)));
    expect(result.stderr).toMatch(said);
    expect(result.stderr).toMatch(/^ERROR: /m);
    expect(result.stderr).not.toMatch(/^ {4}at /m);
    expect(result).toMatchObject({ exitCode, stdout: '' });
    expect(await publication(home, bucket)).toEqual(before);
  });
});

describe('an account of AWS that cannot be used', () => {
  const aws = { S3FRONT_PROVIDER: undefined, AWS_EC2_METADATA_DISABLED: 'true', AWS_MAX_ATTEMPTS: '1' };
  const keys = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret-never-shown' };

  it('has no credentials', async () => {
    const result = await home.run(['cfinfo'], { env: aws });
    expect(result).toMatchObject({ exitCode: 78, stdout: '' });
    expect(result.stderr).toMatch(/credentials/i);
    expect(result.stderr).toMatch(/^HINT: /m);
  });

  it('does not answer', async () => {
    const env = { ...aws, ...keys, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };
    const result = await home.run(['cfinfo', '--debug'], { env });
    expect(result).toMatchObject({ exitCode: 111, stdout: '' });
    expect(result.stderr).toContain('127.0.0.1:9');
    expect(result.stderr).not.toContain('secret-never-shown');
  });

  it.each([
    [
      'cloudfront:ListDistributions',
      ['cfinfo'],
      '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User is not authorized to perform: cloudfront:ListDistributions</Message></Error><RequestId>req-1</RequestId></ErrorResponse>',
    ],
    [
      's3:ListBucket',
      ['ls', `s3://${bucket}`],
      '<Error><Code>AccessDenied</Code><Message>Access Denied</Message><RequestId>req-1</RequestId></Error>',
    ],
  ])('refuses %s', async (permission, argv, body) => {
    const server = createServer((_request, response) => {
      response.writeHead(403, { 'content-type': 'text/xml', 'x-amz-request-id': 'req-1' }).end(body);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      const result = await home.run(argv, { env: { ...aws, ...keys, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` } });
      expect(result).toMatchObject({ exitCode: 77, stdout: '' });
      expect(result.stderr).toMatch(/^ERROR: .*AccessDenied.*403.*req-1/m);
      expect(result.stderr).toContain(permission);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });

  it('has an endpoint that is none', async () => {
    const result = await home.run(['cfinfo', '--endpoint-url', 'not a url'], { env: { ...aws, ...keys } });
    expect(result).toMatchObject({ exitCode: 64, stdout: '' });
  });
});

describe('a state that cannot be used', () => {
  let damaged: CliHome;
  afterEach(() => damaged.close());

  async function prepared(): Promise<CliHome> {
    damaged = new CliHome();
    await damaged.run(['mb', `s3://${bucket}`]);
    return damaged;
  }

  it.each([
    ['cut in half', (file: string) => truncateSync(file, 6000)],
    ['empty', (file: string) => truncateSync(file, 0)],
    ['something else', (file: string) => writeFileSync(file, 'this is no state '.repeat(1000))],
  ])('the data file is %s', async (_what, damage) => {
    const broken = await prepared();
    damage(join(broken.state, 'data.mdb'));
    const result = await broken.run(['cfinfo']);
    expect(result).toMatchObject({ signal: null, stdout: '' });
    expect(result.exitCode).toBe(72);
    expect(result.stderr).toMatch(/^ERROR: .*state/m);
    expect(result.stderr).toMatch(/^HINT: /m);
  });

  it('the directory is a file', async () => {
    damaged = new CliHome();
    writeFileSync(damaged.state, 'not a directory');
    expect(await damaged.run(['cfinfo'])).toMatchObject({ exitCode: 72, stdout: '' });
  });

  it('the directory belongs to something else', async () => {
    damaged = new CliHome();
    mkdirSync(damaged.state);
    writeFileSync(join(damaged.state, 'data.mdb'), '');
    const result = await damaged.run(['cfinfo']);
    expect(result.signal).toBeNull();
    expect(result.stdout).toBe('');
  });
});

describe('an interrupted wait', () => {
  it('ends with 130 and says how to go on', { timeout: 60_000 }, async () => {
    const env = { S3FRONT_LOCAL_PROPAGATION: '60s' };
    const result = await home.run(['cfremove', `cf://${id}`], { env, killAt: { line: /Waiting/, signal: 'SIGINT' } });
    expect(result).toMatchObject({ exitCode: 130, signal: null });
    expect(result.stderr).toContain(`s3front cfremove cf://${id}`);
  });

  it('ends with 75 when its time is over, which is no failure', { timeout: 60_000 }, async () => {
    const env = { S3FRONT_LOCAL_PROPAGATION: '60s' };
    await home.run(['cfmodify', `cf://${id}`, '--enable'], { env });
    const result = await home.run(['wait', `cf://${id}`, '--timeout', '1s'], { env });
    expect(result).toMatchObject({ exitCode: 75 });
    expect(result.stderr).toContain(`s3front wait cf://${id}`);
  });
});
