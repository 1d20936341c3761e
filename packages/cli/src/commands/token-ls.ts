import { EXAMPLE_TOKEN, printToken, type TokenDocument, tokenDocument } from '../output/token.ts';
import { type Command, defineCommand } from './command.ts';

/** What `token ls --json` prints. */
export interface TokensDocument {
  readonly tokens: readonly TokenDocument[];
}

const EXAMPLE: TokensDocument = { tokens: [EXAMPLE_TOKEN] };

export const command: Command = defineCommand({
  examples: [{ command: 's3front token ls', summary: 'Who may use the REST API.' }],
  positionals: [],
  options: ['database'],
  details: ['The tokens, oldest first, without their secrets; revoked ones included.'],
  json: EXAMPLE,
  async run(context) {
    const { output } = context;
    const { openTokens } = await import('@s3front/server');
    const tokens = await openTokens(await context.database(), context.environment.clock).list();
    for (const token of tokens) {
      printToken(output, token);
      output.print();
    }
    output.document({ tokens: tokens.map(tokenDocument) } satisfies TokensDocument);
  },
});
