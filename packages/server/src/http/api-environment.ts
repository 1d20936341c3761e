import type { Clock, Provider, Random, UseCaseContext } from '@s3front/core';
import type { Context } from 'hono';
import type { Authentication } from '../auth/authentication.ts';
import type { Caller } from '../auth/caller.ts';
import type { Idempotency } from '../idempotency/idempotency.ts';
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
}

/** What hono carries through a request. */
export interface ApiEnvironment {
  readonly Variables: {
    readonly services: Services;
    readonly requestId: string;
    /** Aborts when the client is gone, the time is up, or the server stops. */
    readonly signal: AbortSignal;
    /** Lifts the limit on the request's time: what follows is a stream, which has limits of its own. */
    readonly unlimited: () => void;
    /** Whoever asks; set where a route wants a scope. */
    caller: Caller;
  };
}

export type ApiContext = Context<ApiEnvironment>;

/** What the use cases of core take, for this request. */
export function useCaseOf(context: ApiContext): UseCaseContext {
  const { provider, clock, random } = context.var.services;
  return { provider, clock, random, signal: context.var.signal };
}
