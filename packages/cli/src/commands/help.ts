import { helpText } from '../help/help-text.ts';
import { type Command, defineCommand } from './command.ts';

export const command: Command = defineCommand({
  examples: [
    { command: 's3front help cfcreate', summary: 'Examples, options and output of a command.' },
    { command: 's3front help exit-codes', summary: 'A topic; there are exit-codes, environment and json.' },
  ],
  positionals: [{ name: 'TOPIC', summary: 'Command or topic', required: false, repeatable: true }],
  options: [],
  details: [],
  json: undefined,
  async run(context, { words }) {
    context.output.write(await helpText(context.commands, words, context.environment.version));
  },
});
