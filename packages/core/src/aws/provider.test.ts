import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DistributionId } from '../naming/cf-uri.ts';
import { createAwsProvider } from './index.ts';
import { openProvider } from './provider.ts';
import { stubWire } from './stub-wire.test-support.ts';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 's3front-aws-'));
  for (const name of ['AWS_REGION', 'AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) {
    vi.stubEnv(name, undefined);
  }
  vi.stubEnv('AWS_CONFIG_FILE', join(home, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(home, 'credentials'));
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(home, { recursive: true });
});

async function regionWith(settings: Parameters<typeof createAwsProvider>[0]): Promise<string> {
  const provider = await createAwsProvider(settings);
  return provider.objects.region;
}

describe('the region', () => {
  it('is us-east-1 where nobody says', async () => {
    expect(await regionWith({})).toBe('us-east-1');
  });

  it('is the setting before the environment before the profile', async () => {
    await writeFile(join(home, 'config'), '[default]\nregion = eu-north-1\n');
    expect(await regionWith({})).toBe('eu-north-1');
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    expect(await regionWith({})).toBe('eu-west-1');
    expect(await regionWith({ region: 'ap-south-1' })).toBe('ap-south-1');
  });

  it('is that of the named profile', async () => {
    await writeFile(join(home, 'config'), '[default]\nregion = eu-north-1\n[profile work]\nregion = sa-east-1\n');
    expect(await regionWith({ profile: 'work' })).toBe('sa-east-1');
  });
});

describe('credentials', () => {
  it('that are missing are told before anything is sent', async () => {
    const wire = stubWire(() => ({}));
    const { cdn } = await openProvider({ region: 'us-east-1' }, wire.overrides);
    await expect(cdn.getDistribution('E1' as DistributionId)).rejects.toMatchObject({
      code: 'CREDENTIALS_MISSING',
      kind: 'configuration',
      hint: expect.stringContaining('AWS_ACCESS_KEY_ID'),
    });
    expect(wire.sent).toEqual([]);
  });

  it('come from the environment', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDENVIRONMENT');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
    const wire = stubWire(() => ({ status: 204 }));
    const { cdn } = await openProvider({ region: 'us-east-1' }, wire.overrides);
    await cdn.deleteDistribution('E1' as DistributionId, 'E');
    expect(wire.sent[0]?.headers['authorization']).toContain('Credential=AKIDENVIRONMENT/');
  });

  it('come from the named profile, whatever the environment has', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDENVIRONMENT');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
    const file = '[work]\naws_access_key_id = AKIDPROFILE\naws_secret_access_key = y\n';
    await writeFile(join(home, 'credentials'), file);
    const wire = stubWire(() => ({ status: 204 }));
    const { cdn } = await openProvider({ region: 'us-east-1', profile: 'work' }, wire.overrides);
    await cdn.deleteDistribution('E1' as DistributionId, 'E');
    expect(wire.sent[0]?.headers['authorization']).toContain('Credential=AKIDPROFILE/');
  });
});

describe('an endpoint', () => {
  it.each(['127.0.0.1:5000', 'localhost', 'ftp://example.org', 'http://', ''])(
    '%j is refused at once',
    async (endpoint) => {
      await expect(createAwsProvider({ endpoint })).rejects.toMatchObject({
        code: 'ENDPOINT_INVALID',
        kind: 'configuration',
      });
    },
  );

  it('of one service goes before the one for all', async () => {
    const wire = stubWire(() => ({ status: 204 }));
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
    const endpoints = { endpoint: 'http://all.test', cloudfrontEndpoint: 'http://cdn.test' };
    const { cdn } = await openProvider({ region: 'us-east-1', credentials, ...endpoints }, wire.overrides);
    await cdn.deleteDistribution('E1' as DistributionId, 'E');
    expect(wire.sent[0]?.host).toBe('cdn.test');
  });
});

it('can be closed twice, used or not', async () => {
  const provider = await createAwsProvider({ region: 'us-east-1' });
  await provider.close();
  await expect(provider.close()).resolves.toBeUndefined();
});
