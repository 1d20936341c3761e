import { S3FrontError } from '@s3front/core';
import { completionScript, SHELLS, type Shell } from '../help/completion-script.ts';
import { type Command, defineCommand } from './command.ts';

export const command: Command = defineCommand({
  examples: [
    { command: 'source <(s3front completion bash)', summary: 'In ~/.bashrc.' },
    { command: 'source <(s3front completion zsh)', summary: 'In ~/.zshrc, after compinit.' },
    { command: 's3front completion fish | source', summary: 'In ~/.config/fish/config.fish.' },
  ],
  positionals: [{ name: 'SHELL', summary: 'bash, zsh or fish', required: true, repeatable: false }],
  options: [],
  details: ['The script is complete in itself: pressing Tab starts no program.'],
  json: undefined,
  async run(context, { words }) {
    const shell = SHELLS.find((candidate) => candidate === words[0]);
    if (shell === undefined) throw unknownShell(words[0] ?? '');
    context.output.write(await completionScript(shell, context.commands));
  },
});

function unknownShell(name: string): S3FrontError {
  const known: readonly Shell[] = SHELLS;
  return new S3FrontError({
    code: 'SHELL_UNKNOWN',
    kind: 'usage',
    message: `There is no completion for '${name}'.`,
    hint: `There is one for: ${known.join(', ')}`,
  });
}
