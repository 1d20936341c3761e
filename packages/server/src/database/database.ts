/** A row as the database answers it: columns by name. */
export type Row = Readonly<Record<string, unknown>>;

/** Something that runs SQL: the database itself, or one transaction in it. */
export interface Session {
  /**
   * Runs one statement with its parameters (`$1`, `$2` …) and answers its rows.
   *
   * @throws as Database
   */
  query<Result extends Row = Row>(sql: string, parameters?: readonly unknown[]): Promise<readonly Result[]>;
}

/**
 * The SQL database that the server keeps everything durable in: PostgreSQL on a server of its own, or the same
 * PostgreSQL embedded (PGlite), in a directory or in memory.
 *
 * Every method throws an S3FrontError: `DATABASE_UNREACHABLE` (kind `unreachable`, or `refused` where nothing listens),
 * `DATABASE_UNAVAILABLE` (kind `unavailable`: it is starting, going down, out of connections, or lost the connection in
 * the middle), `DATABASE_TIMED_OUT` (kind `unavailable`), `DATABASE_DENIED` (kind `denied`: user, password or
 * privilege), `DATABASE_NOT_FOUND` (kind `configuration`), `DATABASE_CLOSED`, and `DATABASE_FAILED` (kind `internal`)
 * for the rest. None of them carries the password.
 */
export interface Database extends Session {
  /** `postgres` is shared by any number of server processes; `embedded` belongs to this one. */
  readonly kind: 'postgres' | 'embedded';
  /** Runs `work` in one transaction: committed when it resolves, rolled back when it rejects. */
  transaction<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
  /** Resolves when the database answers now; for `/readyz`. */
  ready(): Promise<void>;
  /** Lets go of connections, files and the lock on the directory; safe to call twice. */
  close(): Promise<void>;
}
