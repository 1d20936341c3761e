import { S3FrontError } from '@s3front/core';

/** What s3front takes from a configuration file of s3cmd; every other key is left to s3cmd. */
export interface S3cmdFile {
  readonly accessKey: string | undefined;
  readonly secretKey: string | undefined;
  readonly accessToken: string | undefined;
  /** As S3 spells it today: `US` is us-east-1 and `EU` is eu-west-1. */
  readonly region: string | undefined;
  /** A URL, where `host_base` is no host of AWS. */
  readonly endpoint: string | undefined;
  readonly aclPublic: boolean | undefined;
}

/**
 * Reads s3cmd's format: `key = value` lines, sections and comments ignored, double quotes around a value taken off,
 * a value such as `$NAME` taken from the environment.
 *
 * @throws `CONFIG_FILE_INVALID` (kind `configuration`) for a value that cannot be what its key needs
 */
export function parseS3cmdFile(
  text: string,
  path: string,
  variables: Readonly<Record<string, string | undefined>>,
): S3cmdFile {
  const values = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, key, raw] = /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === undefined || raw === undefined) continue;
    const value = raw.replace(/^"(.*)"$/, '$1');
    values.set(key, value.startsWith('$') ? (variables[value.slice(1)] ?? '') : value);
  }
  const read = (key: string): string | undefined => {
    const value = values.get(key);
    return value === undefined || value === '' || value === 'None' ? undefined : value;
  };
  const truth = (key: string): boolean | undefined => {
    const value = read(key)?.toLowerCase();
    if (value === undefined) return undefined;
    if (['yes', 'true', 'on', '1'].includes(value)) return true;
    if (['no', 'false', 'off', '0'].includes(value)) return false;
    throw new S3FrontError({
      code: 'CONFIG_FILE_INVALID',
      kind: 'configuration',
      message: `${path}: ${key} is neither True nor False.`,
    });
  };
  return {
    accessKey: read('access_key'),
    secretKey: read('secret_key'),
    accessToken: read('access_token'),
    region: regionOf(read('bucket_location')),
    endpoint: endpointOf(read('host_base'), truth('use_https') ?? true),
    aclPublic: truth('acl_public'),
  };
}

/** s3cmd writes `US` into every new file, and `EU` was a location before regions had names. */
function regionOf(location: string | undefined): string | undefined {
  const region = location?.toLowerCase();
  if (region === 'us') return 'us-east-1';
  return region === 'eu' ? 'eu-west-1' : region;
}

/** Undefined for AWS, whose host names follow from the region. */
function endpointOf(host: string | undefined, https: boolean): string | undefined {
  if (host === undefined) return undefined;
  const bare = host.replace(/^https?:\/\//i, '');
  if (/(^|\.)amazonaws\.com(\.cn)?(:\d+)?\/?$/i.test(bare)) return undefined;
  return `${https ? 'https' : 'http'}://${bare}`;
}
