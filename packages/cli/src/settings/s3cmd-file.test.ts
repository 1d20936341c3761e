import { describe, expect, it } from 'vitest';
import { parseS3cmdFile } from './s3cmd-file.ts';

const parse = (text: string, variables: Record<string, string> = {}) => parseS3cmdFile(text, '/x/.s3cfg', variables);

describe('parseS3cmdFile', () => {
  it('reads what s3cmd writes', () => {
    const text = `[default]
# a comment
access_key = AKIDEXAMPLE
secret_key = "wJalr/XUtn=FEMI "
access_token =
bucket_location = EU
host_base = s3.amazonaws.com
host_bucket = %(bucket)s.s3.amazonaws.com
acl_public = True
use_https = False
gpg_command = None
nonsense
`;
    expect(parse(text)).toEqual({
      accessKey: 'AKIDEXAMPLE',
      secretKey: 'wJalr/XUtn=FEMI ',
      accessToken: undefined,
      region: 'eu-west-1',
      endpoint: undefined,
      aclPublic: true,
    });
  });

  it('takes a value from the environment', () => {
    expect(parse('secret_key = $MY_SECRET', { MY_SECRET: 'hidden' }).secretKey).toBe('hidden');
    expect(parse('secret_key = $MY_SECRET').secretKey).toBeUndefined();
  });

  it.each([
    ['host_base = localhost:9000', 'https://localhost:9000'],
    ['host_base = localhost:9000\nuse_https = no', 'http://localhost:9000'],
    ['host_base = http://localhost:9000\r\n', 'https://localhost:9000'],
    ['host_base = s3.eu-west-1.amazonaws.com', undefined],
    ['host_base = s3.cn-north-1.amazonaws.com.cn', undefined],
    ['host_base = notamazonaws.com', 'https://notamazonaws.com'],
  ])('%j', (text, endpoint) => {
    expect(parse(text).endpoint).toBe(endpoint);
  });

  it.each([
    ['US', 'us-east-1'],
    ['us-west-2', 'us-west-2'],
  ])('location %s', (location, region) => {
    expect(parse(`bucket_location = ${location}`).region).toBe(region);
  });

  it('refuses a truth that is none, and does not repeat the value', () => {
    expect(() => parse('acl_public = maybe')).toThrow('/x/.s3cfg: acl_public is neither True nor False.');
  });
});
