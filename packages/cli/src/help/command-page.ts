import { definitions, everywhere, type OptionName, spelling } from '../arguments/option.ts';
import type { Command, Positional } from '../commands/command.ts';
import type { CommandEntry } from '../commands/command-entry.ts';
import { columns, wrap } from './wrap.ts';

const LEFT = 26;

/** The page of one command: an example first, then the rest. */
export function commandPage(entry: CommandEntry, command: Command): string {
  const names = entry.aliases.length === 0 ? '' : ` (also: ${entry.aliases.join(', ')})`;
  const sections: string[] = [
    `${entry.summary}${names}.`,
    section(
      'EXAMPLES',
      command.examples.map((example) => `  ${example.command}\n${wrap(example.summary, '      ')}`),
    ),
    section('USAGE', [`  ${usageLine(entry, command)}`]),
  ];
  if (command.details.length > 0) {
    sections.push(section('DESCRIPTION', [command.details.map((text) => wrap(text, '  ')).join('\n\n')]));
  }
  if (command.positionals.length > 0) {
    sections.push(
      section('ARGUMENTS', [
        columns(
          command.positionals.map((positional) => [positional.name, positional.summary] as const),
          LEFT,
        ),
      ]),
    );
  }
  if (command.options.length > 0) sections.push(section('OPTIONS', [optionRows(command.options)]));
  sections.push(section('GENERAL OPTIONS', [optionRows(everywhere)]));
  if (command.json !== undefined) {
    sections.push(section('WITH --json', [indented(JSON.stringify(command.json, null, 2))]));
  }
  sections.push(
    section('LEARN MORE', [
      '  s3front help environment    variables and files that are read',
      '  s3front help exit-codes     what the exit status says',
    ]),
  );
  return `${sections.join('\n\n')}\n`;
}

function usageLine(entry: CommandEntry, command: Command): string {
  return ['s3front', entry.name, '[OPTIONS]', ...command.positionals.map(positionalUsage)].join(' ');
}

function positionalUsage(positional: Positional): string {
  const repeated = positional.repeatable ? `${positional.name}...` : positional.name;
  return positional.required ? repeated : `[${repeated}]`;
}

function optionRows(names: readonly OptionName[]): string {
  return columns(
    names.map((name) => {
      const { choices, summary } = definitions[name];
      return [spelling(name), choices === undefined ? summary : `${summary} (${choices.join(', ')})`] as const;
    }),
    LEFT,
  );
}

function section(title: string, parts: readonly string[]): string {
  return `${title}\n${parts.join('\n')}`;
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
