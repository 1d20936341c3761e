import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

// Every `ts` block of these documents is compiled against the built packages, as a program of somebody else would be;
// those that need neither an AWS account nor a server are run.

const root = fileURLToPath(new URL('..', import.meta.url));

interface Example {
  readonly document: string;
  readonly number: number;
  readonly code: string;
}

function examplesIn(document: string): readonly Example[] {
  const markdown = readFileSync(join(root, document), 'utf8');
  return [...markdown.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match, index) => ({
    document,
    number: index + 1,
    code: match[1] ?? '',
  }));
}

const OFFLINE = 'docs/offline-aws.md';
const documents = ['README.md', 'docs/library.md', 'docs/rest.md', OFFLINE];
const examples = documents.flatMap(examplesIn);

let directory: string;

beforeEach(() => {
  // Below the root, so that the packages are found as an installed program finds them.
  mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
  directory = mkdtempSync(join(root, 'node_modules/.cache/example-'));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

function run(program: string, ...args: readonly string[]): { readonly status: number | null; readonly output: string } {
  const result = spawnSync(process.execPath, [program, ...args], {
    cwd: directory,
    encoding: 'utf8',
    timeout: 60_000,
    env: { PATH: process.env['PATH'] ?? '', HOME: directory },
  });
  return { status: result.status, output: `${result.stdout}${result.stderr}` };
}

describe('the examples of the library', () => {
  it('are there', () => {
    expect(examples.map((example) => example.document)).toEqual(expect.arrayContaining(documents));
  });

  it.each(examples)('$document, example $number', { timeout: 60_000 }, ({ code, document }) => {
    writeFileSync(join(directory, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(directory, 'example.ts'), code);
    writeFileSync(
      join(directory, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          exactOptionalPropertyTypes: true,
          target: 'es2023',
          module: 'node20',
          types: ['node'],
          outDir: '.',
        },
        files: ['example.ts'],
      }),
    );
    const compiled = run(join(root, 'node_modules/typescript/bin/tsc'), '-p', directory);
    expect(compiled).toEqual({ status: 0, output: '' });
    // Parts of tests, and what wants an account of AWS or a server.
    if (document === OFFLINE || /create(AwsProvider|Client|Server)\(/.test(code.replace(/^import.*/gm, ''))) return;
    const played = run(join(directory, 'example.js'));
    expect(played.output).toMatch(/^https:\/\/d[a-z0-9]+\.cloudfront\.net\//m);
    expect(played.status).toBe(0);
  });
});
