import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { S3FrontError } from '@s3front/core';
import { build } from 'rolldown';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLmdbStore } from './lmdb-store.ts';
import { table } from './store.ts';

interface Counter {
  readonly count: number;
  readonly padding: string;
}
const counters = table<Counter>('counter');

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 's3front-lmdb-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function fill(records: number): Promise<void> {
  const store = openLmdbStore(directory);
  store.transact((transaction) => {
    for (let index = 0; index < records; index += 1) {
      transaction.put(counters, String(index).padStart(6, '0'), { count: index, padding: 'x'.repeat(300) });
    }
    transaction.put(counters, 'large', { count: 1, padding: 'y'.repeat(20_000) });
  });
  await store.close();
}

const dataFile = () => join(directory, 'data.mdb');

/** Opens the directory, reads everything and writes once; the code of the error, or `fine`. */
async function tryDirectory(): Promise<string> {
  try {
    const store = openLmdbStore(directory);
    try {
      store.read((view) => view.scan(counters));
      store.transact((transaction) => transaction.put(counters, 'written', { count: 1, padding: '' }));
    } finally {
      await store.close();
    }
    return 'fine';
  } catch (error) {
    if (!(error instanceof S3FrontError)) throw error;
    expect(error.kind).toBe('file');
    expect(error.message).toContain(directory);
    expect(error.hint).toContain('S3FRONT_HOME');
    return error.code;
  }
}

describe('opening what is not whole', () => {
  const damages: readonly (readonly [string, (whole: Buffer) => Buffer])[] = [
    ['nothing', () => Buffer.alloc(0)],
    ['a few words', () => Buffer.from('not a database at all')],
    ['noise', () => randomBytes(20_000)],
    ['zeros', () => Buffer.alloc(8192)],
    ['the first half', (whole) => whole.subarray(0, whole.length / 2)],
    ['one page', (whole) => whole.subarray(0, 4096)],
    ['only the meta pages', (whole) => whole.subarray(0, 8192)],
    ['all but the last page', (whole) => whole.subarray(0, whole.length - 4096)],
    ['another version of LMDB', (whole) => patched(whole, [28, 4096 + 28], 99)],
    ['a strange page size', (whole) => patched(whole, [48, 4096 + 48], 77)],
  ];
  it.each(damages)('%s', async (_, damage) => {
    await fill(2000);
    const bytes = damage(readFileSync(dataFile()));
    writeFileSync(dataFile(), bytes);
    expect(await tryDirectory()).toBe('STATE_DAMAGED');
    expect(readFileSync(dataFile()).equals(bytes)).toBe(true);
  });

  it('noise in any one page that is in use', async () => {
    await fill(300);
    const whole = readFileSync(dataFile());
    const answers = new Set<string>();
    for (let page = 0; page < whole.length / 4096; page += 1) {
      const bytes = Buffer.from(whole);
      randomBytes(4096).copy(bytes, page * 4096);
      writeFileSync(dataFile(), bytes);
      rmSync(join(directory, 'lock.mdb'), { force: true });
      answers.add(await tryDirectory());
    }
    // A page that is free may hold anything.
    expect([...answers].sort()).toEqual(['STATE_DAMAGED', 'fine']);
  });

  it('a flipped bit in a record', async () => {
    await fill(3);
    const bytes = readFileSync(dataFile());
    const at = bytes.indexOf('xxxx');
    bytes.writeUInt8(0x79, at);
    writeFileSync(dataFile(), bytes);
    expect(await tryDirectory()).toBe('STATE_DAMAGED');
  });

  it('a state without its data file', async () => {
    await fill(3);
    rmSync(dataFile());
    expect(await tryDirectory()).toBe('STATE_DAMAGED');
    expect(existsSync(dataFile())).toBe(false);
  });

  it('a newer format', async () => {
    const store = openLmdbStore(directory);
    store.transact((transaction) => transaction.put(table<{ version: number }>('format'), 'records', { version: 2 }));
    await store.close();
    expect(await tryDirectory()).toBe('STATE_TOO_NEW');
  });

  it('a path that is a file, and a directory without permission', async () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    expect(() => openLmdbStore(file)).toThrowError(expect.objectContaining({ code: 'STATE_UNREADABLE', kind: 'file' }));
    mkdirSync(join(directory, 'taken', 'data.mdb'), { recursive: true });
    expect(() => openLmdbStore(join(directory, 'taken'))).toThrowError(
      expect.objectContaining({ code: 'STATE_UNREADABLE' }),
    );
  });

  it.skipIf(process.getuid?.() === 0)('a directory without permission', () => {
    chmodSync(directory, 0o500);
    expect(() => openLmdbStore(directory)).toThrowError(expect.objectContaining({ code: 'STATE_UNREADABLE' }));
    chmodSync(directory, 0o700);
  });

  it.each([
    ['an empty data file where nothing was yet', 'data.mdb', Buffer.alloc(0)],
    ['a lock file of noise', 'lock.mdb', randomBytes(8272)],
  ])('%s is no harm', async (_, name, bytes) => {
    writeFileSync(join(directory, name), bytes);
    expect(await tryDirectory()).toBe('fine');
  });

  it('makes the directory', async () => {
    directory = join(directory, 'some', 'where');
    expect(await tryDirectory()).toBe('fine');
    expect(existsSync(dataFile())).toBe(true);
  });
});

