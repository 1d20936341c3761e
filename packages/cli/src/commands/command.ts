import type { UseCaseContext, UseCaseEvent } from '@s3front/core';
import type { Database } from '@s3front/server';
import type { OptionName, OptionValues } from '../arguments/option.ts';
import { optionValues, type ParsedArguments } from '../arguments/parse-arguments.ts';
import type { Environment } from '../environment.ts';
import type { Output } from '../output/output.ts';
import type { Settings } from '../settings/settings.ts';
import type { CommandEntry } from './command-entry.ts';

/** A word after the command that is no option. */
export interface Positional {
  readonly name: string;
  readonly summary: string;
  readonly required: boolean;
  readonly repeatable: boolean;
}

export interface Example {
  readonly command: string;
  readonly summary: string;
}

/** What a command works with. */
export interface CommandContext {
  readonly environment: Environment;
  readonly output: Output;
  /** Every command, for those that explain the others. */
  readonly commands: readonly CommandEntry[];
  /** Aborts at the first Ctrl-C. */
  readonly signal: AbortSignal;
  settings(): Promise<Settings>;
  /** The provider of the settings, with the steps of the use case told on standard error, or to `report`. */
  useCase(report?: (event: UseCaseEvent) => void): Promise<UseCaseContext>;
  /** Where the REST API keeps what must not be lost: what --database names, or the default. */
  database(): Promise<Database>;
  /** Goes on only when the person says yes; asks nobody where there is no terminal. */
  confirm(question: string): Promise<void>;
  /** How to go on, in case that a Ctrl-C comes from here on. */
  ifInterrupted(hint: string): void;
}

export interface CommandInput<Name extends OptionName> {
  readonly words: readonly string[];
  readonly options: OptionValues<Name>;
}

/** What stands in a file of its own and is loaded when it is run or explained. */
export interface Command {
  readonly examples: readonly [Example, ...Example[]];
  readonly positionals: readonly Positional[];
  /** Those of its own; what every command takes comes to it. */
  readonly options: readonly OptionName[];
  /** Paragraphs for help. */
  readonly details: readonly string[];
  /** An example of what --json prints. */
  readonly json: object | undefined;
  run(context: CommandContext, parsed: ParsedArguments): Promise<void>;
}

export interface CommandDefinition<Name extends OptionName> extends Omit<Command, 'options' | 'run'> {
  readonly options: readonly Name[];
  run(context: CommandContext, input: CommandInput<Name>): Promise<void>;
}

/** A command whose `run` is given the options that it names, typed by their kinds. */
export function defineCommand<const Name extends OptionName>(definition: CommandDefinition<Name>): Command {
  return {
    ...definition,
    run: (context, parsed) =>
      definition.run(context, { words: parsed.words, options: optionValues(parsed.given, definition.options) }),
  };
}
