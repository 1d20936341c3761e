import { S3FrontError } from '@s3front/core';
import { parseDuration } from '../settings/duration.ts';
import { type Command, type CommandContext, defineCommand } from './command.ts';

/** What `serve --json` prints once the server listens. */
export interface ServingDocument {
  readonly url: string;
  /** Whether bearer tokens are asked for: not on loopback while there is none. */
  readonly tokens: boolean;
}

const EXAMPLE: ServingDocument = { url: 'http://127.0.0.1:8787', tokens: false };

const DEFAULT_PORT = 8787;
const DEFAULT_HOST = '127.0.0.1';

export const command: Command = defineCommand({
  examples: [
    { command: 's3front serve', summary: 'The REST API, for this machine alone.' },
    {
      command: 's3front serve --host 0.0.0.0 --database postgres://ann@db/s3front',
      summary: 'For others, who need a token; any number of such servers share the database.',
    },
  ],
  positionals: [],
  options: ['port', 'host', 'database', 'keep', 'alias-quota'],
  details: [
    'Publishing as a service, for people and programs without AWS credentials: the reference is at /docs, the specification at /openapi.json. Removals, waits and invalidations are operations that survive a crash; they are kept in PostgreSQL, or in a directory of this machine.',
    'Without a token it listens on loopback only. Make one with: s3front token create',
    'The log goes to standard error, a line of JSON per event. Ctrl-C stops it: what runs is finished, what is queued is kept.',
  ],
  json: EXAMPLE,
  async run(context, { options }) {
    const port = portOf(options.port);
    const keep = options.keep === undefined ? undefined : parseDuration(options.keep, '--keep');
    const { environment, output } = context;
    const { createServer, createLogger } = await import('@s3front/server');
    const { provider, clock, random } = await context.useCase();
    const { aliasQuota } = await context.settings();
    const database = await context.database();
    const logger = createLogger({
      level: output.debugging ? 'debug' : output.quiet ? 'warn' : 'info',
      destination: { write: (line: string) => environment.stderr.write(line) },
    });
    const settings = aliasQuota === undefined ? {} : { aliasQuota };
    const server = createServer({ provider, database, clock, random, logger, settings, work: { keep } });
    try {
      const { url } = await server.start({ port, host: options.host ?? DEFAULT_HOST });
      const tokens = await server.tokens.any();
      output.print(`Listening on ${url}`);
      output.print(`Reference at ${url}/docs`);
      output.document({ url, tokens } satisfies ServingDocument);
      await aborted(context);
    } finally {
      await server.close();
    }
  },
});

function aborted({ signal }: CommandContext): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function portOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new S3FrontError({
    code: 'PORT_INVALID',
    kind: 'usage',
    message: `--port is not a port: '${text}'.`,
    hint: 'Give a number up to 65535; 0 takes any that is free.',
  });
}
