import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3FrontError } from '@s3front/core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from './database.ts';
import { lockDirectory } from './directory-lock.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations.ts';
import { openDatabase } from './open-database.ts';

describe('a database in memory', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase(undefined);
  });
  afterAll(() => database.close());

  it('answers rows, and is ready', async () => {
    await database.ready();
    expect(await database.query('select $1::int + 1 as sum, $2::text[] as list', [1, ['a b', 'c"d']])).toEqual([
      { sum: 2, list: ['a b', 'c"d'] },
    ]);
  });

  it('keeps a transaction that resolves and none of one that rejects', async () => {
    await database.query('create table kept (word text)');
    await database.transaction((session) => session.query("insert into kept values ('one')"));
    const thrown = new S3FrontError({ code: 'NO', kind: 'internal', message: 'no' });
    const failing = database.transaction(async (session) => {
      await session.query("insert into kept values ('two')");
      throw thrown;
    });
    await expect(failing).rejects.toBe(thrown);
    expect(await database.query('select word from kept')).toEqual([{ word: 'one' }]);
  });

  it('names the code of a statement that fails', async () => {
    await expect(database.query('select * from nowhere')).rejects.toMatchObject({
      code: 'DATABASE_FAILED',
      kind: 'internal',
      message: expect.stringContaining('42P01'),
    });
  });

  it('migrates once, from any version on, and stops before a newer one', async () => {
    await migrate(database);
    const more = [...MIGRATIONS, ['create table s3front.later (id int)']];
    await Promise.all([migrate(database, more), migrate(database, more)]);
    expect(await database.query("select to_regclass('s3front.later') is not null as there")).toEqual([{ there: true }]);
    await expect(migrate(database)).rejects.toMatchObject({ code: 'DATABASE_TOO_NEW', kind: 'precondition' });
  });

  it('leaves nothing of a migration that fails half-way', async () => {
    const [{ version } = { version: 0 }] = await database.query<{ version: number }>(
      'select max(version)::int as version from s3front.migration',
    );
    const padding = Array.from({ length: version }, () => []);
    const broken = [...padding, ['create table s3front.half (id int)', 'create nonsense']];
    await expect(migrate(database, broken)).rejects.toMatchObject({ code: 'DATABASE_FAILED' });
    expect(await database.query("select to_regclass('s3front.half') is null as gone")).toEqual([{ gone: true }]);
  });

  it('says that it was closed', async () => {
    await database.close();
    await database.close();
    await expect(database.query('select 1')).rejects.toMatchObject({ code: 'DATABASE_CLOSED' });
    await expect(database.transaction(async () => 1)).rejects.toMatchObject({ code: 'DATABASE_CLOSED' });
  });
});

describe('a database in a directory', () => {
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 's3front-database-'));
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it('is made over a draft that was cut short, kept, for one process at a time, and refused when damaged', async () => {
    const place = join(home, 'a', 'b');
    await mkdir(join(place, 'draft'), { recursive: true });
    await writeFile(join(place, 'draft', 'PG_VERSION'), 'half');
    const first = await openDatabase(place);
    await first.query('create table kept (word text)');
    await expect(openDatabase(place)).rejects.toMatchObject({ code: 'DATABASE_IN_USE', kind: 'conflict' });
    await first.close();
    expect(await readdir(place)).toEqual(['data']);
    const second = await openDatabase(place);
    expect(await second.query('select count(*)::int as count from kept')).toEqual([{ count: 0 }]);
    await second.close();
    await rm(join(place, 'data', 'global'), { recursive: true });
    await expect(openDatabase(place)).rejects.toMatchObject({ code: 'DATABASE_DAMAGED', kind: 'file' });
    expect(await readdir(place)).toEqual(['data']);
  });
});

describe('the lock on a directory', () => {
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 's3front-lock-'));
  });
  afterAll(() => rm(home, { recursive: true, force: true }));
  afterEach(() => rm(join(home, 'lock'), { force: true }));

  it('is released, and can be taken again', async () => {
    const lock = await lockDirectory(home);
    await expect(lockDirectory(`${home}/../${home.split('/').at(-1)}`)).rejects.toMatchObject({
      code: 'DATABASE_IN_USE',
    });
    await lock.release();
    await lock.release();
    await (await lockDirectory(home)).release();
    expect(await readdir(home)).toEqual([]);
  });

  it('of another process that lives is respected, and taken over when it died', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
    await once(other, 'spawn');
    await writeFile(join(home, 'lock'), JSON.stringify({ pid: other.pid, started: '' }));
    await expect(lockDirectory(home)).rejects.toMatchObject({
      code: 'DATABASE_IN_USE',
      message: expect.stringContaining(`(${other.pid})`),
    });
    other.kill('SIGKILL');
    await once(other, 'exit');
    const lock = await lockDirectory(home);
    expect(await readdir(home)).toEqual(['lock']);
    await lock.release();
  });

  it.each([
    ['a process id that was used again', JSON.stringify({ pid: process.pid, started: '1' })],
    ['a lock that holds no process', 'nonsense'],
  ])('is taken over from %s', async (_, text) => {
    await writeFile(join(home, 'lock'), text);
    await (await lockDirectory(home)).release();
  });

  it('needs a directory that can be written to', async () => {
    const file = join(home, 'file');
    await writeFile(file, '');
    await chmod(file, 0o400);
    await expect(lockDirectory(join(file, 'below'))).rejects.toMatchObject({
      code: 'DATABASE_DIRECTORY_UNUSABLE',
      kind: 'file',
    });
    await rm(file);
  });
});

describe('a place without a database', () => {
  it.each([
    ['mysql://host/name', 'DATABASE_LOCATION_INVALID'],
    ['', 'DATABASE_LOCATION_INVALID'],
    ['postgres://user:se cret@[', 'DATABASE_LOCATION_INVALID'],
    ['postgres://user:secret@127.0.0.1:1/name', 'DATABASE_UNREACHABLE'],
  ])('is refused: %s', async (location, code) => {
    const error: unknown = await openDatabase(location).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error)) + String(error)).not.toContain('secret');
  });
});
