import { readFile } from 'node:fs/promises';
import type { Files } from '@s3front/core';
import { createProvider, createWorld, VirtualClock } from '@s3front/testing';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from './commands/table.ts';
import { runInside } from './environment.test-support.ts';
import { listed } from './provider.test-support.ts';

const CONTENT = new TextEncoder().encode('<h1>Hello</h1>');
const files: Files = {
  inspect: async () => 'file',
  file: async (path) => ({
    path,
    relative: path,
    body: { size: CONTENT.length, open: () => listed(CONTENT) },
  }),
  walk: () => listed(),
  standardInput: () => ({ size: undefined, open: () => listed(CONTENT) }),
};

/** Runs commands one after the other on one offline account, and answers their documents. */
function openAccount() {
  const clock = new VirtualClock({ advanceOnSleep: true });
  const world = createWorld({ clock, seed: 1, propagation: 60_000 });
  const provider = createProvider(world, { issuesCertificates: true });
  return async (...argv: string[]): Promise<unknown> => {
    const { code, stdout, stderr } = await runInside([...argv, '--json'], { provider, clock, files });
    if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}: ${stderr}`);
    return JSON.parse(stdout);
  };
}

/** The paths of a document with the types of what stands there; the items of an array count as one. */
function shape(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => shape(item, `${path}[]`)))];
  if (typeof value !== 'object' || value === null) return [`${path}: ${value === null ? 'null' : typeof value}`];
  return Object.entries(value).flatMap(([key, member]) => shape(member, `${path}.${key}`));
}

/** What may be null is null on one side and something on the other: those paths are compared without their types. */
function differences(documented: unknown, printed: unknown): readonly string[] {
  const known = shape(documented);
  const bare = (text: string): string => text.replace(/: \w+$/, '');
  const allows = (line: string): boolean =>
    known.includes(line) ||
    known.some((other) => bare(other) === bare(line) && (line.endsWith(': null') || other.endsWith(': null'))) ||
    // A member that is null in the example stands for whatever can be there.
    known.some((other) => other.endsWith(': null') && line.startsWith(bare(other)));
  return shape(printed).filter((line) => !allows(line));
}

async function documented(name: string): Promise<object | undefined> {
  return (await COMMANDS.find((entry) => entry.name === name)?.load())?.command.json;
}

describe('docs/json.md', () => {
  const names = COMMANDS.map((entry) => entry.name);

  it.each(names)('has the example of %s that help shows', async (name) => {
    const example = await documented(name);
    if (example === undefined) return;
    const text = await readFile(new URL('../../../docs/json.md', import.meta.url), 'utf8');
    expect(text).toContain(`## ${name}\n`);
    expect(text).toContain(`\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``);
  });
});

describe('what --json prints on the offline account', () => {
  it('has the shape that is documented, at every command', async () => {
    const run = openAccount();
    const bucket = 's3://public.example.org';
    const printed = new Map<string, unknown>();
    const say = async (name: string, ...argv: string[]): Promise<unknown> => {
      const document = await run(...name.split(' '), ...argv);
      printed.set(`${name} ${argv.join(' ')}`, document);
      expect(differences(await documented(name), document), `${name} ${argv.join(' ')}`).toEqual([]);
      return document;
    };

    await say('mb', '--allow-public-acls', bucket);
    await say('put', '--acl-public', 'index.html', `${bucket}/index.html`);
    await say('put', 'logo.png', `${bucket}/img/logo.png`);
    await say('ls');
    await say('ls', bucket);
    const created = await say('cfcreate', bucket, '--cf-default-root-object', 'index.html');
    const uri = String(Object(created).distribution.uri);
    await say('cfmodify', uri, '--cf-add-cname', 'cdn.example.org', '--cf-add-cname', 'example.org');
    await say('url', `${bucket}/index.html`);
    await say('dns', bucket);
    await say('dns', uri);
    await say('cfinfo');
    await say('cfinfo', uri);
    await say('cflist');
    await say('cfinval', `${bucket}/img/`);
    await say('cfinvalinfo', uri);
    await say('wait', uri);
    await say('put', '--cf-invalidate', 'index.html', `${bucket}/index.html`);
    await say('cert ls');
    await say('cert request', 'www.example.org');
    await say('cfdelete', uri);
    await say('rb', '--force', bucket);

    const asked = new Set([...printed.keys()].map((line) => COMMANDS.find(({ name }) => line.startsWith(`${name} `))));
    const silent = COMMANDS.filter((entry) => !asked.has(entry)).map(({ name }) => name);
    // The REST API's commands have a database of their own: tests/server asks them; tests/wire the emulator.
    expect(silent).toEqual(['serve', 'token create', 'token ls', 'token revoke', 'emulator', 'help', 'completion']);
  });
});