function patched(whole: Buffer, offsets: readonly number[], value: number): Buffer {
  const bytes = Buffer.from(whole);
  for (const offset of offsets) bytes.writeUInt32LE(value, offset);
  return bytes;
}

describe('several processes', () => {
  // Node 20 runs no TypeScript, so the processes get a bundle; it stands where its dependencies are found.
  let bundle: string;
  beforeAll(async () => {
    const home = mkdtempSync(join(import.meta.dirname, '../../../../../node_modules/.s3front-store-'));
    bundle = join(home, 'store.mjs');
    await build({
      input: { store: join(import.meta.dirname, 'lmdb-store.ts') },
      platform: 'node',
      external: ['lmdb'],
      resolve: { conditionNames: ['@s3front/source', 'import', 'node'] },
      output: { dir: home, entryFileNames: '[name].mjs' },
      logLevel: 'silent',
    });
  });
  afterAll(() => rmSync(join(bundle, '..'), { recursive: true, force: true }));

  /** @param blocks the most that a file may have, in the shell's blocks, as on a disk that is full */
  function start(script: string, blocks?: number): ChildProcess {
    const preamble = `
      import { openLmdbStore } from ${JSON.stringify(pathToFileURL(bundle).href)};
      const store = openLmdbStore(${JSON.stringify(directory)});
      const counters = { name: 'counter' };`;
    const program = [process.execPath, '--input-type=module', '--eval', preamble + script];
    const shell = ['sh', '-c', `ulimit -f ${blocks}; exec "$@"`, 'sh'];
    const [command = '', ...rest] = blocks === undefined ? program : [...shell, ...program];
    return spawn(command, rest, { stdio: ['pipe', 'pipe', blocks === undefined ? 'inherit' : 'ignore'] });
  }

  it('lose no increment', async () => {
    const each = 60;
    const processes = Array.from({ length: 6 }, () =>
      start(`
        for (let turn = 0; turn < ${each}; turn += 1) {
          store.transact((transaction) => {
            const count = (transaction.get(counters, 'shared')?.count ?? 0) + 1;
            transaction.put(counters, 'shared', { count, padding: '' });
            transaction.put(counters, process.pid + '/' + turn, { count, padding: 'z'.repeat(2000) });
          });
          if (store.read((view) => view.get(counters, 'shared').count) < turn) process.exit(3);
        }
        await store.close();`),
    );
    const codes = await Promise.all(processes.map(async (child) => (await once(child, 'exit'))[0]));
    expect(codes).toEqual([0, 0, 0, 0, 0, 0]);
    const store = openLmdbStore(directory);
    expect(store.read((view) => view.get(counters, 'shared'))?.count).toBe(6 * each);
    expect(store.read((view) => view.scan(counters).length)).toBe(6 * each + 1);
    await store.close();
  });

  it.skipIf(process.platform === 'win32')('get one clear error where nothing more can be written', async () => {
    const child = start(
      `
      let written = 0;
      try {
        for (; written < 5000; written += 1) {
          store.transact((transaction) => transaction.put(counters, 'key' + written, { count: written, padding: 'x'.repeat(5000) }));
        }
      } catch (error) {
        console.log(JSON.stringify([error.code, error.kind, written, store.read((view) => view.scan(counters).length)]));
      }
      await store.close();`,
      2000,
    );
    const lines = createInterface({ input: child.stdout ?? process.stdin });
    const [line] = (await once(lines, 'line')) as [string];
    const [code, kind, written, left] = JSON.parse(line) as readonly unknown[];
    expect([code, kind]).toEqual(['STATE_UNREADABLE', 'file']);
    expect(left).toBe(written);
    expect(await tryDirectory()).toBe('fine');
  });

  it('killed in the middle of writing leave the state before or after, with all that was acknowledged', async () => {
    for (let round = 0; round < 5; round += 1) {
      const child = start(`
        let turn = store.read((view) => view.get(counters, 'turn')?.count ?? 0);
        for (;;) {
          turn += 1;
          store.transact((transaction) => {
            transaction.put(counters, 'turn', { count: turn, padding: '' });
            for (let index = 0; index < 40; index += 1) {
              transaction.put(counters, 'part' + index, { count: turn, padding: 'p'.repeat(turn % 900) });
            }
          });
          process.stdout.write(turn + '\\n');
        }`);
      let acknowledged = 0;
      const lines = createInterface({ input: child.stdout ?? process.stdin });
      for await (const line of lines) {
        acknowledged = Number(line);
        if (acknowledged % 25 === 20 + (round % 5)) break;
      }
      child.kill('SIGKILL');
      await once(child, 'exit');
      const store = openLmdbStore(directory);
      const turn = store.read((view) => view.get(counters, 'turn'))?.count ?? 0;
      expect(turn).toBeGreaterThanOrEqual(acknowledged);
      const parts = store.read((view) => view.scan(counters, { prefix: 'part' }));
      expect(parts.map((part) => part.value.count)).toEqual(Array.from({ length: 40 }, () => turn));
      await store.close();
    }
    expect(readdirSync(directory).sort()).toEqual(['data.mdb', 'format', 'lock.mdb']);
  });
});
