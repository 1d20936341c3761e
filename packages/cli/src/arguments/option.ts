/** One option, as it is typed, parsed and explained. */
export interface OptionDefinition {
  /**
   * - `flag`: stands alone, never eats the word after it;
   * - `value`: takes exactly one word; given again, the last one counts;
   * - `values`: takes one word each time it is given.
   */
  readonly kind: 'flag' | 'value' | 'values';
  /** One letter, for `-c`. */
  readonly short?: string;
  /** Another spelling of the name. */
  readonly alias?: string;
  /** What stands for the value in help: `NAME`. */
  readonly placeholder?: string;
  /** The only values that are taken. */
  readonly choices?: readonly string[];
  /** True for what every command takes. */
  readonly everywhere?: boolean;
  /** One line. */
  readonly summary: string;
}

/**
 * Every option that there is. A name means the same at every command, as it does in s3cmd, so options may stand
 * anywhere on the line, also before the command.
 */
const OPTIONS = {
  help: { kind: 'flag', short: 'h', everywhere: true, summary: 'Explain the command instead of running it' },
  version: { kind: 'flag', everywhere: true, summary: 'Print the version' },
  config: {
    kind: 'value',
    short: 'c',
    placeholder: 'FILE',
    everywhere: true,
    summary: "s3cmd's configuration file (default: $S3CMD_CONFIG, else ~/.s3cfg)",
  },
  access_key: {
    kind: 'value',
    alias: 'access-key',
    placeholder: 'KEY',
    everywhere: true,
    summary: 'AWS access key id',
  },
  secret_key: {
    kind: 'value',
    alias: 'secret-key',
    placeholder: 'KEY',
    everywhere: true,
    summary: 'AWS secret access key (others can see it; prefer the environment)',
  },
  access_token: {
    kind: 'value',
    alias: 'access-token',
    placeholder: 'TOKEN',
    everywhere: true,
    summary: 'Session token of temporary credentials',
  },
  profile: { kind: 'value', placeholder: 'NAME', everywhere: true, summary: 'Profile of the AWS configuration' },
  region: { kind: 'value', placeholder: 'REGION', everywhere: true, summary: 'AWS region, such as eu-west-1' },
  'endpoint-url': {
    kind: 'value',
    placeholder: 'URL',
    everywhere: true,
    summary: 'Another server instead of AWS; buckets are addressed by path there',
  },
  provider: {
    kind: 'value',
    placeholder: 'NAME',
    choices: ['aws', 'local'],
    everywhere: true,
    summary: "'aws', or 'local': an offline account on this machine",
  },
  json: { kind: 'flag', everywhere: true, summary: 'Print one JSON document instead of text' },
  quiet: { kind: 'flag', short: 'q', everywhere: true, summary: 'No text on standard output, no progress' },
  verbose: { kind: 'flag', short: 'v', everywhere: true, summary: 'Also say what is tried again, and why' },
  debug: { kind: 'flag', short: 'd', everywhere: true, summary: 'Trace every request (without secrets); show stacks' },
  progress: { kind: 'flag', everywhere: true, summary: 'Show progress although this is no terminal' },
  'no-progress': { kind: 'flag', everywhere: true, summary: 'Never show progress' },

  'bucket-location': { kind: 'value', placeholder: 'REGION', summary: 'Region to make the bucket in' },
  'allow-public-acls': { kind: 'flag', summary: 'Make a bucket that accepts put --acl-public' },
  recursive: { kind: 'flag', short: 'r', summary: 'Everything below a directory or prefix' },
  force: { kind: 'flag', short: 'f', summary: 'Do it although something is in the way' },
  yes: { kind: 'flag', summary: 'Answer every question with yes' },
  'dry-run': { kind: 'flag', short: 'n', summary: 'Only show what would be done' },
  'human-readable-sizes': { kind: 'flag', short: 'H', summary: 'Sizes as 5K, 3M' },
  'list-md5': { kind: 'flag', summary: 'Also list the ETag of each object' },

  'acl-public': { kind: 'flag', short: 'P', summary: 'Anybody may read the object' },
  'acl-private': { kind: 'flag', summary: 'Only the owner may read the object (the default)' },
  'mime-type': {
    kind: 'value',
    short: 'm',
    placeholder: 'TYPE',
    summary: 'Content type, instead of the one that the name says',
  },
  'add-header': {
    kind: 'values',
    placeholder: 'NAME:VALUE',
    summary: 'Header to store with the object, such as Cache-Control:max-age=60',
  },
  'cf-invalidate': { kind: 'flag', summary: 'Invalidate in CloudFront what was uploaded' },

  'cf-add-cname': { kind: 'values', placeholder: 'NAME', summary: 'Add an alias (repeat it for more)' },
  'cf-remove-cname': { kind: 'values', placeholder: 'NAME', summary: 'Remove an alias (repeat it for more)' },
  'cf-comment': { kind: 'value', placeholder: 'TEXT', summary: 'Comment of the distribution' },
  'cf-default-root-object': {
    kind: 'value',
    placeholder: 'KEY',
    summary: 'What is served at /, such as index.html; empty for nothing',
  },
  'cf-distribution': {
    kind: 'value',
    placeholder: 'cf://ID',
    summary: 'Which distribution, where several serve the bucket',
  },
  'access-logging-target-prefix': {
    kind: 'value',
    placeholder: 's3://BUCKET/PREFIX',
    summary: 'Write access logs there',
  },
  'no-access-logging': { kind: 'flag', summary: 'Write no access logs' },
  enable: { kind: 'flag', summary: 'Serve' },
  disable: { kind: 'flag', summary: 'Keep the distribution, but do not serve' },
  certificate: {
    kind: 'value',
    placeholder: 'ARN',
    summary: 'Certificate in us-east-1 (default: an issued one that covers every alias)',
  },
  'public-origin': {
    kind: 'flag',
    summary: 'Leave access to the bucket alone (default: CloudFront reads it privately)',
  },
  'alias-quota': {
    kind: 'value',
    placeholder: 'N',
    summary: 'How many aliases the account may give a distribution (default 100)',
  },
  wait: { kind: 'flag', summary: 'Wait until the change has reached every edge' },
  'no-wait': { kind: 'flag', summary: 'Disable and return; a later call deletes' },
  data: { kind: 'value', placeholder: 'DIR', summary: 'Keep everything there (default: forget it)' },
  propagation: {
    kind: 'value',
    placeholder: 'TIME',
    summary: 'How long a change takes to be deployed, such as 500ms or 1m (default 5s)',
  },
  seed: { kind: 'value', placeholder: 'TEXT', summary: 'Where identifiers come from: same seed, same ids' },
  account: {
    kind: 'values',
    placeholder: 'NAME:ACCESS_KEY:SECRET[:ACCOUNT_ID]',
    summary: 'Somebody who may sign (repeat it for more)',
  },
  'strict-auth': { kind: 'flag', summary: 'Verify signatures against the accounts that were given' },
  log: {
    kind: 'value',
    placeholder: 'FORM',
    choices: ['json', 'pretty'],
    summary: "A line on standard error for each request: 'json' or 'pretty'",
  },
  port: {
    kind: 'value',
    placeholder: 'N',
    summary: 'Port to listen on; 0 for any that is free (default 8787; emulator: 4566)',
  },
  host: { kind: 'value', placeholder: 'ADDRESS', summary: 'Address to listen on (default 127.0.0.1)' },
  database: {
    kind: 'value',
    placeholder: 'URL|DIR',
    summary: 'postgres://..., or a directory (default: $S3FRONT_DATABASE, else in the state directory)',
  },
  keep: {
    kind: 'value',
    placeholder: 'TIME',
    summary: 'How long finished operations are kept, such as 12h or 7d (default 30d)',
  },
  scope: {
    kind: 'value',
    placeholder: 'SCOPE',
    choices: ['read', 'deploy', 'admin'],
    summary: 'What the token may do (default read)',
  },
  bucket: { kind: 'values', placeholder: 'NAME', summary: 'Only for this bucket (repeat it for more)' },
  description: { kind: 'value', placeholder: 'TEXT', summary: 'What the token is for' },
  timeout: { kind: 'value', placeholder: 'TIME', summary: 'Longest wait, such as 90s, 30m or 1h (default 45m)' },
} as const;

export type OptionName = keyof typeof OPTIONS;

/** The same, as data to walk through. */
export const definitions: Readonly<Record<OptionName, OptionDefinition>> = OPTIONS;

/** Every name, in the order in which help lists them. */
export const optionNames: readonly OptionName[] = Object.keys(OPTIONS).filter(isOptionName);

/** What every command takes. */
export const everywhere: readonly OptionName[] = optionNames.filter((name) => definitions[name].everywhere === true);

export function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}

type ValueOf<Name extends OptionName> = (typeof OPTIONS)[Name]['kind'] extends 'flag'
  ? boolean
  : (typeof OPTIONS)[Name]['kind'] extends 'values'
    ? readonly string[]
    : string | undefined;

/** What was given for the named options: a flag is true or false, a value is there or not. */
export type OptionValues<Name extends OptionName> = { readonly [Key in Name]: ValueOf<Key> };

/** `--recursive (-r)`, `--cf-comment TEXT` */
export function spelling(name: OptionName): string {
  const definition = definitions[name];
  const value = definition.placeholder === undefined ? '' : ` ${definition.placeholder}`;
  return definition.short === undefined ? `--${name}${value}` : `-${definition.short}, --${name}${value}`;
}
