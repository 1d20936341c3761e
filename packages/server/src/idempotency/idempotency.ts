/** An answer as it was given, to be given again. */
export interface KeptAnswer {
  readonly status: number;
  /** Names in lower case; only those worth repeating (`content-type`, `location`, `etag`). */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A key that is held for one request until it is answered. */
export interface Held {
  /** Keeps the answer for 24 hours. */
  answered(answer: KeptAnswer): Promise<void>;
  /** Frees the key, for an answer that is not worth repeating (a fault of ours, throttling). */
  released(): Promise<void>;
}

export type Reservation =
  /** Nobody used the key: do the work, then say so through `held`. */
  | { readonly kind: 'new'; readonly held: Held }
  /** The same request was answered before: give this again. */
  | { readonly kind: 'replay'; readonly answer: KeptAnswer }
  /** The same request is being worked on: 409. `retryAfter` in milliseconds. */
  | { readonly kind: 'in-flight'; readonly retryAfter: number }
  /** The key was used for another request: 422. */
  | { readonly kind: 'mismatch' };

export interface IdempotencyRequest {
  /** Keys of different owners do not meet: the token's id, or `anonymous` on loopback. */
  readonly owner: string;
  /** What the client sent in `Idempotency-Key`. */
  readonly key: string;
  /** Method, path and a hash of the body, so that another request under the same key is noticed. */
  readonly fingerprint: string;
}

/**
 * What the API remembers of requests with an `Idempotency-Key`. A key whose request died without an answer is free
 * again after two minutes.
 */
export interface Idempotency {
  reserve(request: IdempotencyRequest): Promise<Reservation>;
}
