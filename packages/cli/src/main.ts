import { hasCode, S3FrontError } from '@s3front/core';
import { nearest } from './arguments/nearest.ts';
import { everywhere, type OptionName } from './arguments/option.ts';
import { optionValues, type ParsedArguments, parseArguments } from './arguments/parse-arguments.ts';
import type { Command } from './commands/command.ts';
import { type CommandEntry, findCommand } from './commands/command-entry.ts';
import { COMMANDS } from './commands/table.ts';
import type { Environment } from './environment.ts';
import { exitCodeOf } from './exit-code.ts';
import { createOutput, type Output } from './output/output.ts';
import { createSession } from './session.ts';

/**
 * Runs one command line, without the name of the program, and answers the exit code. Nothing is thrown, and nothing
 * is taken from anywhere but the environment that is given.
 */
export async function run(argv: readonly string[], environment: Environment): Promise<number> {
  let output = createOutput(environment, {
    json: argv.includes('--json'),
    quiet: false,
    verbose: false,
    debug: argv.includes('--debug'),
    progress: false,
  });
  try {
    const parsed = parseArguments(argv);
    output = outputFor(parsed, environment);
    return await runParsed(parsed, environment, output);
  } catch (error) {
    output.error(error);
    return exitCodeOf(error);
  }
}

async function runParsed(parsed: ParsedArguments, environment: Environment, output: Output): Promise<number> {
  const { words, given } = parsed;
  if (given.has('version')) {
    output.write(`s3front ${environment.version}\n`);
    return 0;
  }
  if (words.length === 0) return explain([], environment, output);
  const found = findCommand(COMMANDS, words);
  if (found === undefined) throw unknownCommand(words);
  if (given.has('help')) return explain([found.entry.name], environment, output);
  const { command } = await found.entry.load();
  checkOptions(found.entry, command, given);
  checkWords(found.entry, command, found.rest);
  return runCommand(command, { words: found.rest, given }, environment, output);
}

async function runCommand(
  command: Command,
  parsed: ParsedArguments,
  environment: Environment,
  output: Output,
): Promise<number> {
  const session = createSession(parsed, environment, output, COMMANDS);
  try {
    await command.run(session.context, parsed);
    output.live.stop();
    return 0;
  } catch (error) {
    // The reader has gone away (`| head`), and the command stopped because of it.
    if (hasCode(error, 'OUTPUT_CLOSED')) return 0;
    const told = session.explained(error);
    output.error(told);
    return exitCodeOf(told);
  } finally {
    await session.close();
  }
}

function outputFor(parsed: ParsedArguments, environment: Environment): Output {
  const options = optionValues(parsed.given, ['json', 'quiet', 'verbose', 'debug', 'progress', 'no-progress']);
  return createOutput(environment, {
    ...options,
    progress: options.progress ? true : options['no-progress'] ? false : undefined,
  });
}

async function explain(topic: readonly string[], environment: Environment, output: Output): Promise<number> {
  const { helpText } = await import('./help/help-text.ts');
  output.write(await helpText(COMMANDS, topic, environment.version));
  return 0;
}

function unknownCommand(words: readonly string[]): S3FrontError {
  const typed = words[0] ?? '';
  const names = COMMANDS.flatMap((entry) => [entry.name, ...entry.aliases]);
  const family = names.filter((name) => name.startsWith(`${typed} `));
  if (family.length > 0) {
    return new S3FrontError({
      code: 'COMMAND_INCOMPLETE',
      kind: 'usage',
      message: `'${typed}' needs a second word.`,
      hint: `It is one of: ${family.map((name) => `s3front ${name}`).join(', ')}`,
    });
  }
  const meant = nearest(typed, names) ?? nearest(words.slice(0, 2).join(' '), names);
  return new S3FrontError({
    code: 'COMMAND_UNKNOWN',
    kind: 'usage',
    message: `There is no command '${typed}'.`,
    hint: meant === undefined ? 'See all commands with: s3front help' : `Did you mean: s3front ${meant}`,
  });
}

function checkOptions(entry: CommandEntry, command: Command, given: ParsedArguments['given']): void {
  const taken: readonly OptionName[] = [...command.options, ...everywhere];
  const foreign = [...given.keys()].find((name) => !taken.includes(name));
  if (foreign === undefined) return;
  const meant = nearest(
    `--${foreign}`,
    command.options.map((name) => `--${name}`),
  );
  throw new S3FrontError({
    code: 'OPTION_NOT_TAKEN',
    kind: 'usage',
    message: `${entry.name} has no option --${foreign}.`,
    hint: `${meant === undefined ? '' : `Did you mean ${meant}? `}See its options with: s3front help ${entry.name}`,
  });
}

function checkWords(entry: CommandEntry, command: Command, words: readonly string[]): void {
  const { positionals } = command;
  const least = positionals.filter((positional) => positional.required).length;
  const unlimited = positionals.some((positional) => positional.repeatable);
  const [example] = command.examples;
  if (words.length < least) {
    throw new S3FrontError({
      code: 'PARAMETERS_MISSING',
      kind: 'usage',
      message: `Not enough parameters for command '${entry.name}'.`,
      hint: `For example: ${example.command}`,
    });
  }
  if (!unlimited && words.length > positionals.length) {
    throw new S3FrontError({
      code: 'PARAMETERS_TOO_MANY',
      kind: 'usage',
      message: `Too many parameters for command '${entry.name}': '${words[positionals.length] ?? ''}' is one too many.`,
      hint: `For example: ${example.command}`,
    });
  }
}
