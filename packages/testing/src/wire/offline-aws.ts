import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { type Clock, S3FrontError } from '@s3front/core';
import { systemClock } from '@s3front/core/node';
import { createDiskBodies } from '../world/bodies/disk-bodies.ts';
import { createMemoryBodies } from '../world/bodies/memory-bodies.ts';
import type { Limits } from '../world/limits.ts';
import { createMemoryStore } from '../world/store/memory-store.ts';
import { openWorld, type World } from '../world/world.ts';
import { type AccountKeys, type Accounts, createAccounts } from './accounts.ts';
import { createFetchHandler, type FetchHandler } from './adapters/fetch-handler.ts';
import { createDoorServer } from './adapters/node-server.ts';
import { createSdkHandler, type SdkRequestHandler } from './adapters/sdk-handler.ts';
import { Control } from './control/control.ts';
import { createMovingClock } from './control/moving-clock.ts';
import { Door } from './door.ts';
import { type LoggedRequest, RequestLog } from './request-log.ts';
import type { WireAccount } from './service.ts';

export interface DoorSettings {
  /** Who has keys; without any, one account with the keys `test` and `test`. */
  readonly accounts?: readonly AccountKeys[] | undefined;
  /** Verify signatures against the declared keys. Without it every key is somebody's. */
  readonly strictAuth?: boolean | undefined;
  /** Domains besides `localhost` below which buckets are served. */
  readonly suffixes?: readonly string[] | undefined;
  /** Let other machines use the control surface. */
  readonly controlFromAnywhere?: boolean | undefined;
  /** Is told of every request when it has been answered. */
  readonly onRequest?: ((request: LoggedRequest) => void) | undefined;
  /** Is told of what went wrong inside; clients get an internal error with the request's id. */
  readonly onFault?: ((error: unknown, requestId: string) => void) | undefined;
}

export interface OfflineAwsHandler {
  /** For everything that speaks `Request` and `Response`. */
  readonly fetch: FetchHandler;
  /** For clients of AWS SDK v3: `new S3Client({ requestHandler })`. */
  readonly requestHandler: SdkRequestHandler;
  /** The newest requests, oldest first. */
  readonly requests: readonly LoggedRequest[];
}

/**
 * AWS's own protocols over a World, inside this process and without a socket.
 *
 * @example
 * const world = createWorld();
 * const { requestHandler } = offlineAwsHandler(world);
 * const s3 = new S3Client({ region: 'us-east-1', credentials, requestHandler });
 */
export function offlineAwsHandler(world: World, settings: DoorSettings = {}): OfflineAwsHandler {
  const { door, log } = openDoor(world, settings);
  return { fetch: createFetchHandler(door), requestHandler: createSdkHandler(door), requests: log.entries };
}

export interface OfflineAwsOptions extends DoorSettings {
  /** Default 0: a free one. */
  readonly port?: number | undefined;
  /** Default 127.0.0.1. */
  readonly host?: string | undefined;
  /** A World of one's own, in memory with a virtual clock for one; the options from `data` on are then its own. */
  readonly world?: World | undefined;
  /** A directory that keeps everything, the local provider's too; without it, everything is forgotten at the end. */
  readonly data?: string | undefined;
  /** Milliseconds that a change takes to be deployed. Default 5000. */
  readonly propagation?: number | undefined;
  /** Where identifiers come from, for the same ones in every run. */
  readonly seed?: string | number | undefined;
  /** Default: this machine's time, which the control surface can move on. */
  readonly clock?: Clock | undefined;
  readonly limits?: Partial<Limits> | undefined;
}

export interface OfflineAws {
  /** `http://127.0.0.1:4566` */
  readonly endpoint: string;
  readonly port: number;
  readonly world: World;
  readonly accounts: readonly (WireAccount & { readonly accessKey: string })[];
  /** The newest requests, oldest first. */
  readonly requests: readonly LoggedRequest[];
  /** Ends what is under way, and closes the World, unless it was given. */
  close(): Promise<void>;
}

const DEFAULT_PROPAGATION = 5000;

/**
 * Starts an offline AWS that any client can talk to.
 *
 * @example
 * const aws = await startOfflineAws();
 * const s3 = new S3Client({ endpoint: aws.endpoint, forcePathStyle: true, region: 'us-east-1', credentials });
 * // …
 * await aws.close();
 *
 * @throws `ADDRESS_IN_USE`, `ADDRESS_REFUSED` (kind `usage`), and what the store throws: `STATE_UNREADABLE`,
 * `STATE_DAMAGED`, `STATE_TOO_NEW` (kind `file`)
 */
export async function startOfflineAws(options: OfflineAwsOptions = {}): Promise<OfflineAws> {
  const { port = 0, host = '127.0.0.1' } = options;
  const world = options.world ?? (await worldFor(options));
  const { door, log, accounts } = openDoor(world, options);
  const server = createDoorServer(door);
  try {
    const chosen = await listen(server, port, host);
    return {
      endpoint: `http://${nameIn(host)}:${chosen}`,
      port: chosen,
      world,
      accounts: accounts.declared,
      requests: log.entries,
      close: async () => {
        await closed(server);
        if (options.world === undefined) await world.close();
      },
    };
  } catch (error) {
    if (options.world === undefined) await world.close();
    throw error;
  }
}

async function worldFor(options: OfflineAwsOptions): Promise<World> {
  const { data, seed, propagation = DEFAULT_PROPAGATION, limits, accounts } = options;
  const id = accounts?.[0]?.id;
  const common = {
    clock: options.clock ?? createMovingClock(systemClock),
    propagation,
    seed: seed ?? (() => randomBytes(16).toString('hex')),
    limits,
    account: id === undefined ? undefined : { id },
  };
  if (data === undefined) return openWorld({ ...common, store: createMemoryStore(), bodies: createMemoryBodies() });
  const { openLmdbStore } = await import('../world/store/lmdb-store.ts');
  return openWorld({ ...common, store: openLmdbStore(data), bodies: createDiskBodies(join(data, 'objects')) });
}

function openDoor(
  world: World,
  settings: DoorSettings,
): { readonly door: Door; readonly log: RequestLog; readonly accounts: Accounts } {
  const { strictAuth = false, onFault = () => {} } = settings;
  const accounts = createAccounts(settings.accounts ?? [], strictAuth, world.account.id);
  const log = new RequestLog(settings.onRequest);
  const suffixes = [...(settings.suffixes ?? []).map((suffix) => suffix.toLowerCase()), 'localhost'];
  const control = new Control({ world, log, suffixes, fromAnywhere: settings.controlFromAnywhere ?? false });
  return { door: new Door({ world, accounts, strictAuth, suffixes, control, log, onFault }), log, accounts };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(addressError(error, host, port)));
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function nameIn(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function addressError(error: Error, host: string, port: number): S3FrontError {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new S3FrontError({
      code: 'ADDRESS_IN_USE',
      kind: 'usage',
      message: `Port ${port} on ${host} is taken.`,
      hint: 'Choose another with --port, or 0 for a free one.',
      cause: error,
    });
  }
  return new S3FrontError({
    code: 'ADDRESS_REFUSED',
    kind: 'usage',
    message: `Nothing can listen on ${host}, port ${port}: ${error.message}.`,
    hint: 'Ports below 1024 are for the administrator; a host is an address of this machine.',
    cause: error,
  });
}
