import type { Command } from './command.ts';

export type CommandGroup = 'publish' | 'content' | 'names' | 'service' | 'offline' | 'help';

/** What is known of a command before its code is loaded. */
export interface CommandEntry {
  /** One word, or two: `cert request`. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly group: CommandGroup;
  readonly summary: string;
  load(): Promise<{ readonly command: Command }>;
}

export const GROUPS: Readonly<Record<CommandGroup, string>> = {
  publish: 'Distributions',
  content: 'Buckets and objects',
  names: 'Names and certificates',
  service: 'REST API',
  offline: 'Offline',
  help: 'Help',
};

/** What the first words of a line name, and the words that are left for it. */
export function findCommand(
  commands: readonly CommandEntry[],
  words: readonly string[],
): { readonly entry: CommandEntry; readonly rest: readonly string[] } | undefined {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    const entry = commands.find((candidate) => candidate.name === name || candidate.aliases.includes(name));
    if (entry !== undefined) return { entry, rest: words.slice(length) };
  }
  return undefined;
}
