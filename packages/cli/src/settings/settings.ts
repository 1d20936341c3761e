import { S3FrontError } from '@s3front/core';
import type { OptionValues } from '../arguments/option.ts';
import { parseDuration } from './duration.ts';
import { parseS3cmdFile, type S3cmdFile } from './s3cmd-file.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

/** URLs of other servers instead of AWS; `everything` is for the services that have none of their own. */
export interface Endpoints {
  readonly everything: string | undefined;
  readonly s3: string | undefined;
  readonly cloudfront: string | undefined;
  readonly acm: string | undefined;
}

/** What a run works with, from flags, the environment and ~/.s3cfg; what is undefined the AWS SDK finds by itself. */
export interface Settings {
  readonly provider: 'aws' | 'local';
  readonly region: string | undefined;
  readonly profile: string | undefined;
  readonly credentials: Credentials | undefined;
  readonly endpoints: Endpoints;
  readonly aclPublic: boolean;
  readonly local: {
    /** Where the offline account keeps its state. */
    readonly directory: string;
    /** Milliseconds until a change is deployed there. */
    readonly propagation: number;
    /** Where the identifiers of a new state come from; undefined for chance. */
    readonly seed: string | undefined;
  };
  readonly aliasQuota: number | undefined;
  /** Where the REST API keeps its state: `postgres://…`, or a directory. */
  readonly database: string;
}

/** The options that say something about settings, the same at every command. */
export type SettingsOption =
  | 'config'
  | 'access_key'
  | 'secret_key'
  | 'access_token'
  | 'profile'
  | 'region'
  | 'endpoint-url'
  | 'provider'
  | 'alias-quota'
  | 'database';

export interface SettingsSources {
  readonly options: OptionValues<SettingsOption>;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  readTextFile(path: string): Promise<string>;
}

const DEFAULT_PROPAGATION = 3_000;

/**
 * The settings of a run: a flag wins over the environment, that over s3cmd's file, and that over the AWS profile.
 *
 * @throws `CONFIG_FILE_UNREADABLE`, `CONFIG_FILE_INVALID`, `CREDENTIALS_INCOMPLETE`, `PROVIDER_UNKNOWN` (kind
 * `configuration`), `ENDPOINT_INVALID`, `ALIAS_QUOTA_INVALID`, `DURATION_INVALID` (kind `usage`)
 */
export async function resolveSettings(sources: SettingsSources): Promise<Settings> {
  const { options } = sources;
  const variable = (name: string): string | undefined => sources.variables[name] || undefined;
  const file = await readFile(sources);
  const home = variable('S3FRONT_HOME') ?? `${stateDirectory(sources)}/s3front`;
  return {
    provider: providerOf(options.provider ?? variable('S3FRONT_PROVIDER') ?? 'aws'),
    region: options.region ?? variable('AWS_REGION') ?? variable('AWS_DEFAULT_REGION') ?? file?.region,
    profile: options.profile ?? variable('AWS_PROFILE'),
    credentials: credentialsOf(sources, file),
    endpoints: endpointsOf(sources, file),
    aclPublic: file?.aclPublic ?? false,
    local: {
      directory: home,
      propagation: propagationOf(variable('S3FRONT_LOCAL_PROPAGATION')),
      seed: variable('S3FRONT_LOCAL_SEED'),
    },
    aliasQuota: quotaOf(options['alias-quota'], variable('S3FRONT_ALIAS_QUOTA')),
    database: options.database ?? variable('S3FRONT_DATABASE') ?? `${home}/server`,
  };
}

/** A file that was named must be there; ~/.s3cfg may be missing. */
async function readFile(sources: SettingsSources): Promise<S3cmdFile | undefined> {
  const named = sources.options.config ?? (sources.variables['S3CMD_CONFIG'] || undefined);
  const path = named ?? `${sources.homeDirectory}/.s3cfg`;
  let text: string;
  try {
    text = await sources.readTextFile(path);
  } catch (error) {
    if (named === undefined && codeOf(error) === 'ENOENT') return undefined;
    throw new S3FrontError({
      code: 'CONFIG_FILE_UNREADABLE',
      kind: 'configuration',
      message: `The configuration file ${path} cannot be read: ${reasonOf(error)}.`,
      hint: named === undefined ? undefined : 'Leave --config (-c) and $S3CMD_CONFIG away to use ~/.s3cfg',
      cause: error,
    });
  }
  return parseS3cmdFile(text, path, sources.variables);
}

