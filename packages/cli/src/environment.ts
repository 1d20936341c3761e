import type { Clock, Files, Provider, Random } from '@s3front/core';
import type { ProviderRequest } from './provider-request.ts';

/** Where text goes: standard output or standard error. */
export interface OutputStream {
  readonly isTTY: boolean;
  /** Columns of the terminal; undefined where there is none. */
  readonly columns: number | undefined;
  /** True once the reader has gone away (`| head`); what is written then is dropped. */
  readonly closed: boolean;
  write(text: string): void;
}

/** Everything that a run takes from outside, so that a test can be the outside. */
export interface Environment {
  /** The environment variables. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  readonly version: string;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Whether a person can be asked: standard input is a terminal. */
  readonly interactive: boolean;
  /** Asks on the terminal; undefined when the answer was the end of input. */
  ask(question: string, signal: AbortSignal): Promise<string | undefined>;
  readonly clock: Clock;
  readonly random: Random;
  /** Local files and standard input; told of what a directory holds that is no file to upload. */
  files(onSkip: (path: string, reason: string) => void): Files;
  /** The text of a small file, such as ~/.s3cfg; rejects as node:fs does. */
  readTextFile(path: string): Promise<string>;
  /** Calls back at each Ctrl-C or termination signal, until the answer is called. */
  onSignal(listener: () => void): () => void;
  /** Calls back every so many milliseconds without keeping the process alive, until the answer is called. */
  every(milliseconds: number, tick: () => void): () => void;
  /** Ends the process at once. */
  exitNow(code: number): void;
  openProvider(request: ProviderRequest): Promise<Provider>;
}
