import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliHome } from '../support/run-cli.ts';

// `s3front serve` and `s3front token` as a person uses them: the built program, on a directory of its own.

const program = fileURLToPath(new URL('../../packages/cli/dist/bin.js', import.meta.url));
const bucket = 'www.example.org';

let home: CliHome;

beforeEach(() => {
  home = new CliHome();
});

afterEach(() => home.close());

/** A server until it is stopped: it answers the exit code and what it wrote on standard error. */
async function serve(...args: readonly string[]) {
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(
    process.execPath,
    [program, 'serve', '--port', '0', ...args],
    {
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: home.directory,
        S3FRONT_PROVIDER: 'local',
        S3FRONT_HOME: home.state,
        S3FRONT_LOCAL_PROPAGATION: '200ms',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    log += piece;
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return {
    url: line.replace('Listening on ', ''),
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'close');
      return { exitCode: child.exitCode, log };
    },
  };
}

async function token(...args: readonly string[]): Promise<string> {
  const { stdout, exitCode } = await home.run(['token', 'create', '--json', ...args]);
  expect(exitCode).toBe(0);
  const document: { readonly bearer: string } = JSON.parse(stdout);
  return document.bearer;
}

describe('s3front serve', () => {
  it('publishes, removes, and stops when it is told to', { timeout: 60_000 }, async () => {
    await home.run(['mb', `s3://${bucket}`]);
    const server = await serve();
    const json = { 'content-type': 'application/json' };
    const created = await fetch(`${server.url}/v1/distributions`, {
      method: 'POST',
      headers: { ...json, 'idempotency-key': 'first' },
      body: JSON.stringify({ bucket }),
    });
    expect(created.status).toBe(201);
    const { id }: { readonly id: string } = JSON.parse(await created.text());
    expect((await home.run(['cfinfo', `cf://${id}`])).exitCode).toBe(0);

    const accepted = await fetch(`${server.url}/v1/distributions/${id}`, {
      method: 'DELETE',
      headers: { 'if-match': created.headers.get('etag') ?? '' },
    });
    expect(accepted.status).toBe(202);
    const events = await fetch(new URL(`${accepted.headers.get('location')}/events`, server.url));
    expect(await events.text()).toContain('event: ');
    expect((await home.run(['cfinfo', `cf://${id}`])).exitCode).toBe(12);

    const { exitCode, log } = await server.stop();
    expect(exitCode).toBe(0);
    for (const line of log.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
  });

  it('asks for the token that was made, and refuses one that was revoked', { timeout: 60_000 }, async () => {
    const bearer = await token('--scope', 'read', '--description', 'the dashboard');
    const admin = await token('--scope', 'admin');
    const listed = await home.run(['token', 'ls']);
    expect(listed.stdout).toContain('the dashboard');
    expect(listed.stdout).not.toContain(bearer);
    const [, id = ''] = /^s3f_([a-z0-9]+)_/.exec(bearer) ?? [];

    /** What one server answers to each of them, in turn; none of them may stand in its log. */
    const ask = async (...bearers: readonly (string | undefined)[]) => {
      const server = await serve();
      const statuses: number[] = [];
      for (const text of bearers) {
        const headers = text === undefined ? {} : { authorization: `Bearer ${text}` };
        statuses.push((await fetch(`${server.url}/v1/buckets`, { headers })).status);
      }
      const { log } = await server.stop();
      expect(log).not.toContain(bearer);
      return statuses;
    };
    expect(await ask(undefined, bearer, admin)).toEqual([401, 200, 200]);
    expect((await home.run(['token', 'revoke', id])).stdout).toBe(`Token ${id} revoked\n`);
    expect(await ask(bearer, admin)).toEqual([401, 200]);
  });

  it('does not listen for others without a token', { timeout: 60_000 }, async () => {
    const result = await home.run(['serve', '--host', '0.0.0.0', '--port', '0']);
    expect(result).toMatchObject({ exitCode: 78, stdout: '' });
    expect(result.stderr).toContain('s3front token create');
  });

  it.each([
    [64, ['serve', '--port', 'http']],
    [64, ['serve', '--database', 'mysql://db/s3front']],
    [64, ['token', 'create', '--scope', 'root']],
    [64, ['token', 'create', '--bucket', 'a/b']],
    [12, ['token', 'revoke', 'abcdefghijklmnop']],
    [111, ['token', 'ls', '--database', 'postgres://ann:hunter2@127.0.0.1:9/s3front']],
  ])('ends with %i: s3front %j', { timeout: 60_000 }, async (exitCode, argv) => {
    const result = await home.run(argv);
    expect(result).toMatchObject({ exitCode, stdout: '' });
    expect(result.stderr).toMatch(/^ERROR: /);
    expect(result.stderr).not.toContain('hunter2');
  });
});
