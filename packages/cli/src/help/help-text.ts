import { S3FrontError } from '@s3front/core';
import { nearest } from '../arguments/nearest.ts';
import { type CommandEntry, findCommand } from '../commands/command-entry.ts';
import { commandPage } from './command-page.ts';
import { overviewPage } from './overview-page.ts';
import { TOPICS } from './topics.ts';

/**
 * The page for a command or a topic; the overview without either.
 *
 * @throws `HELP_TOPIC_UNKNOWN` (kind `usage`)
 */
export async function helpText(
  commands: readonly CommandEntry[],
  words: readonly string[],
  version: string,
): Promise<string> {
  const [first] = words;
  if (first === undefined) return overviewPage(commands, version);
  if (words.length === 1 && Object.hasOwn(TOPICS, first)) return TOPICS[first]?.text() ?? '';
  const found = findCommand(commands, words);
  if (found !== undefined && found.rest.length === 0) {
    return commandPage(found.entry, (await found.entry.load()).command);
  }
  const names = [...commands.flatMap((entry) => [entry.name, ...entry.aliases]), ...Object.keys(TOPICS)];
  const family = names.filter((name) => name.startsWith(`${first} `));
  const meant = family[0] ?? nearest(words.join(' '), names);
  throw new S3FrontError({
    code: 'HELP_TOPIC_UNKNOWN',
    kind: 'usage',
    message: `There is no command or topic '${words.join(' ')}'.`,
    hint: meant === undefined ? 'See all of them with: s3front help' : `Did you mean: s3front help ${meant}`,
  });
}
