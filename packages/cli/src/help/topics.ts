import { EXIT_CODES } from '../exit-code.ts';
import { columns, wrap } from './wrap.ts';

export interface Topic {
  readonly summary: string;
  text(): string;
}

const VARIABLES: readonly (readonly [string, string])[] = [
  ['S3FRONT_PROVIDER', "'aws' (the default) or 'local', an offline account on this machine"],
  [
    'S3FRONT_HOME',
    'Directory of the offline account (default: s3front below $XDG_STATE_HOME, else below ~/.local/state)',
  ],
  ['S3FRONT_LOCAL_SEED', 'Where the identifiers of a new offline account come from: same seed, same ids'],
  ['S3FRONT_LOCAL_PROPAGATION', 'How long a change takes to be deployed there, such as 500ms or 1s (default 3s)'],
  ['S3FRONT_DATABASE', 'Where the REST API keeps its state: postgres://..., or a directory'],
  ['S3FRONT_ALIAS_QUOTA', 'How many aliases the account may give a distribution (default 100)'],
  ['S3CMD_CONFIG', "s3cmd's configuration file, instead of ~/.s3cfg"],
  ['AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN', 'Credentials'],
  ['AWS_PROFILE', 'Profile of ~/.aws/config and ~/.aws/credentials'],
  ['AWS_REGION, AWS_DEFAULT_REGION', 'Region'],
  ['AWS_ENDPOINT_URL', 'Another server instead of AWS'],
  ['AWS_ENDPOINT_URL_S3', 'Another server instead of S3 alone'],
  ['NO_COLOR, FORCE_COLOR', 'No colour at all; colour although this is no terminal'],
  ['CI, TERM=dumb', 'No live progress line'],
];

export const TOPICS: Readonly<Record<string, Topic>> = {
  'exit-codes': {
    summary: 'What the exit status says',
    text: () => {
      // Two kinds may share a code, and then its meaning.
      const meanings = new Map([[0, 'everything was done']]);
      for (const { code, meaning } of Object.values(EXIT_CODES)) meanings.set(code, meaning);
      const rows = [...meanings.entries()]
        .sort(([left], [right]) => left - right)
        .map(([code, meaning]) => [String(code).padStart(3), meaning] as const);
      return page(
        'EXIT CODES',
        'They are those of s3cmd, except that s3cmd ends its CloudFront commands with 1 although they succeeded.',
        columns(rows, 5),
        "  s3front cfinfo cf://E3RPA4Z4ALGTGO >/dev/null || echo 'it ended with' $?",
      );
    },
  },
  environment: {
    summary: 'Variables and files that are read',
    text: () =>
      page(
        'ENVIRONMENT',
        "A flag wins over the environment, that over s3cmd's file (-c FILE, $S3CMD_CONFIG or ~/.s3cfg: access_key, secret_key, access_token, bucket_location, host_base, use_https, acl_public), and that over the AWS profile and whatever credentials the AWS SDK finds by itself (a role, single sign-on, an instance).",
        columns(VARIABLES, 26),
        '  S3FRONT_PROVIDER=local s3front mb s3://try.example.org',
      ),
  },
  json: {
    summary: 'Output for programs',
    text: () =>
      page(
        'JSON',
        'With --json a command prints one JSON document on standard output, and nothing else there. An error is one JSON object on one line of standard error, {"error": {"code", "kind", "message", "hint", "exitCode", "aws", "problems"}}; a warning is {"warning": {"message", "hint"}}. Branch on "code"; sentences may change. Each page of help shows what its command prints.',
        undefined,
        "  s3front cfinfo --json | jq -r '.distributions[].domainName'",
      ),
  },
};

function page(title: string, text: string, table: string | undefined, example: string): string {
  const parts = [`EXAMPLE\n${example}`, `${title}\n${wrap(text, '  ')}`];
  return `${[...parts, ...(table === undefined ? [] : [table])].join('\n\n')}\n`;
}
