import { S3FrontError } from '@s3front/core';
import yargs from 'yargs';
import { nearest } from './nearest.ts';
import { definitions, isOptionName, type OptionName, type OptionValues, optionNames } from './option.ts';

/** The command line taken apart: the words that are no options, and what was given for each option. */
export interface ParsedArguments {
  readonly words: readonly string[];
  readonly given: ReadonlyMap<OptionName, readonly string[]>;
}

/**
 * Takes a command line apart, the way s3cmd does: options stand anywhere, `--o v` and `--o=v` are the same, `--` ends
 * them, `-` is a word. Words are never read as numbers, and `--no-wait` is a name of its own.
 *
 * @throws `OPTION_UNKNOWN`, `OPTION_VALUE_MISSING`, `OPTION_VALUE_UNEXPECTED`, `OPTION_VALUE_INVALID` (kind `usage`)
 */
export function parseArguments(argv: readonly string[]): ParsedArguments {
  const args = expandShorts(argv);
  checkOptions(args);
  const parsed = yargs(args)
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'duplicate-arguments-array': true,
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'populate--': true,
      'strip-aliased': true,
    })
    .help(false)
    .version(false)
    .fail(false)
    .exitProcess(false)
    .detectLocale(false)
    .options(yargsOptions())
    .parseSync();
  const words = wordsOf(parsed['_']);
  const given = new Map<OptionName, readonly string[]>();
  for (const name of optionNames) {
    const value = parsed[name];
    if (value !== undefined && value !== false) given.set(name, wordsOf(value));
  }
  checkChoices(given);
  return { words: [...words, ...wordsOf(parsed['--'] ?? [])], given };
}

/** What was given for the named options, typed by their kinds. */
export function optionValues<Name extends OptionName>(
  given: ParsedArguments['given'],
  names: readonly Name[],
): OptionValues<Name> {
  const values: Partial<Record<OptionName, boolean | string | readonly string[] | undefined>> = {};
  for (const name of names) {
    const all = given.get(name);
    const { kind } = definitions[name];
    values[name] = kind === 'flag' ? all !== undefined : kind === 'values' ? (all ?? []) : all?.at(-1);
  }
  // The kinds that the loop goes by are the kinds that the type is made of.
  return values as OptionValues<Name>;
}

function yargsOptions(): Record<string, { type: 'boolean' | 'string'; nargs: number; alias: string[] }> {
  return Object.fromEntries(
    optionNames.map((name) => {
      const { kind, short, alias } = definitions[name];
      const aliases = [short, alias].filter((other) => other !== undefined);
      // No words for a flag, so that `-r true` keeps the file named true; one for the others, so that a repeatable
      // option leaves the URI after its value alone.
      return kind === 'flag'
        ? [name, { type: 'boolean', nargs: 0, alias: aliases }]
        : [name, { type: 'string', nargs: 1, alias: aliases }];
    }),
  );
}

function wordsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** `-rf` to `-r -f`, `-cFILE` to `-c FILE`; what is not made of known letters stays whole. */
function expandShorts(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  const options = end === -1 ? argv : argv.slice(0, end);
  return [...options.flatMap(expandShort), ...(end === -1 ? [] : argv.slice(end))];
}

function expandShort(arg: string): readonly string[] {
  if (!/^-[^-]./.test(arg)) return [arg];
  const expanded: string[] = [];
  for (let index = 1; index < arg.length; index += 1) {
    const letter = arg.charAt(index);
    const name = byShort(letter);
    if (name === undefined) return [arg];
    expanded.push(`-${letter}`);
    if (definitions[name].kind === 'flag') continue;
    const value = arg.slice(index + 1).replace(/^=/, '');
    if (index + 1 < arg.length) expanded.push(value);
    break;
  }
  return expanded;
}

/**
 * Every option is known and has a value exactly when it takes one. Done before yargs reads the line, because yargs lets
 * some pass that nobody declared (`--no-force`), and would take `--typo` for a comment in `--cf-comment --typo`.
 */
function checkOptions(args: readonly string[]): void {
  let isValue = false;
  for (const [index, arg] of args.entries()) {
    if (isValue) isValue = false;
    else if (arg === '--') return;
    else if (arg.startsWith('-') && arg !== '-') isValue = checkOption(arg, args[index + 1]);
  }
}

/** True when the next word is the value of this option. */
function checkOption(arg: string, next: string | undefined): boolean {
  const equals = arg.indexOf('=');
  const option = named(equals === -1 ? arg : arg.slice(0, equals));
  if (option === undefined) throw unknownOption(arg);
  if (definitions[option].kind === 'flag') {
    if (equals !== -1) throw usage('OPTION_VALUE_UNEXPECTED', `--${option} takes no value.`);
    return false;
  }
  if (equals !== -1) return false;
  checkValue(option, next);
  return true;
}

function checkValue(option: OptionName, next: string | undefined): void {
  if (next !== undefined && (next === '-' || !next.startsWith('-'))) return;
  throw usage(
    'OPTION_VALUE_MISSING',
    `--${option} needs a value: --${option} ${definitions[option].placeholder ?? 'VALUE'}.`,
    next === undefined ? undefined : `A value that begins with a dash is written --${option}=${next}`,
  );
}

function checkChoices(given: ParsedArguments['given']): void {
  for (const [name, values] of given) {
    const { choices } = definitions[name];
    const wrong = choices === undefined ? undefined : values.find((value) => !choices.includes(value));
    if (choices === undefined || wrong === undefined) continue;
    throw usage('OPTION_VALUE_INVALID', `--${name} cannot be '${wrong}'.`, `It is one of: ${choices.join(', ')}`);
  }
}

/** The option that is spelt `--name` or `-n`. */
function named(spelt: string): OptionName | undefined {
  if (/^-[^-]$/.test(spelt)) return byShort(spelt.slice(1));
  if (!spelt.startsWith('--')) return undefined;
  const name = spelt.slice(2);
  return isOptionName(name) ? name : optionNames.find((option) => definitions[option].alias === name);
}

function byShort(letter: string): OptionName | undefined {
  return optionNames.find((name) => definitions[name].short === letter);
}

function unknownOption(word: string): S3FrontError {
  const typed = word.replace(/=.*$/s, '');
  const spellings = optionNames.flatMap((name) => {
    const { alias } = definitions[name];
    return alias === undefined ? [`--${name}`] : [`--${name}`, `--${alias}`];
  });
  const meant = typed.startsWith('--') ? nearest(typed, spellings) : undefined;
  return usage(
    'OPTION_UNKNOWN',
    `There is no option ${typed}.`,
    meant === undefined
      ? 'See the options of a command with: s3front help COMMAND'
      : `Did you mean ${meant}? A name that begins with a dash is written after --`,
  );
}

function usage(code: string, message: string, hint?: string): S3FrontError {
  return new S3FrontError({ code, kind: 'usage', message, hint });
}
