import { describe, expect, it } from 'vitest';
import { optionValues, parseArguments } from '../arguments/parse-arguments.ts';
import { resolveSettings, type Settings } from './settings.ts';

interface Given {
  readonly argv?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
}

function resolve({ argv = [], variables = {}, files = {} }: Given): Promise<Settings> {
  return resolveSettings({
    options: optionValues(parseArguments(argv).given, [
      'config',
      'access_key',
      'secret_key',
      'access_token',
      'profile',
      'region',
      'endpoint-url',
      'provider',
      'alias-quota',
      'database',
    ]),
    variables,
    homeDirectory: '/home/ann',
    async readTextFile(path) {
      const text = files[path];
      if (text !== undefined) return text;
      throw Object.assign(new Error('no such file'), { code: path.endsWith('locked') ? 'EACCES' : 'ENOENT' });
    },
  });
}

const S3CFG = { '/home/ann/.s3cfg': 'access_key = FILEKEY\nsecret_key = filesecret\nbucket_location = eu-west-1\n' };
const ENVIRONMENT = { AWS_ACCESS_KEY_ID: 'ENVKEY', AWS_SECRET_ACCESS_KEY: 'envsecret', AWS_REGION: 'eu-west-2' };
const FLAGS = ['--access_key=FLAGKEY', '--secret_key=flagsecret', '--region=eu-west-3'];

describe('resolveSettings', () => {
  it('leaves to the SDK what nobody says', async () => {
    expect(await resolve({})).toEqual({
      provider: 'aws',
      region: undefined,
      profile: undefined,
      credentials: undefined,
      endpoints: { everything: undefined, s3: undefined, cloudfront: undefined, acm: undefined },
      aclPublic: false,
      local: { directory: '/home/ann/.local/state/s3front', propagation: 3_000 },
      aliasQuota: undefined,
      database: '/home/ann/.local/state/s3front/server',
    });
  });

  it.each<[string, Given, string | undefined, string | undefined]>([
    ['the file alone', { files: S3CFG }, 'FILEKEY', 'eu-west-1'],
    ['the environment over the file', { files: S3CFG, variables: ENVIRONMENT }, 'ENVKEY', 'eu-west-2'],
    ['flags over both', { files: S3CFG, variables: ENVIRONMENT, argv: FLAGS }, 'FLAGKEY', 'eu-west-3'],
    [
      'a profile flag over keys',
      { files: S3CFG, variables: ENVIRONMENT, argv: ['--profile=p'] },
      undefined,
      'eu-west-2',
    ],
    ['AWS_PROFILE over the file', { files: S3CFG, variables: { AWS_PROFILE: 'p' } }, undefined, 'eu-west-1'],
    ['keys over AWS_PROFILE', { variables: { ...ENVIRONMENT, AWS_PROFILE: 'p' } }, 'ENVKEY', 'eu-west-2'],
    ["s3cmd's older names", { variables: { AWS_ACCESS_KEY: 'OLD', AWS_SECRET_KEY: 's' } }, 'OLD', undefined],
    [
      'nothing from an empty variable',
      { files: S3CFG, variables: { AWS_ACCESS_KEY_ID: '', AWS_REGION: '' } },
      'FILEKEY',
      'eu-west-1',
    ],
  ])('takes %s', async (_, given, key, region) => {
    const settings = await resolve(given);
    expect(settings.credentials?.accessKeyId).toBe(key);
    expect(settings.region).toBe(region);
  });

  it.each<[string, Given, string]>([
    ['half of a pair of flags', { argv: ['--access_key=A'] }, 'CREDENTIALS_INCOMPLETE'],
    ['half of a pair in the environment', { variables: { AWS_SECRET_ACCESS_KEY: 's' } }, 'CREDENTIALS_INCOMPLETE'],
    ['half of a pair in the file', { files: { '/home/ann/.s3cfg': 'access_key=A' } }, 'CREDENTIALS_INCOMPLETE'],
    ['a file that is not there', { argv: ['-c', '/nowhere'] }, 'CONFIG_FILE_UNREADABLE'],
    ['a file that the environment names', { variables: { S3CMD_CONFIG: '/nowhere' } }, 'CONFIG_FILE_UNREADABLE'],
    ['a file that may not be read', { argv: ['-c', '/locked'] }, 'CONFIG_FILE_UNREADABLE'],
    ['an unknown provider', { variables: { S3FRONT_PROVIDER: 'gcp' } }, 'PROVIDER_UNKNOWN'],
  ])('refuses %s as a matter of configuration', async (_, given, code) => {
    await expect(resolve(given)).rejects.toMatchObject({ code, kind: 'configuration' });
  });

  it.each<[string, Given, string]>([
    ['an endpoint without a scheme', { argv: ['--endpoint-url=localhost:9000'] }, 'ENDPOINT_INVALID'],
    ['another scheme', { variables: { AWS_ENDPOINT_URL: 'ftp://x' } }, 'ENDPOINT_INVALID'],
    ['a quota of none', { argv: ['--alias-quota=0'] }, 'ALIAS_QUOTA_INVALID'],
    ['a quota in words', { variables: { S3FRONT_ALIAS_QUOTA: 'many' } }, 'ALIAS_QUOTA_INVALID'],
    ['a time without a unit', { variables: { S3FRONT_LOCAL_PROPAGATION: '5' } }, 'DURATION_INVALID'],
  ])('refuses %s as a matter of usage', async (_, given, code) => {
    await expect(resolve(given)).rejects.toMatchObject({ code, kind: 'usage' });
  });

  it('never repeats a secret in an error', async () => {
    await expect(resolve({ argv: ['--secret_key=topsecret'] })).rejects.toMatchObject({
      message: expect.not.stringContaining('topsecret'),
    });
  });

  it('lets a flag speak for every service, and host_base for S3 alone', async () => {
    const files = { '/home/ann/.s3cfg': 'host_base = minio:9000' };
    const variables = { AWS_ENDPOINT_URL_S3: 'http://s3:1', AWS_ENDPOINT_URL_CLOUDFRONT: 'http://cf:1' };
    expect((await resolve({ files })).endpoints).toMatchObject({ everything: undefined, s3: 'https://minio:9000' });
    expect((await resolve({ files, variables })).endpoints).toMatchObject({
      s3: 'http://s3:1',
      cloudfront: 'http://cf:1',
    });
    expect((await resolve({ files, variables, argv: ['--endpoint-url=http://all:1'] })).endpoints).toEqual({
      everything: 'http://all:1',
      s3: undefined,
      cloudfront: undefined,
      acm: undefined,
    });
  });

  it.each<[Record<string, string>, string]>([
    [{ S3FRONT_HOME: '/tmp/x' }, '/tmp/x'],
    [{ XDG_STATE_HOME: '/state' }, '/state/s3front'],
    [{ XDG_STATE_HOME: 'relative' }, '/home/ann/.local/state/s3front'],
  ])('keeps the offline account by %j', async (variables, directory) => {
    expect((await resolve({ variables })).local.directory).toBe(directory);
  });
});
