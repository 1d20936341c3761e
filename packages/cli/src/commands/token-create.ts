import { type BucketName, expectParsed, parseExistingBucketName } from '@s3front/core';
import type { TokenScope } from '@s3front/server';
import { EXAMPLE_TOKEN, printToken, type TokenDocument, tokenDocument } from '../output/token.ts';
import { type Command, defineCommand } from './command.ts';

/** What `token create --json` prints. */
export interface CreatedTokenDocument {
  readonly token: TokenDocument;
  /** The bearer text; shown this once. */
  readonly bearer: string;
}

const EXAMPLE: CreatedTokenDocument = { token: EXAMPLE_TOKEN, bearer: 's3f_...' };

export const command: Command = defineCommand({
  examples: [
    { command: 's3front token create --scope deploy --bucket www.example.org', summary: 'For one site.' },
    { command: 's3front token create --scope admin', summary: 'For everything.' },
  ],
  positionals: [],
  options: ['scope', 'bucket', 'description', 'database'],
  details: [
    'A token lets its bearer use the REST API: read looks, deploy also changes content and distributions, admin does everything. With --bucket it is good for those buckets, and what serves them, alone.',
    'It is shown once; only its hash is kept.',
  ],
  json: EXAMPLE,
  async run(context, { options }) {
    const { output } = context;
    const buckets = options.bucket.map(bucketNamed);
    const { openTokens } = await import('@s3front/server');
    const tokens = openTokens(await context.database(), context.environment.clock);
    const { token, bearer } = await tokens.create({
      scope: scopeOf(options.scope),
      buckets: buckets.length === 0 ? undefined : buckets,
      description: options.description,
    });
    printToken(output, token);
    output.field('Token', bearer);
    output.note('It is not shown again.');
    output.document({ token: tokenDocument(token), bearer } satisfies CreatedTokenDocument);
  },
});

function bucketNamed(text: string): BucketName {
  return expectParsed(parseExistingBucketName(text), 'BUCKET_NAME_INVALID', `--bucket '${text}'`);
}

/** The catalogue of options has checked that it is one of them. */
function scopeOf(text: string | undefined): TokenScope {
  return text === 'deploy' || text === 'admin' ? text : 'read';
}
