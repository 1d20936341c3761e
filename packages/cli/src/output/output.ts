import picocolors from 'picocolors';
import type { Environment, OutputStream } from '../environment.ts';
import { errorDocument, errorLines } from './error-report.ts';
import { createLiveLine, type LiveLine } from './live-line.ts';
import { printable } from './printable.ts';

export interface OutputChoices {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly debug: boolean;
  /** True and false where --progress and --no-progress say so; undefined for what fits the terminal. */
  readonly progress: boolean | undefined;
}

/** Where a command puts what it has to say: data on standard output, everything else on standard error. */
export interface Output {
  readonly json: boolean;
  readonly verbose: boolean;
  readonly debugging: boolean;
  /** --quiet was given. */
  readonly quiet: boolean;
  /** True once the reader of standard output has gone away. */
  readonly closed: boolean;
  readonly live: LiveLine;
  /** A word that must never be printed on standard error, whoever says it. */
  hide(secret: string | undefined): void;
  /** One line of text on standard output; nothing with --json or --quiet. Control characters are spelt out. */
  print(line?: string): void;
  /** `Label:         value`, padded as s3cmd does. */
  field(label: string, value: string): void;
  /** The one JSON document of a command; nothing without --json. */
  document(value: object): void;
  /** One line on standard error that a person may want to know; nothing with --json or --quiet. */
  note(line: string): void;
  warn(message: string, hint?: string): void;
  debug(line: string): void;
  error(error: unknown): void;
  /** Text of our own making for standard output, such as help, kept as it is. */
  write(text: string): void;
}

export type OutputEnvironment = Pick<Environment, 'stdout' | 'stderr' | 'variables' | 'every'>;

/** s3cmd pads "label:" to fifteen columns and puts a space after it. */
function formatField(label: string, value: string): string {
  return `${`${label}:`.padEnd(15)} ${value}`;
}

export function createOutput(environment: OutputEnvironment, choices: OutputChoices): Output {
  const { stdout, stderr, variables } = environment;
  const { json, quiet, verbose, debug } = choices;
  const colors = picocolors.createColors(wantsColor(stderr, variables));
  const live = createLiveLine(stderr, wantsProgress(environment, choices), environment.every);
  const secrets: string[] = [];
  const redacted = (text: string): string =>
    secrets.reduce((clean, secret) => clean.replaceAll(secret, '********'), text);

  const toStdout = (text: string): void => {
    live.clear();
    stdout.write(text);
  };
  const toStderr = (line: string): void => {
    live.clear();
    stderr.write(`${line}\n`);
  };
  const say = (label: string, color: (text: string) => string, text: string): void =>
    toStderr(`${color(`${label}:`)} ${printable(redacted(text))}`);
  /** Hints are of our own making, so their lines are lines: one for each way out. */
  const hint = (text: string | undefined): void => {
    for (const line of text?.split('\n') ?? []) say('HINT', colors.cyan, line);
  };

  const print = (line = ''): void => {
    if (!json && !quiet) toStdout(`${printable(line)}\n`);
  };
  return {
    json,
    verbose,
    debugging: debug,
    quiet,
    get closed() {
      return stdout.closed;
    },
    live,
    hide(secret) {
      // What is shorter is no secret of AWS's, and would blot out words.
      if (secret !== undefined && secret.length >= 8) secrets.push(secret);
    },
    print,
    field: (label, value) => print(formatField(label, value)),
    document(value) {
      if (json) toStdout(`${JSON.stringify(value, null, 2)}\n`);
    },
    note(line) {
      if (!json && !quiet) toStderr(printable(redacted(line)));
    },
    warn(message, advice) {
      if (json) {
        toStderr(JSON.stringify({ warning: { message: redacted(message), hint: advice } }));
        return;
      }
      say('WARNING', colors.yellow, message);
      hint(advice);
    },
    debug(line) {
      if (debug) say('DEBUG', colors.dim, line);
    },
    error(error) {
      live.stop();
      if (json) toStderr(redacted(JSON.stringify(errorDocument(error))));
      else {
        for (const line of errorLines(error)) {
          if (line.kind === 'error') say('ERROR', colors.red, line.text);
          else hint(line.text);
        }
      }
      if (debug && error instanceof Error) toStderr(printableLines(redacted(stackOf(error))));
    },
    write: toStdout,
  };
}

/** Source: no-color.org; FORCE_COLOR as Node reads it. */
function wantsColor(stream: OutputStream, variables: Environment['variables']): boolean {
  const force = variables['FORCE_COLOR'];
  if (variables['NO_COLOR']) return false;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return stream.isTTY && variables['TERM'] !== 'dumb';
}

function wantsProgress(environment: OutputEnvironment, choices: OutputChoices): boolean {
  const { stderr, variables } = environment;
  if (choices.progress !== undefined) return choices.progress;
  const animated = stderr.isTTY && variables['TERM'] !== 'dumb' && !variables['CI'];
  return animated && !choices.quiet && !choices.debug;
}

function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

function stackOf(error: Error): string {
  const own = error.stack ?? String(error);
  return error.cause instanceof Error ? `${own}\nCaused by: ${stackOf(error.cause)}` : own;
}
