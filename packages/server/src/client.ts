import { hc } from 'hono/client';
import type { Api } from './api.ts';

export interface ClientOptions {
  /** The bearer token. */
  readonly token?: string | undefined;
  /** Instead of the runtime's own. */
  readonly fetch?: typeof fetch | undefined;
}

/** The API as functions, with the types of what they take and answer. */
export type Client = ReturnType<typeof hc<Api>>;

/**
 * A client for a server at this address. Path parameters are put in as they are: encode a key with
 * `encodeURIComponent` first.
 *
 * @example
 * const client = createClient('http://127.0.0.1:8787', { token });
 * const answer = await client.v1.distributions.$get({ query: {} });
 * if (answer.status === 200) console.log((await answer.json()).distributions);
 */
export function createClient(url: string, options: ClientOptions = {}): Client {
  return hc<Api>(url, {
    ...(options.token === undefined ? {} : { headers: { authorization: `Bearer ${options.token}` } }),
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
  });
}
