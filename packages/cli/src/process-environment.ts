import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { createInterface } from 'node:readline';
import { nodeFiles, systemClock, systemRandom } from '@s3front/core/node';
import type { Environment, OutputStream } from './environment.ts';
import { openProvider } from './open-provider.ts';
import { readVersion } from './version.ts';

/** The outside as this process has it: the one place that reads `process`. */
export function processEnvironment(): Environment {
  return {
    variables: process.env,
    homeDirectory: homedir(),
    version: readVersion(),
    stdout: outputStream(process.stdout),
    stderr: outputStream(process.stderr),
    interactive: process.stdin.isTTY === true,
    ask,
    clock: systemClock,
    random: systemRandom,
    files: (onSkip) => nodeFiles({ onSkip }),
    readTextFile: (path) => readFile(path, 'utf8'),
    onSignal(listener) {
      process.on('SIGINT', listener);
      process.on('SIGTERM', listener);
      return () => {
        process.off('SIGINT', listener);
        process.off('SIGTERM', listener);
      };
    },
    every(milliseconds, tick) {
      const timer = setInterval(tick, milliseconds);
      timer.unref();
      return () => clearInterval(timer);
    },
    exitNow: (code) => process.exit(code),
    openProvider,
  };
}

function outputStream(stream: NodeJS.WriteStream): OutputStream {
  let closed = false;
  // `| head` closes the pipe when it has seen enough; that is no failure, and nobody is left to tell.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    closed = true;
  });
  return {
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.isTTY === true ? stream.columns : undefined;
    },
    get closed() {
      return closed;
    },
    write(text) {
      if (!closed) stream.write(text);
    },
  };
}

/** Undefined at the end of input, and at a Ctrl-C. Without readline's own terminal mode, so that a Ctrl-C is a signal as everywhere else. */
function ask(question: string, signal: AbortSignal): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, terminal: false });
  process.stderr.write(question);
  const stop = (): void => lines.close();
  signal.addEventListener('abort', stop, { once: true });
  return new Promise<string | undefined>((resolve) => {
    lines.once('line', resolve);
    lines.once('close', () => resolve(undefined));
  }).finally(() => {
    signal.removeEventListener('abort', stop);
    lines.close();
  });
}
