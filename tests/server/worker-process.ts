import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export interface WorkerProcessRequest {
  readonly database: string;
  /** The directory of the offline AWS. */
  readonly state: string;
  /** Milliseconds. */
  readonly propagation: number;
  readonly journal: string;
  /** Milliseconds. */
  readonly lease: number;
  /** The distributions that it accepts the removal of, before it works. */
  readonly accept: readonly string[];
}

export interface WorkerMessage {
  /** Milliseconds from the start of the process. */
  readonly ready?: number;
  readonly megabytes?: number;
  readonly moment?: 'begin' | 'end';
  readonly fault?: string;
  readonly finished?: boolean;
}

const program = fileURLToPath(new URL('worker-process.mjs', import.meta.url));

/** One worker as a process. */
export class WorkerProcess {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #exit: Promise<unknown[]>;
  #errors = '';

  constructor(request: WorkerProcessRequest) {
    this.#child = spawn(process.execPath, [program, JSON.stringify(request)], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#exit = once(this.#child, 'exit');
    this.#child.stderr.on('data', (chunk) => {
      this.#errors += chunk;
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Every line that it writes, until it ends. */
  async *messages(): AsyncGenerator<WorkerMessage> {
    for await (const line of createInterface({ input: this.#child.stdout })) yield JSON.parse(line);
  }

  /** Not a chance to tidy up. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Asks it to end. Answers its exit code. */
  async stop(): Promise<unknown> {
    this.#child.kill('SIGTERM');
    return (await this.ended()).code;
  }

  async ended(): Promise<{ readonly code: unknown; readonly signal: unknown; readonly errors: string }> {
    const [code, signal] = await this.#exit;
    return { code, signal, errors: this.#errors };
  }
}
