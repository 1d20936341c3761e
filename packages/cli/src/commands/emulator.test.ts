import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runInside } from '../environment.test-support.ts';
import { EXIT_CODES } from '../exit-code.ts';

/** Runs it until it listens and `meanwhile` is done with it, and stops it as Ctrl-C does. */
async function emulate(argv: readonly string[], meanwhile: (endpoint: string) => Promise<void> = async () => {}) {
  let stop = (): void => {};
  const port = await freePort();
  const running = runInside(['emulator', '--port', String(port), ...argv], {
    clock: { now: () => Date.UTC(2026, 10, 22), sleep: async () => {} },
    onSignals: (send) => {
      stop = send;
    },
  });
  const endpoint = `http://127.0.0.1:${port}`;
  while (!(await answers(`${endpoint}/_s3front/health`))) await new Promise(setImmediate);
  await meanwhile(endpoint);
  stop();
  return { ...(await running), endpoint, port };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (answer) => answer.ok,
    () => false,
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

describe('emulator', () => {
  it('says where it listens and what to paste, and stops cleanly', async () => {
    const { code, stdout, endpoint, port } = await emulate([]);
    expect(code).toBe(0);
    expect(stdout).toContain(`listens on ${endpoint}\n`);
    expect(stdout).toContain(`AWS_ENDPOINT_URL=${endpoint} AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test`);
    expect(stdout).toContain(`s3cmd --host=127.0.0.1:${port} --host-bucket=127.0.0.1:${port} --no-ssl`);
    expect(await answers(`${endpoint}/_s3front/health`)).toBe(false);
  });

  it('prints one document with --json, and no secret', async () => {
    const { stdout, endpoint } = await emulate(['--json', '--account', 'alice:AKIDALICE:verysecret:210987654321']);
    expect(JSON.parse(stdout)).toEqual({
      endpoint,
      accounts: [
        {
          name: 'alice',
          id: '210987654321',
          accessKey: 'AKIDALICE',
          canonicalId: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      ],
    });
    expect(stdout).not.toContain('verysecret');
  });

  it.each([
    ['pretty', /^[\d:.]{12} 403 sts POST 127\.0\.0\.1:\d+\/\?Signature=\.\.\. anonymous MissingAuthenticationToken$/m],
    ['json', /"service":"sts".*"error":"MissingAuthenticationToken"/],
  ])('logs requests %s', async (form, line) => {
    const { stderr } = await emulate(['--log', form], async (endpoint) => {
      await fetch(`${endpoint}/?Signature=hidden`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'Action=GetCallerIdentity',
      });
    });
    expect(stderr).toMatch(line);
    expect(stderr).not.toContain('hidden');
  });

  it('says that its port is taken', async () => {
    await emulate([], async (endpoint) => {
      const again = await runInside(['emulator', '--port', new URL(endpoint).port]);
      expect(again).toMatchObject({ code: 64, stdout: '' });
      expect(again.stderr).toContain('is taken');
    });
  });

  it.each([
    [64, ['--port', '65536'], '--port is not a port'],
    [64, ['--port', 'x'], '--port is not a port'],
    [64, ['--propagation', '5'], '--propagation is not a time'],
    [64, ['--account', 'alice:AKID'], "--account cannot be read for 'alice'"],
    [64, ['--account', 'alice:AKID:secret:1'], "--account cannot be read for 'alice'"],
    [64, ['--log', 'xml'], '--log'],
  ])('ends with %i for %j', async (code, argv, message) => {
    const ended = await runInside(['emulator', '--port', '0', ...argv]);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain(message);
    expect(ended.stderr).not.toContain('secret');
  });

  it('says what is wrong with its directory', async () => {
    const directory = mkdtempSync(join(tmpdir(), 's3front-emulator-'));
    try {
      const file = join(directory, 'data.mdb');
      writeFileSync(file, 'garbage');
      const damaged = await runInside(['emulator', '--port', '0', '--data', directory]);
      expect(damaged.stderr).toContain('data.mdb');
      const refused = await runInside(['emulator', '--port', '0', '--data', file]);
      expect(refused.stderr).toContain('data.mdb');
      expect([damaged.code, refused.code]).toEqual([EXIT_CODES.file.code, EXIT_CODES.file.code]);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
