import type { Files, Provider } from '@s3front/core';
import type { Environment, OutputStream } from './environment.ts';
import { run } from './main.ts';

/** What is outside of a run, made up; what a test does not care about is empty, still, or fails when it is used. */
export interface Outside {
  readonly variables?: Readonly<Record<string, string>>;
  /** Paths and texts of small files. */
  readonly textFiles?: Readonly<Record<string, string>>;
  readonly files?: Files;
  readonly terminal?: boolean;
  readonly columns?: number;
  readonly provider?: Provider | (() => Promise<Provider>);
  readonly clock?: Environment['clock'];
  /** The lines that a person types; the end of them is the end of input. */
  readonly answers?: readonly string[];
  /** Given a way to send Ctrl-C. */
  readonly onSignals?: (send: () => void) => void;
  /** True where the reader of standard output goes away after so many lines. */
  readonly readerLeavesAfter?: number;
}

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What `exitNow` was called with. */
  readonly exitedWith: number | undefined;
  /** Whether the provider was let go of. */
  readonly questions: readonly string[];
}

/** Runs a command line in this process. */
export async function runInside(argv: readonly string[], outside: Outside = {}): Promise<RunResult> {
  const stdout = recordingStream(outside, outside.readerLeavesAfter);
  const stderr = recordingStream(outside, undefined);
  const questions: string[] = [];
  const answers = [...(outside.answers ?? [])];
  let exitedWith: number | undefined;
  let drawn = 0;
  const { provider } = outside;
  const environment: Environment = {
    variables: outside.variables ?? {},
    homeDirectory: '/home/tester',
    version: '1.2.3',
    stdout,
    stderr,
    interactive: outside.terminal ?? false,
    async ask(question) {
      questions.push(question);
      return answers.shift();
    },
    clock: outside.clock ?? { now: () => Date.UTC(2026, 10, 22, 9, 30), sleep: () => unexpected('sleep') },
    random: {
      next: () => {
        drawn += 1;
        return (drawn * 0.618_034) % 1;
      },
    },
    files: () => outside.files ?? unexpected('files'),
    async readTextFile(path) {
      const text = outside.textFiles?.[path];
      if (text !== undefined) return text;
      throw Object.assign(new Error(`ENOENT: no such file, open '${path}'`), { code: 'ENOENT' });
    },
    onSignal(listener) {
      outside.onSignals?.(listener);
      return () => undefined;
    },
    every: () => () => undefined,
    exitNow(code) {
      exitedWith = code;
    },
    openProvider: async () => (typeof provider === 'function' ? provider() : (provider ?? unexpected('provider'))),
  };
  const code = await run(argv, environment);
  return { code, stdout: stdout.text(), stderr: stderr.text(), exitedWith, questions };
}

function recordingStream(
  outside: Outside,
  leavesAfter: number | undefined,
): OutputStream & { readonly text: () => string } {
  const written: string[] = [];
  return {
    isTTY: outside.terminal ?? false,
    columns: outside.terminal === true ? (outside.columns ?? 80) : undefined,
    get closed() {
      return leavesAfter !== undefined && written.length >= leavesAfter;
    },
    write(text) {
      written.push(text);
    },
    text: () => written.join(''),
  };
}

function unexpected(what: string): never {
  throw new Error(`This run was not expected to need: ${what}`);
}
