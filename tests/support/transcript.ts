import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One command of a document and what stands below it. */
export interface Exchange {
  readonly command: string;
  readonly output: string;
}

/** A fenced `console` block: where its text stands in the document, and what it claims. */
export interface ConsoleBlock {
  readonly start: number;
  readonly end: number;
  readonly exchanges: readonly Exchange[];
}

export function consoleBlocks(markdown: string): readonly ConsoleBlock[] {
  return [...markdown.matchAll(/^```console\n([\s\S]*?)^```$/gm)].map((match) => {
    const text = match[1] ?? '';
    const start = match.index + '```console\n'.length;
    return { start, end: start + text.length, exchanges: exchangesIn(text) };
  });
}

function exchangesIn(text: string): readonly Exchange[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...output] = part.split('\n');
      return { command, output: output.join('\n').trimEnd() };
    });
}

/** The block's text with what its commands really print. */
export function printBlock(exchanges: readonly Exchange[]): string {
  return exchanges.map(({ command, output }) => `$ ${command}\n${output === '' ? '' : `${output}\n`}`).join('');
}

/** Runs the commands of one document, one after the other, in a home of their own. */
export class TranscriptShell {
  readonly #home: string = mkdtempSync(join(tmpdir(), 's3front-transcript-'));
  readonly #environment: Record<string, string>;

  constructor() {
    symlinkSync(join(root, 'packages/cli/dist/bin.js'), join(this.#home, 's3front'));
    this.#environment = {
      HOME: this.#home,
      S3FRONT_HOME: join(this.#home, 'state'),
      // The documents show the same identifiers every time.
      S3FRONT_LOCAL_SEED: 'documentation',
      PATH: [this.#home, process.env['PATH'] ?? ''].join(delimiter),
      LANG: 'C.UTF-8',
    };
  }

  /** What a terminal would show: both streams, in the order in which they were written. */
  run(command: string): string {
    const setting = /^export ([A-Z0-9_]+)=(\S*)$/.exec(command);
    if (setting !== null) {
      this.#environment[setting[1] ?? ''] = setting[2] ?? '';
      return '';
    }
    const file = join(this.#home, 'output');
    const output = openSync(file, 'w');
    try {
      spawnSync('sh', ['-c', command], {
        cwd: root,
        env: this.#environment,
        stdio: ['ignore', output, output],
        timeout: 60_000,
      });
    } finally {
      closeSync(output);
    }
    return readFileSync(file, 'utf8').trimEnd();
  }

  close(): void {
    rmSync(this.#home, { recursive: true, force: true });
  }
}

/**
 * The output without what differs from run to run: dates, durations, rates, references of s3front, and how far a
 * change has come, which on a slow machine is further than on a fast one.
 */
export function withoutChance(output: string): string {
  return output
    .replaceAll(/^\[\d+:\d\d\] Waiting until .*\n/gm, '')
    .replaceAll(/^(Status: +)(InProgress|Deployed|Completed)$/gm, '$1<status>')
    .replaceAll(/\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?Z?)?)?/g, '<time>')
    .replaceAll(/[\d.]+ [KMG]?B\/s/g, '<rate>')
    .replaceAll(/\d+(\.\d+)? ?(seconds?|s|ms)\b/g, '<duration>')
    .replaceAll(/\[\d+:\d\d\]/g, '[<elapsed>]')
    .replaceAll(/s3front-[a-z0-9]+-[a-z0-9]+/g, '<reference>');
}
