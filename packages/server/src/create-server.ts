import { type Clock, type Provider, type Random, S3FrontError } from '@s3front/core';
import type { Hono } from 'hono';
import { createApp } from './app.ts';
import { createAuthentication } from './auth/authentication.ts';
import { openTokens } from './auth/stored-tokens.ts';
import type { Tokens } from './auth/tokens.ts';
import type { Database } from './database/database.ts';
import type { ApiEnvironment, Services } from './http/api-environment.ts';
import { createListener, listen } from './http/listener.ts';
import { isLoopbackHost } from './http/loopback.ts';
import { OpenRequests } from './http/open-requests.ts';
import { openIdempotency } from './idempotency/stored-idempotency.ts';
import { createLogger, type Logger } from './log/logger.ts';
import { createMetrics } from './metrics/metrics.ts';
import { openOperations } from './operations/durable-operations.ts';
import { createWorker, type Worker, type WorkerFault, type WorkerSettings } from './operations/worker.ts';
import { HttpProblem } from './problem/http-problem.ts';
import { DEFAULT_SETTINGS, type ServerSettings } from './settings.ts';

export interface ServerOptions {
  /** The account that is published from. It stays open when the server is closed. */
  readonly provider: Provider;
  /** Where operations, tokens and answers are kept. It stays open when the server is closed. */
  readonly database: Database;
  /** Not one that jumps over every sleep: requests have a time limit. */
  readonly clock: Clock;
  readonly random: Random;
  readonly settings?: Partial<ServerSettings> | undefined;
  /** Without one, nothing is logged. */
  readonly logger?: Logger | undefined;
  /** How operations are worked on. */
  readonly work?: Pick<WorkerSettings, 'lanes' | 'lease' | 'keep'> | undefined;
}

export interface ListenOptions {
  /** Without it 127.0.0.1: this machine alone. */
  readonly host?: string | undefined;
  /** Without it 8787; 0 for any that is free. */
  readonly port?: number | undefined;
}

export interface Listening {
  readonly host: string;
  readonly port: number;
  /** `http://127.0.0.1:8787` */
  readonly url: string;
}

export interface PublishingServer {
  /** The API without a socket: `app.request('/v1/distributions')`, as from this machine. */
  readonly app: Hono<ApiEnvironment>;
  readonly tokens: Tokens;
  /** Works on the operations once the server is started. */
  readonly worker: Worker;
  /**
   * Listens, and begins to work on the operations.
   *
   * @throws `TOKEN_REQUIRED` (kind `configuration`) for an address that other machines can reach while there is no
   * token; `LISTEN_FAILED`
   */
  start(place?: ListenOptions): Promise<Listening>;
  /** Refuses what is new, finishes what runs, keeps what is queued; safe to call twice. */
  close(): Promise<void>;
}

/**
 * The REST API over an account.
 *
 * @example
 * const server = createServer({ provider, database, clock: systemClock, random: systemRandom });
 * const { url } = await server.start({ port: 8787 });
 */
export function createServer(options: ServerOptions): PublishingServer {
  const { provider, database, clock, random } = options;
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  const logger = options.logger ?? createLogger({ level: 'silent' });
  const tokens = openTokens(database, clock);
  const operations = openOperations(database, clock);
  const openRequests = new OpenRequests(clock, settings);
  const report = (fault: WorkerFault): void => logger.error(fault, 'work failed');
  const worker = createWorker({ provider, database, clock, random, ...options.work, report });
  let loopback = true;
  const onlyThisMachine = (): boolean => loopback;
  const services: Services = {
    provider,
    clock,
    random,
    operations,
    idempotency: openIdempotency(database, clock),
    authentication: createAuthentication(tokens, clock, onlyThisMachine),
    settings,
    metrics: createMetrics({ openRequests: () => openRequests.count, operations: () => operations.count() }),
    ready: async () => {
      if (openRequests.draining) throw stopping();
      await database.ready();
    },
  };
  const app = createApp({ services, openRequests, logger, onlyThisMachine });
  const listener = createListener((request) => app.fetch(request), settings);
  let closed: Promise<void> | undefined;

  async function close(): Promise<void> {
    const unheard = new Promise<void>((resolve) => listener.close(() => resolve()));
    const { shutdownGrace } = settings;
    await Promise.all([openRequests.drain(shutdownGrace), worker.stop(shutdownGrace)]);
    listener.closeAllConnections();
    await unheard;
    logger.info('stopped');
  }

  return {
    app,
    tokens,
    worker,
    async start({ host = '127.0.0.1', port = 8787 } = {}) {
      loopback = isLoopbackHost(host);
      if (!loopback && !(await tokens.any())) throw tokenRequired(host);
      const address = await listen(listener, { host, port });
      worker.start();
      const shown = host.includes(':') ? `[${host}]` : host;
      const listening = { host, port: address.port, url: `http://${shown}:${address.port}` };
      logger.info(listening, 'listening');
      return listening;
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
}

function stopping(): HttpProblem {
  return new HttpProblem({
    status: 503,
    code: 'SERVER_STOPPING',
    detail: 'The server is stopping.',
    headers: { 'retry-after': '1' },
  });
}

function tokenRequired(host: string): S3FrontError {
  return new S3FrontError({
    code: 'TOKEN_REQUIRED',
    kind: 'configuration',
    message: `Other machines can reach ${host}, and there is no token yet: anybody could publish.`,
    hint: 'Make one first: s3front token create --scope admin',
  });
}
