import { S3FrontError } from '@s3front/core';
import pg from 'pg';
import type { Database, Row, Session } from './database.ts';
import { databaseClosed, translated } from './database-error.ts';

/** Milliseconds. Whatever takes longer is as good as down: the caller retries, and `/readyz` says so. */
const CONNECT_TIMEOUT = 5_000;
const STATEMENT_TIMEOUT = 15_000;
/** Connections per process: PostgreSQL's default is a hundred for everybody. */
const MOST_CONNECTIONS = 10;

/** PostgreSQL on a server of its own. @throws as openDatabase */
export async function openPostgresDatabase(url: string): Promise<Database> {
  const where = hostOf(url);
  const pool = new pg.Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    statement_timeout: STATEMENT_TIMEOUT,
    // One for the server, one for a network that has swallowed the answer.
    query_timeout: STATEMENT_TIMEOUT + CONNECT_TIMEOUT,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT,
    keepAlive: true,
    application_name: 's3front',
  });
  // An idle connection that breaks is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => undefined);
  const database = new PostgresDatabase(pool, where);
  try {
    await database.ready();
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

class PostgresDatabase implements Database {
  readonly kind = 'postgres';
  readonly #pool: pg.Pool;
  readonly #where: string;
  #closing: Promise<void> | undefined;

  constructor(pool: pg.Pool, where: string) {
    this.#pool = pool;
    this.#where = where;
  }

  async query<Result extends Row = Row>(sql: string, parameters: readonly unknown[] = []): Promise<readonly Result[]> {
    this.#refuseWhenClosed();
    try {
      return (await this.#pool.query<Result>(sql, [...parameters])).rows;
    } catch (error) {
      throw translated(error, this.#where);
    }
  }

  async transaction<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    this.#refuseWhenClosed();
    const client = await this.#connect();
    let broken = false;
    // The statement that is running fails too, and tells; without a listener the event would end the process.
    const noteBreak = (): void => {
      broken = true;
    };
    client.on('error', noteBreak);
    try {
      await client.query('begin');
      const result = await work(this.#session(client));
      await client.query('commit');
      return result;
    } catch (error) {
      // A connection that cannot even roll back is thrown away; the server rolls back by itself then.
      await client.query('rollback').catch(noteBreak);
      throw translated(error, this.#where);
    } finally {
      client.off('error', noteBreak);
      client.release(broken);
    }
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw translated(error, this.#where);
    }
  }

  #session(client: pg.PoolClient): Session {
    return {
      query: async <Result extends Row>(sql: string, parameters: readonly unknown[] = []) => {
        try {
          return (await client.query<Result>(sql, [...parameters])).rows;
        } catch (error) {
          throw translated(error, this.#where);
        }
      },
    };
  }

  async ready(): Promise<void> {
    await this.query('select 1');
  }

  close(): Promise<void> {
    this.#closing ??= this.#pool.end();
    return this.#closing;
  }

  #refuseWhenClosed(): void {
    if (this.#closing !== undefined) throw databaseClosed();
  }
}

/** `host:port/name`, for sentences: never the user's password. */
function hostOf(url: string): string {
  if (!URL.canParse(url)) {
    throw new S3FrontError({
      code: 'DATABASE_LOCATION_INVALID',
      kind: 'usage',
      message: "The database's URL cannot be read.",
      hint: 'Write postgres://user:password@host:5432/name; characters such as @ / : # in a password are percent-encoded.',
    });
  }
  const { host, pathname } = new URL(url);
  return `${host === '' ? 'localhost' : host}${pathname}`;
}
