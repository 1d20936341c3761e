import type { BucketName } from '@s3front/core';

/** What a token may do: `read` looks, `deploy` also changes content and distributions, `admin` does everything. */
export type TokenScope = 'read' | 'deploy' | 'admin';

/** A token without its secret. Times are in milliseconds since the epoch. */
export interface Token {
  /** The public half: 16 letters and digits. */
  readonly id: string;
  readonly scope: TokenScope;
  /** The buckets that it is limited to; undefined for a token without limits. */
  readonly buckets: readonly BucketName[] | undefined;
  /** What its maker wrote down about it; may be empty. */
  readonly description: string;
  readonly created: number;
  /** To the minute; undefined while it was never used. */
  readonly lastUsed: number | undefined;
  readonly revoked: number | undefined;
}

export interface NewToken {
  readonly scope: TokenScope;
  readonly buckets?: readonly BucketName[] | undefined;
  readonly description?: string | undefined;
}

/** The bearer tokens of the API. The secret is shown once, and only its SHA-256 is kept. */
export interface Tokens {
  /** The new token and its bearer text `s3f_<id>_<secret>`, which nobody can be told again. */
  create(request: NewToken): Promise<{ readonly token: Token; readonly bearer: string }>;

  /**
   * The token that this bearer text belongs to, or undefined: malformed, unknown, revoked and wrong secrets are not
   * told apart. Secrets are compared in constant time.
   */
  verify(bearer: string): Promise<Token | undefined>;

  /** Oldest first, the revoked ones included. */
  list(): Promise<readonly Token[]>;

  revoke(id: string): Promise<'revoked' | 'already-revoked' | 'absent'>;

  /** True when at least one token is not revoked: without one the server stays on loopback. */
  any(): Promise<boolean>;
}
