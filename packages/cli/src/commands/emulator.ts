import { S3FrontError } from '@s3front/core';
import type { AccountKeys, LoggedRequest, OfflineAws, OfflineAwsOptions } from '@s3front/testing/wire';
import type { OptionValues } from '../arguments/option.ts';
import type { Output } from '../output/output.ts';
import { parseDuration } from '../settings/duration.ts';
import { type Command, type CommandContext, defineCommand } from './command.ts';

/** What `emulator --json` prints once it listens. */
export interface EmulatorDocument {
  readonly endpoint: string;
  readonly accounts: readonly {
    readonly name: string;
    readonly id: string;
    readonly accessKey: string;
    readonly canonicalId: string;
  }[];
}

const EXAMPLE: EmulatorDocument = {
  endpoint: 'http://127.0.0.1:4566',
  accounts: [
    {
      name: 'default',
      id: '123456789012',
      accessKey: 'test',
      canonicalId: 'f820d4939c2e3819...4166151cfd26f9',
    },
  ],
};

const DEFAULT_PORT = 4566;
const OPTIONS = ['port', 'host', 'data', 'propagation', 'seed', 'account', 'strict-auth', 'log'] as const;

export const command: Command = defineCommand({
  examples: [
    { command: 's3front emulator', summary: 'Forgets everything when it stops.' },
    { command: 's3front emulator --data ./aws --propagation 1s', summary: 'Keeps everything below ./aws.' },
    {
      command: 's3front emulator --strict-auth --account alice:AKIDALICE:secret',
      summary: 'An account, and wrong signatures refused.',
    },
  ],
  positionals: [],
  options: OPTIONS,
  details: [
    'Any client of S3 and CloudFront can talk to it: the lines to paste are printed when it listens. It runs until Ctrl-C.',
    'With --data it shares the directory with --provider local: both may be open at once. What was acknowledged is on the disk.',
    "Without --strict-auth every access key is somebody's; a request without a signature is anonymous.",
    'Its clock, its faults and its log of requests are under /_s3front/, for this machine only.',
  ],
  json: EXAMPLE,
  async run(context, { options }) {
    const { output } = context;
    const settings = settingsOf(options, context);
    const { startOfflineAws } = await import('@s3front/testing/wire');
    const aws = await startOfflineAws(settings);
    try {
      for (const line of greeting(aws, settings)) output.print(line);
      output.document(documentOf(aws));
      await aborted(context.signal);
    } finally {
      await aws.close();
    }
  },
});

function settingsOf(
  options: OptionValues<(typeof OPTIONS)[number]>,
  { environment, output }: CommandContext,
): OfflineAwsOptions {
  const { propagation, data, seed, host } = options;
  return {
    port: portOf(options.port),
    host,
    data,
    seed,
    propagation: propagation === undefined ? undefined : parseDuration(propagation, '--propagation'),
    accounts: options.account.map(accountOf),
    strictAuth: options['strict-auth'],
    onRequest: loggerOf(options.log, environment.stderr.write.bind(environment.stderr)),
    onFault: (error, requestId) => tellFault(output, error, requestId),
  };
}

function portOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new S3FrontError({
    code: 'PORT_INVALID',
    kind: 'usage',
    message: `--port is not a port: '${text}'.`,
    hint: 'Write a number from 1 to 65535, or 0 for any that is free.',
  });
}

function accountOf(text: string): AccountKeys {
  const [name = '', accessKey = '', secretKey = '', id, ...rest] = text.split(':');
  const complete = [name, accessKey, secretKey].every((part) => /^\S+$/.test(part));
  if (complete && rest.length === 0 && (id === undefined || /^\d{12}$/.test(id))) {
    return { name, accessKey, secretKey, id };
  }
  throw new S3FrontError({
    code: 'ACCOUNT_INVALID',
    kind: 'usage',
    message: `--account cannot be read for '${name}'.`,
    hint: 'Write NAME:ACCESS_KEY:SECRET or NAME:ACCESS_KEY:SECRET:ACCOUNT_ID, where the id has twelve digits.',
  });
}

function loggerOf(form: string | undefined, write: (text: string) => void): OfflineAwsOptions['onRequest'] {
  if (form === undefined) return undefined;
  const lineOf = form === 'json' ? (request: LoggedRequest) => JSON.stringify(request) : prettyLine;
  return (request) => write(`${lineOf(request)}\n`);
}

/** What a client sends may hold anything; a URL and a header are ASCII by the time they are here. */
function prettyLine({ at, status, service, method, host, url, caller, error }: LoggedRequest): string {
  const time = new Date(at).toISOString().slice(11, 23);
  const words = [time, String(status), service, method, `${host}${url}`, caller, error ?? ''];
  return words
    .join(' ')
    .replace(/[^\x20-\x7e]/g, '?')
    .trimEnd();
}

function tellFault(output: Output, error: unknown, requestId: string): void {
  output.warn(`Request ${requestId} ended in a fault of this program: ${String(error)}`);
  if (error instanceof Error && error.stack !== undefined) output.debug(error.stack);
}

function documentOf({ endpoint, accounts }: OfflineAws): EmulatorDocument {
  return {
    endpoint,
    accounts: accounts.map(({ name, id, accessKey, canonicalId }) => ({ name, id, accessKey, canonicalId })),
  };
}

function greeting({ endpoint, port, accounts }: OfflineAws, settings: OfflineAwsOptions): readonly string[] {
  const address = `127.0.0.1:${port}`;
  const key = accounts[0]?.accessKey ?? '';
  // The default one is no secret; one that was given is not printed again.
  const secret = settings.accounts?.length === 0 ? 'test' : 'ITS_SECRET';
  return [
    `An offline AWS (S3, CloudFront, ACM, Route 53, STS) listens on ${endpoint}`,
    settings.data === undefined ? 'It forgets everything when it stops.' : `Everything is kept below ${settings.data}`,
    '',
    ...accounts.map(
      ({ name, id, accessKey, canonicalId }) =>
        `Account ${name}: ${id}, access key ${accessKey}, canonical user id ${canonicalId}`,
    ),
    '',
    'AWS SDKs, AWS CLI, s3front:',
    `  export AWS_ENDPOINT_URL=${endpoint} AWS_ACCESS_KEY_ID=${key} AWS_SECRET_ACCESS_KEY=${secret} AWS_REGION=us-east-1`,
    's3cmd:',
    `  s3cmd --host=${address} --host-bucket=${address} --no-ssl --access_key=${key} --secret_key=${secret} ls`,
    'rclone:',
    `  rclone lsd ":s3,provider=Other,endpoint='${endpoint}',access_key_id=${key},secret_access_key=${secret},acl=bucket-owner-full-control,bucket_acl=private:"`,
    'boto3:',
    `  boto3.client("s3", endpoint_url="${endpoint}", region_name="us-east-1", aws_access_key_id="${key}", aws_secret_access_key="${secret}")`,
    '',
    'Stop it with Ctrl-C.',
  ];
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
