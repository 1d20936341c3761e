import { systemClock } from '@s3front/core/node';
import { type Database, openDatabase, openIdempotency, openOperations, openTokens } from '@s3front/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bucketName, distributionId } from '../support/account.ts';
import { type PostgresCluster, postgresBinaries, startPostgres } from './postgres-cluster.ts';

const binaries = postgresBinaries();

// Where PostgreSQL is not installed, the suite says so by showing this as skipped.
describe.skipIf(binaries === undefined)('a database on PostgreSQL', () => {
  let cluster: PostgresCluster;
  let database: Database;

  beforeAll(async () => {
    if (binaries === undefined) return;
    cluster = await startPostgres(binaries);
    // As when a fleet is started: every one of them finds a database without tables.
    const [first, ...others] = await Promise.all(Array.from({ length: 8 }, () => openDatabase(cluster.url())));
    await Promise.all(others.map((other) => other.close()));
    if (first === undefined) throw new Error('no database');
    database = first;
  });
  afterAll(async () => {
    await database?.close();
    await cluster?.stop();
  });

  const scratch = async (name: string) => {
    await database.query(`create database ${name}`);
    return name;
  };

  it('is migrated once by several servers that start at once', async () => {
    expect(await database.query('select count(*)::int as count from s3front.migration')).toEqual([{ count: 1 }]);
  });

  it.each([
    ['a wrong password', { password: 'wrong-secret' }, 'DATABASE_DENIED', 'denied'],
    ['a user that is not there', { user: 'nobody', password: 'wrong-secret' }, 'DATABASE_DENIED', 'denied'],
    ['a database that is not there', { database: 'missing' }, 'DATABASE_NOT_FOUND', 'configuration'],
  ])('refuses %s, and shows no password', async (_, more, code, kind) => {
    const error: unknown = await openDatabase(cluster.url(more)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, kind, hint: expect.any(String) });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error)) + String(error)).not.toMatch(/secret|for-tests/);
  });

  it('needs the privilege to make the schema, but not once that is there', async () => {
    const name = await scratch('privileges');
    await database.query("create role modest login password 'modest'");
    const modest = cluster.url({ user: 'modest', password: 'modest', database: name });
    await expect(openDatabase(modest)).rejects.toMatchObject({ code: 'DATABASE_DENIED' });
    const owner = await openDatabase(cluster.url({ database: name }));
    await owner.query('grant usage on schema s3front to modest');
    await owner.query('grant select, insert, update, delete on all tables in schema s3front to modest');
    await owner.close();
    const opened = await openDatabase(modest);
    expect(await openTokens(opened, systemClock).any()).toBe(false);
    await opened.close();
  });

  it('stops before tables of a newer version', async () => {
    const name = await scratch('newer');
    const newer = await openDatabase(cluster.url({ database: name }));
    await newer.query('insert into s3front.migration (version) values (99)');
    await newer.close();
    await expect(openDatabase(cluster.url({ database: name }))).rejects.toMatchObject({ code: 'DATABASE_TOO_NEW' });
  });

  it('keeps operations, tokens and answers as the embedded one does', async () => {
    const operations = openOperations(database, systemClock);
    const bucket = bucketName('site.example.org');
    const request = { kind: 'removal' as const, distribution: distributionId('E1111111111111'), timeout: 60_000 };
    const accepted = await Promise.all(
      Array.from({ length: 10 }, () => operations.accept(request, { owner: 'somebody', buckets: [bucket] })),
    );
    expect(accepted.filter((one) => !one.joined)).toHaveLength(1);
    const { operations: listed } = await operations.list({ limit: 10, buckets: [bucket], status: 'queued' });
    expect(listed).toMatchObject([{ request, owner: 'somebody', buckets: [bucket], steps: [] }]);
    const [operation] = listed;
    if (operation === undefined) throw new Error('no operation');
    expect(Math.abs(operation.created - systemClock.now())).toBeLessThan(60_000);
    expect(await operations.cancel(operation.id)).toMatchObject({ status: 'cancelled' });
    const events = [];
    for await (const event of operations.events(operation.id)) events.push([event.id, event.kind]);
    expect(events).toEqual([
      [1, 'accepted'],
      [2, 'cancelling'],
      [3, 'ended'],
    ]);

    const tokens = openTokens(database, systemClock);
    const { bearer, token } = await tokens.create({ scope: 'deploy', buckets: [bucket] });
    expect(await tokens.verify(bearer)).toMatchObject({ id: token.id, buckets: [bucket] });
    expect(await tokens.list()).toMatchObject([{ id: token.id, lastUsed: expect.any(Number) }]);

    const idempotency = openIdempotency(database, systemClock);
    const key = { owner: token.id, key: 'key', fingerprint: 'same' };
    const reserved = await Promise.all(Array.from({ length: 20 }, () => idempotency.reserve(key)));
    const holders = reserved.flatMap((one) => (one.kind === 'new' ? [one.held] : []));
    expect(holders).toHaveLength(1);
    await holders[0]?.answered({ status: 201, headers: { location: '/x' }, body: '{}' });
    expect(await idempotency.reserve(key)).toEqual({
      kind: 'replay',
      answer: { status: 201, headers: { location: '/x' }, body: '{}' },
    });
  });

  it('says that the database is away, and goes on when it is back', async () => {
    const away = { kind: expect.stringMatching(/^(?:unavailable|refused)$/) };
    const cut = database.transaction(async (session) => {
      await session.query('select 1');
      await cluster.crash();
      await session.query('select 1');
    });
    await expect(cut).rejects.toMatchObject(away);
    await expect(database.ready()).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
    await expect(openOperations(database, systemClock).list({ limit: 1 })).rejects.toMatchObject(away);
    await cluster.recover();
    await database.ready();
    expect((await openOperations(database, systemClock).list({ limit: 1 })).operations).toHaveLength(1);
  });
});
