import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** What a server process is started with. Times are in milliseconds. */
export interface ServerRequest {
  readonly database: string;
  /** The directory of the offline AWS. */
  readonly state: string;
  readonly propagation: number;
  readonly journal: string;
  readonly lease: number;
}

interface Message {
  /** Where it listens, told once. */
  readonly url?: string;
  /** From the start of the process until it listens. */
  readonly milliseconds?: number;
  /** Resident then. */
  readonly megabytes?: number;
  readonly moment?: 'begin' | 'end';
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

const program = fileURLToPath(new URL('server-process.mjs', import.meta.url));

/**
 * A place where a server process runs, is killed, and is started again. Each process is killed when it has told of as
 * many acts as `lives` says for it; the one after the last lives until it is asked to end.
 */
export class ServerPlace {
  readonly #request: ServerRequest;
  readonly #waiting = new Set<() => void>();
  readonly #running: Promise<void>;
  #child: Child | undefined;
  #url: string | undefined;
  #ending = false;
  #failure: Error | undefined;
  /** The processes that had no chance to tidy up. */
  readonly killed: number[] = [];
  readonly starts: Message[] = [];

  constructor(request: ServerRequest, lives: readonly number[]) {
    this.#request = request;
    this.#running = this.#run(lives);
    this.#running.catch((error: Error) => {
      this.#failure = error;
      this.#announce();
    });
  }

  /** Where a server listens, as soon as it is another place than this one. */
  async url(other?: string): Promise<string> {
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure;
      if (this.#url !== undefined && this.#url !== other) return this.#url;
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve);
      });
    }
  }

  /** Asks the server that runs now to end. @throws Error when it does not end well, or a process ended by itself */
  async end(): Promise<void> {
    await this.url();
    this.#ending = true;
    this.#child?.kill('SIGTERM');
    await this.#running;
  }

  async #run(lives: readonly number[]): Promise<void> {
    for (const acts of [...lives, Number.POSITIVE_INFINITY]) {
      if (this.#ending) return;
      await this.#live(acts);
    }
  }

  async #live(acts: number): Promise<void> {
    const child = spawn(process.execPath, [program, JSON.stringify(this.#request)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    const exit = once(child, 'exit');
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    let told = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      const message: Message = JSON.parse(line);
      this.#note(message);
      told += message.moment === undefined ? 0 : 1;
      if (told >= acts && child.kill('SIGKILL')) this.killed.push(child.pid ?? 0);
    }
    const [code, signal] = await exit;
    this.#url = undefined;
    if (signal !== 'SIGKILL' && !(this.#ending && code === 0)) {
      throw new Error(`A server ended by itself (${String(code)}): ${errors}`);
    }
  }

  #note(message: Message): void {
    if (message.url === undefined) return;
    this.starts.push(message);
    this.#url = message.url;
    this.#announce();
  }

  #announce(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