/** A key and its secret come from one place: half of a pair is a mistake, not a reason to look further. */
function credentialsOf(sources: SettingsSources, file: S3cmdFile | undefined): Credentials | undefined {
  const { options, variables } = sources;
  const variable = (...names: readonly string[]): string | undefined =>
    names.map((name) => variables[name]).find((value) => value !== undefined && value !== '');
  const flags = pair('--access_key', options.access_key, '--secret_key', options.secret_key, options.access_token);
  if (flags !== undefined) return flags;
  if (options.profile !== undefined) return undefined;
  const environment = pair(
    'AWS_ACCESS_KEY_ID',
    variable('AWS_ACCESS_KEY_ID', 'AWS_ACCESS_KEY'),
    'AWS_SECRET_ACCESS_KEY',
    variable('AWS_SECRET_ACCESS_KEY', 'AWS_SECRET_KEY'),
    variable('AWS_SESSION_TOKEN', 'AWS_SECURITY_TOKEN'),
  );
  if (environment !== undefined) return environment;
  if (variable('AWS_PROFILE') !== undefined) return undefined;
  return pair('access_key in the s3cmd file', file?.accessKey, 'its secret_key', file?.secretKey, file?.accessToken);
}

function pair(
  keyName: string,
  accessKeyId: string | undefined,
  secretName: string,
  secretAccessKey: string | undefined,
  sessionToken: string | undefined,
): Credentials | undefined {
  if (accessKeyId !== undefined && secretAccessKey !== undefined) {
    return { accessKeyId, secretAccessKey, sessionToken };
  }
  if (accessKeyId === undefined && secretAccessKey === undefined) return undefined;
  const [there, missing] = accessKeyId === undefined ? [secretName, keyName] : [keyName, secretName];
  throw new S3FrontError({
    code: 'CREDENTIALS_INCOMPLETE',
    kind: 'configuration',
    message: `${there} is set, and ${missing} is not.`,
    hint: 'Set both, or neither of them.',
  });
}

function providerOf(name: string): 'aws' | 'local' {
  if (name === 'aws' || name === 'local') return name;
  throw new S3FrontError({
    code: 'PROVIDER_UNKNOWN',
    kind: 'configuration',
    message: `There is no provider '${name}'.`,
    hint: 'S3FRONT_PROVIDER is one of: aws, local',
  });
}

/** A flag speaks for every service. `host_base` in s3cmd's file means S3 alone, and only when nothing else is said. */
function endpointsOf({ options, variables }: SettingsSources, file: S3cmdFile | undefined): Endpoints {
  const flag = options['endpoint-url'];
  const service = (name: string): string | undefined =>
    flag === undefined ? variables[`AWS_ENDPOINT_URL_${name}`] || undefined : undefined;
  const everything = flag ?? (variables['AWS_ENDPOINT_URL'] || undefined);
  const endpoints = {
    everything,
    s3: service('S3') ?? (everything === undefined ? file?.endpoint : undefined),
    cloudfront: service('CLOUDFRONT'),
    acm: service('ACM'),
  };
  for (const endpoint of Object.values(endpoints)) checkEndpoint(endpoint);
  return endpoints;
}

function checkEndpoint(endpoint: string | undefined): void {
  if (endpoint === undefined) return;
  if (URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)) return;
  throw new S3FrontError({
    code: 'ENDPOINT_INVALID',
    kind: 'usage',
    message: `The endpoint '${endpoint}' is not a URL.`,
    hint: 'Write it with its scheme: http://localhost:9000',
  });
}

/** Source: XDG Base Directory Specification; a relative path there is to be ignored. */
function stateDirectory(sources: SettingsSources): string {
  const configured = sources.variables['XDG_STATE_HOME'];
  return configured?.startsWith('/') === true ? configured : `${sources.homeDirectory}/.local/state`;
}

function propagationOf(text: string | undefined): number {
  return text === undefined ? DEFAULT_PROPAGATION : parseDuration(text, 'S3FRONT_LOCAL_PROPAGATION');
}

function quotaOf(flag: string | undefined, variable: string | undefined): number | undefined {
  const text = flag ?? variable;
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new S3FrontError({
    code: 'ALIAS_QUOTA_INVALID',
    kind: 'usage',
    message: `${flag === undefined ? 'S3FRONT_ALIAS_QUOTA' : '--alias-quota'} is not a number of aliases: '${text}'.`,
  });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function reasonOf(error: unknown): string {
  const known = REASONS[codeOf(error) ?? ''];
  return known ?? (error instanceof Error ? error.message : String(error));
}

/** What a code of node:fs means. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'its permissions do not allow it',
  EISDIR: 'it is a directory',
};
