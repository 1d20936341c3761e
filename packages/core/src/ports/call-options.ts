/** What every call through a port takes. */
export interface CallOptions {
  /** Ends the call with an `INTERRUPTED` error. */
  readonly signal?: AbortSignal | undefined;
}
