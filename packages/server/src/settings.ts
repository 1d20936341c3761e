/** What the server allows and how long it waits. Times are in milliseconds, sizes in bytes. */
export interface ServerSettings {
  /** The longest JSON body. */
  readonly maxJsonBytes: number;
  /** The largest object that may be uploaded. */
  readonly maxObjectBytes: number;
  /** The longest path and query together. */
  readonly maxUrlLength: number;
  /** All headers of a request together. */
  readonly maxHeaderBytes: number;
  /** How many requests may be open at once, streams included; more are told to come back. */
  readonly maxOpenRequests: number;
  /** How long a request may take that transfers no object. */
  readonly requestTimeout: number;
  /** How long a client that sends or reads may stand still. */
  readonly idleTimeout: number;
  /** How often an event stream without events shows that it is alive. */
  readonly heartbeat: number;
  /** How long what runs may go on once the server is asked to stop. */
  readonly shutdownGrace: number;
  /** How long an operation waits for CloudFront at the most, where the request does not say. */
  readonly operationTimeout: number;
  /** Aliases that a distribution may have. */
  readonly aliasQuota: number;
}

export const DEFAULT_SETTINGS: ServerSettings = {
  maxJsonBytes: 1024 * 1024,
  maxObjectBytes: 5 * 1024 ** 3,
  maxUrlLength: 8 * 1024,
  maxHeaderBytes: 16 * 1024,
  maxOpenRequests: 256,
  requestTimeout: 60_000,
  idleTimeout: 60_000,
  heartbeat: 15_000,
  shutdownGrace: 30_000,
  operationTimeout: 60 * 60 * 1000,
  aliasQuota: 100,
};
