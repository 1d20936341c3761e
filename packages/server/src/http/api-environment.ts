import type { Clock, Provider, Random, UseCaseContext } from '@s3front/core';
import type { Context } from 'hono';
import type { Authentication } from '../auth/authentication.ts';
import type { Caller } from '../auth/caller.ts';
import type { Idempotency } from '../idempotency/idempotency.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Operations } from '../operations/operations.ts';
import type { ServerSettings } from '../settings.ts';

/** What the routes work with. */
export interface Services {
  readonly provider: Provider;
  readonly clock: Clock;
  readonly random: Random;
  readonly operations: Operations;
  readonly idempotency: Idempotency;
  readonly authentication: Authentication;
  readonly settings: ServerSettings;
  readonly metrics: Metrics;
  /** Resolves when the server can do its work. */
  readonly ready: () => Promise<void>;
}

/** What hono carries through a request. */
export interface ApiEnvironment {
  readonly Variables: {
    readonly services: Services;
    readonly requestId: string;
    /** Aborts when the client is gone, the time is up, or the server stops. */
    readonly signal: AbortSignal;
    /** Lifts the limit on the request's time: content is transferred, which has limits of its own. */
    readonly unlimited: () => void;
    /** As unlimited, for an answer that lasts until somebody ends it: it does not keep the server from stopping. */
    readonly endless: () => void;
    /** Nobody wants the answer any more. */
    readonly abandon: () => void;
    /** The request is answered to its last byte. */
    readonly close: () => void;
    /** The answer is a stream that outlasts its handler. */
    readonly streams: boolean;
    /** Whoever asks; set where a route wants a scope. */
    readonly caller: Caller;
  };
}

export type ApiContext = Context<ApiEnvironment>;

/** What the use cases of core take, for this request. */
export function useCaseOf(context: ApiContext): UseCaseContext {
  const { provider, clock, random } = context.var.services;
  return { provider, clock, random, signal: context.var.signal };
}
