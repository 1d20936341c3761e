import { type CommandEntry, type CommandGroup, GROUPS } from '../commands/command-entry.ts';
import { TOPICS } from './topics.ts';
import { columns } from './wrap.ts';

const EXAMPLE = `s3front publishes S3 buckets through CloudFront.

EXAMPLE
  s3front mb s3://public.example.org
  s3front put -r site/ s3://public.example.org
  s3front cfcreate s3://public.example.org --cf-default-root-object index.html
  s3front cfinfo

  With --provider local (or S3FRONT_PROVIDER=local) all of it works on this
  machine, without an AWS account.`;

/** What a bare `s3front` says. */
export function overviewPage(commands: readonly CommandEntry[], version: string): string {
  const groups: readonly CommandGroup[] = ['publish', 'content', 'names', 'service', 'offline', 'help'];
  const sections = groups.map((group) => {
    const rows = commands
      .filter((entry) => entry.group === group)
      .map((entry) => [[entry.name, ...entry.aliases].join(', '), entry.summary] as const);
    return `${GROUPS[group].toUpperCase()}\n${columns(rows, 20)}`;
  });
  const topics = Object.entries(TOPICS).map(([name, topic]) => [`help ${name}`, topic.summary] as const);
  return `${[
    EXAMPLE,
    ...sections,
    `LEARN MORE\n${columns([['help COMMAND', 'Examples, options and output of a command'], ...topics], 20)}`,
    `s3front ${version}`,
  ].join('\n\n')}\n`;
}
