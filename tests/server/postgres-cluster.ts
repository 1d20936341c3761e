import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';

/** A PostgreSQL of our own on a free port of the loopback, gone after the test. */
export interface PostgresCluster {
  /** Where to connect; what is not given is the superuser's. */
  url(more?: { readonly user?: string; readonly password?: string; readonly database?: string }): string;
  /** As if the power failed. */
  crash(): Promise<void>;
  /** Back from a crash, on the same port. */
  recover(): Promise<void>;
  stop(): Promise<void>;
}

/** Of the superuser, on a server that lives for a test. */
const PASSWORD = 'a-password-for-tests';

interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
}

/** Debian's package puts the programs that a server needs outside of the PATH. */
export function postgresBinaries(): Binaries | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, 'bin')) : [];
  const places = [...(process.env['PATH'] ?? '').split(delimiter), ...versions.reverse()];
  const place = places.find((directory) =>
    ['initdb', 'pg_ctl', 'postgres'].every((name) => existsSync(join(directory, name))),
  );
  return place === undefined ? undefined : { initdb: join(place, 'initdb'), pgCtl: join(place, 'pg_ctl') };
}

export async function startPostgres(binaries: Binaries): Promise<PostgresCluster> {
  const account = await unprivileged();
  const home = await mkdtemp(join(tmpdir(), 's3front-postgres-'));
  if (account !== undefined) await chown(home, account.uid, account.gid);
  const data = join(home, 'data');
  const port = await freePort();
  const options = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories='' -c fsync=off`;
  const passwordFile = join(home, 'password');
  await writeFile(passwordFile, `${PASSWORD}\n`, { mode: 0o644 });
  const { initdb, pgCtl } = binaries;
  const authentication = [
    '-U',
    'postgres',
    '--auth-host=scram-sha-256',
    '--auth-local=reject',
    `--pwfile=${passwordFile}`,
  ];
  await run(initdb, ['-D', data, ...authentication, '-E', 'UTF8', '--locale=C', '--no-sync'], account);
  const start = () => run(pgCtl, ['start', '-w', '-D', data, '-l', join(home, 'log'), '-o', options], account);
  const crash = () => run(pgCtl, ['stop', '-m', 'immediate', '-D', data], account);
  await start();
  return {
    url: ({ user = 'postgres', password = PASSWORD, database = 'postgres' } = {}) =>
      `postgres://${user}:${password}@127.0.0.1:${port}/${database}`,
    crash,
    recover: start,
    stop: async () => {
      await crash();
      await rm(home, { recursive: true, force: true });
    },
  };
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root, so root lends it the account that means nobody. */
async function unprivileged(): Promise<Account | undefined> {
  return userInfo().uid === 0 ? { uid: 65_534, gid: 65_534 } : undefined;
}

async function run(program: string, arguments_: readonly string[], account: Account | undefined): Promise<void> {
  const child = spawn(program, arguments_, { cwd: tmpdir(), stdio: 'ignore', ...account });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${program} ${arguments_[0]} ended with ${code}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
