import { type DestinationStream, type Logger, pino } from 'pino';
import { loggedError } from './logged-error.ts';

export type { Logger };

export interface LoggerOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Where the lines go; without it standard output. */
  readonly destination?: DestinationStream | undefined;
}

/** Names under which a secret could come, wherever they stand. */
const SECRETS = ['authorization', 'token', 'bearer', 'secret', 'password', 'cookie'];

/** A log of lines of JSON, one per event. Nothing that is named like a secret gets into it. */
export function createLogger({ level, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: null,
    serializers: { error: loggedError },
    redact: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
