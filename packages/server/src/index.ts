export { openTokens } from './auth/stored-tokens.ts';
export type { NewToken, Token, TokenScope, Tokens } from './auth/tokens.ts';
export {
  createServer,
  type Listening,
  type ListenOptions,
  type PublishingServer,
  type ServerOptions,
} from './create-server.ts';
export type { Database, Row, Session } from './database/database.ts';
export { openDatabase } from './database/open-database.ts';
export type * from './idempotency/idempotency.ts';
export { openIdempotency } from './idempotency/stored-idempotency.ts';
export { createLogger, type Logger, type LoggerOptions } from './log/logger.ts';
export { openOperations } from './operations/durable-operations.ts';
export type * from './operations/operation.ts';
export type { OperationOrigin, OperationPage, OperationQuery, Operations } from './operations/operations.ts';
export { createWorker, type Worker, type WorkerFault, type WorkerSettings } from './operations/worker.ts';
