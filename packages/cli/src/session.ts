import { type Provider, S3FrontError, type UseCaseContext } from '@s3front/core';
import type { Database } from '@s3front/server';
import { optionValues, type ParsedArguments } from './arguments/parse-arguments.ts';
import type { CommandContext } from './commands/command.ts';
import type { CommandEntry } from './commands/command-entry.ts';
import type { Environment } from './environment.ts';
import { EXIT_CODES } from './exit-code.ts';
import { createNarrator } from './output/narrate.ts';
import type { Output } from './output/output.ts';
import { resolveSettings, type Settings } from './settings/settings.ts';

/** One run of a command: its settings, its provider, and what a Ctrl-C does to it. */
export interface Session {
  readonly context: CommandContext;
  /** What to say of an error: after a Ctrl-C, that it was interrupted and how to go on. */
  explained(error: unknown): unknown;
  close(): Promise<void>;
}

const DEFAULT_RESUME = 'What was done stays done. Run the same command again to carry on.';

export function createSession(
  parsed: ParsedArguments,
  environment: Environment,
  output: Output,
  commands: readonly CommandEntry[],
): Session {
  const abort = new AbortController();
  let resume = DEFAULT_RESUME;
  let settings: Promise<Settings> | undefined;
  let provider: Promise<Provider> | undefined;
  let database: Promise<Database> | undefined;

  const interrupted = (): S3FrontError =>
    new S3FrontError({ code: 'INTERRUPTED', kind: 'interrupted', message: 'Interrupted.', hint: resume });
  const unsubscribe = environment.onSignal(() => {
    if (abort.signal.aborted) {
      output.live.stop();
      environment.exitNow(EXIT_CODES.interrupted.code);
      return;
    }
    output.live.stop();
    if (environment.stderr.isTTY) output.note('Stopping. Press Ctrl-C again to stop at once.');
    abort.abort(interrupted());
  });

  const readSettings = (): Promise<Settings> => {
    settings ??= resolveSettings({
      options: optionValues(parsed.given, [
        'config',
        'access_key',
        'secret_key',
        'access_token',
        'profile',
        'region',
        'endpoint-url',
        'provider',
        'alias-quota',
        'database',
      ]),
      variables: environment.variables,
      homeDirectory: environment.homeDirectory,
      readTextFile: (path) => environment.readTextFile(path),
    }).then((found) => {
      output.hide(found.credentials?.secretAccessKey);
      output.hide(found.credentials?.sessionToken);
      return found;
    });
    return settings;
  };
  const openProvider = (): Promise<Provider> => {
    provider ??= readSettings().then((found) =>
      environment.openProvider({
        settings: found,
        clock: environment.clock,
        trace: output.debugging ? (line) => output.debug(line) : undefined,
      }),
    );
    return provider;
  };

  const openDatabase = (): Promise<Database> => {
    database ??= readSettings().then(async (found) => {
      output.hide(passwordIn(found.database));
      const server = await import('@s3front/server');
      return server.openDatabase(found.database);
    });
    return database;
  };

  const context: CommandContext = {
    environment,
    output,
    commands,
    signal: abort.signal,
    settings: readSettings,
    async useCase(report): Promise<UseCaseContext> {
      const { clock, random } = environment;
      const narrate = report ?? createNarrator(output, clock);
      return { provider: await openProvider(), clock, random, signal: abort.signal, report: narrate };
    },
    database: openDatabase,
    async confirm(question) {
      if (!environment.interactive || !environment.stderr.isTTY) return;
      output.live.stop();
      const answer = await environment.ask(`${question} [y/N] `, abort.signal);
      if (/^y(es)?$/i.test(answer?.trim() ?? '')) return;
      throw new S3FrontError({
        code: 'NOT_CONFIRMED',
        kind: 'interrupted',
        message: 'Not confirmed, so nothing was changed.',
        hint: '--yes answers the question beforehand.',
      });
    },
    ifInterrupted(hint) {
      resume = hint;
    },
  };
  return {
    context,
    explained: (error) => (abort.signal.aborted ? interrupted() : error),
    async close() {
      unsubscribe();
      output.live.stop();
      for (const opening of [database, provider]) {
        const opened = await opening?.catch(() => undefined);
        await opened?.close();
      }
    },
  };
}

/** The password of a `postgres://user:password@host/name`, as it is written there. */
function passwordIn(location: string): string | undefined {
  return /^postgres(?:ql)?:\/\/[^:@/]*:([^@/]+)@/i.exec(location)?.[1];
}
