import { S3FrontError } from '@s3front/core';
import { type Command, defineCommand } from './command.ts';

/** What `token revoke --json` prints. */
export interface RevokedDocument {
  readonly revoked: readonly string[];
}

const EXAMPLE: RevokedDocument = { revoked: ['k3v9x2m4q8z1w7ab'] };

export const command: Command = defineCommand({
  examples: [{ command: 's3front token revoke k3v9x2m4q8z1w7ab', summary: 'From now on it is refused.' }],
  positionals: [{ name: 'ID', summary: 'The id of the token', required: true, repeatable: true }],
  options: ['database'],
  details: ['The id is what token create and token ls print; the secret is not needed.'],
  json: EXAMPLE,
  async run(context, { words }) {
    const { output } = context;
    const { openTokens } = await import('@s3front/server');
    const tokens = openTokens(await context.database(), context.environment.clock);
    const known = new Set((await tokens.list()).map((token) => token.id));
    const unknown = words.find((id) => !known.has(id));
    if (unknown !== undefined) throw absent(unknown);
    for (const id of words) {
      await tokens.revoke(id);
      output.print(`Token ${id} revoked`);
    }
    output.document({ revoked: words } satisfies RevokedDocument);
  },
});

function absent(id: string): S3FrontError {
  return new S3FrontError({
    code: 'TOKEN_NOT_FOUND',
    kind: 'not-found',
    message: `There is no token ${id}. None was revoked.`,
    hint: 'List them: s3front token ls',
  });
}
