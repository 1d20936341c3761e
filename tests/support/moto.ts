import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where `npm run test:foreign` installs moto, a server of AWS's protocols that is none of ours. */
const program = fileURLToPath(new URL('../../node_modules/.cache/moto/bin/moto_server', import.meta.url));

export const motoIsInstalled: boolean = existsSync(program);

/** A fresh account of moto's on a free port of this machine, until it is closed. */
export class Moto {
  readonly url: string;
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess, url: string) {
    this.#process = process;
    this.url = url;
  }

  static async start(): Promise<Moto> {
    const child = spawn(program, ['-H', '127.0.0.1', '-p', '0'], {
      env: { PATH: process.env['PATH'] ?? '', MOTO_ACM_VALIDATION_WAIT: '0' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return new Moto(child, await addressOf(child));
  }

  /** What a client needs to know to talk to it. */
  get environment(): Readonly<Record<string, string | undefined>> {
    return {
      S3FRONT_PROVIDER: undefined,
      AWS_ENDPOINT_URL: this.url,
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      AWS_REGION: 'us-east-1',
    };
  }

  async close(): Promise<void> {
    this.#process.kill();
    await once(this.#process, 'close');
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const piece of child.stderr ?? []) {
    said += String(piece);
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
    if (address === undefined) continue;
    // Nobody listens any more, and a full pipe would stop the server.
    child.stderr?.resume();
    return address;
  }
  throw new Error(`moto did not start:\n${said}`);
}
