import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** The repository, where commands run unless a test says otherwise. */
const repository: string = fileURLToPath(new URL('../..', import.meta.url));

const builtProgram = join(repository, 'packages/cli/dist/bin.js');

/** How one process ended and what it wrote. */
export interface CliResult {
  readonly stdout: string;
  readonly stderr: string;
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The line at which `killAt` struck; undefined when it never came. */
  readonly killedAt: string | undefined;
}

export interface CliOptions {
  /** Added to the clean environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What it reads on standard input, which is empty otherwise. */
  readonly input?: string | Uint8Array;
  readonly cwd?: string;
  /** Sends the signal (SIGKILL unless said) as soon as a whole line of either stream matches. */
  readonly killAt?: { readonly line: RegExp; readonly signal?: NodeJS.Signals };
  /** Kills it (SIGKILL) after so many milliseconds, wherever it is then. */
  readonly killAfter?: number;
  /** Milliseconds after which it counts as hanging; 60,000 unless said. */
  readonly timeout?: number;
}

/**
 * A person's machine: an empty home directory, the local provider's state in it, and nothing of the real
 * environment. Every run is a process of its own.
 */
export class CliHome {
  readonly directory: string = mkdtempSync(join(tmpdir(), 's3front-home-'));
  readonly #program: string;

  constructor(program: string = builtProgram) {
    if (!existsSync(program)) throw new Error(`${program} is not there: run "npm run build" first`);
    this.#program = program;
  }

  /** Where the local provider keeps its World. */
  get state(): string {
    return join(this.directory, 'state');
  }

  /** Runs `s3front` with these arguments to its end, whatever its exit code. @throws Error when it hangs */
  async run(arguments_: readonly string[], options: CliOptions = {}): Promise<CliResult> {
    const child = spawn(process.execPath, [this.#program, ...arguments_], {
      cwd: options.cwd ?? repository,
      env: this.#environment(options.env ?? {}),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    // A program that does not read its input closes it, which is no fault.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
    return outcome(child, arguments_, options);
  }

  close(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  #environment(more: Readonly<Record<string, string | undefined>>): Record<string, string> {
    const all = {
      PATH: process.env['PATH'],
      HOME: this.directory,
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      S3FRONT_PROVIDER: 'local',
      S3FRONT_HOME: this.state,
      S3FRONT_LOCAL_PROPAGATION: '1s',
      ...more,
    };
    return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
  }
}

async function outcome(
  child: ChildProcessByStdio<Writable, Readable, Readable>,
  arguments_: readonly string[],
  { killAt, killAfter, timeout = 60_000 }: CliOptions,
): Promise<CliResult> {
  let killedAt: string | undefined;
  const watch = (line: string): void => {
    if (killedAt !== undefined || killAt?.line.test(line) !== true) return;
    killedAt = line;
    child.kill(killAt.signal ?? 'SIGKILL');
  };
  const stdout = collect(child.stdout, watch);
  const stderr = collect(child.stderr, watch);

  let hangs = false;
  const patience = setTimeout(() => {
    hangs = true;
    child.kill('SIGKILL');
  }, timeout);
  const executioner = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
  try {
    await once(child, 'close');
  } finally {
    clearTimeout(patience);
    clearTimeout(executioner);
  }
  if (hangs) {
    throw new Error(`s3front ${arguments_.join(' ')} hangs after ${timeout} ms:\n${stdout()}${stderr()}`);
  }
  return { stdout: stdout(), stderr: stderr(), exitCode: child.exitCode, signal: child.signalCode, killedAt };
}

/** What the stream has said so far; every whole line of it is shown once, without its end. */
function collect(stream: Readable, onLine: (line: string) => void): () => string {
  let text = '';
  let shown = 0;
  stream.setEncoding('utf8');
  stream.on('data', (piece: string) => {
    text += piece;
    for (let end = text.indexOf('\n', shown); end >= 0; end = text.indexOf('\n', shown)) {
      onLine(text.slice(shown, end));
      shown = end + 1;
    }
  });
  return () => text;
}
