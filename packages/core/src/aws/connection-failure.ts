import { type ErrorKind, S3FrontError } from '../errors.ts';

/** Codes with which TLS ends a connection. Source: Node.js documentation, "X509 certificate error codes". */
const TLS_CODES: ReadonlySet<string> = new Set([
  'CERT_CHAIN_TOO_LONG',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'EPROTO',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

const UNREACHABLE_CODES: ReadonlySet<string> = new Set([
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'EADDRNOTAVAIL',
]);
const LOST_CODES: ReadonlySet<string> = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'UND_ERR_SOCKET']);

/** An error that came from the way to AWS and not from AWS; undefined for any other. */
export function connectionFailure(error: unknown, service: string): S3FrontError | undefined {
  const { code, name, message, place } = readFailure(error);
  const where = place ?? service;
  if (code === 'ECONNREFUSED') {
    return failure('ENDPOINT_REFUSED', 'refused', `Nothing answers at ${where}: the connection was refused.`, {
      hint: 'Is the server running, and is this the right port? AWS_ENDPOINT_URL and --endpoint-url say where requests go.',
      cause: error,
    });
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return failure('ENDPOINT_UNREACHABLE', 'unreachable', `The host ${where} cannot be found.`, {
      hint: 'Check the network connection, the region and --endpoint-url.',
      cause: error,
    });
  }
  if (UNREACHABLE_CODES.has(code) || (name === 'TimeoutError' && /establish a connection/.test(message))) {
    return failure('ENDPOINT_UNREACHABLE', 'unreachable', `No connection to ${where}.`, {
      hint: 'Check the network connection, a proxy or firewall on the way, and --endpoint-url.',
      cause: error,
    });
  }
  if (TLS_CODES.has(code) || code.startsWith('ERR_TLS_') || code.startsWith('ERR_SSL_')) {
    return failure('TLS_FAILED', 'denied', `The TLS connection to ${where} failed: ${message}`, {
      hint: 'A server with a certificate of its own needs NODE_EXTRA_CA_CERTS=FILE; a server without TLS needs an endpoint that starts with http://.',
      cause: error,
    });
  }
  // The SDK calls these timeouts, too.
  if (LOST_CODES.has(code)) {
    return failure('CONNECTION_LOST', 'unreachable', `The connection to ${where} was lost.`, {
      hint: 'Run the command again; what it asked for may have been done all the same.',
      cause: error,
    });
  }
  if (name === 'TimeoutError' || code === 'ETIMEDOUT') {
    return failure('REQUEST_TIMEOUT', 'timeout', `${where} did not answer in time.`, {
      hint: 'Run the command again; what it asked for may have been done all the same.',
      cause: error,
    });
  }
  return undefined;
}

function failure(
  code: string,
  kind: ErrorKind,
  message: string,
  more: { readonly hint: string; readonly cause: unknown },
): S3FrontError {
  return new S3FrontError({ code, kind, message, ...more });
}

interface Failure {
  readonly code: string;
  readonly name: string;
  readonly message: string;
  readonly place: string | undefined;
}

function readFailure(error: unknown): Failure {
  // A host with several addresses fails with one error for each of them.
  if (error instanceof AggregateError && error.errors.length > 0) return readFailure(error.errors[0]);
  if (!(error instanceof Error)) return { code: '', name: '', message: String(error), place: undefined };
  return { code: text(error, 'code') ?? '', name: error.name, message: error.message, place: placeOf(error) };
}

function placeOf(error: Error): string | undefined {
  const host = text(error, 'hostname') ?? text(error, 'host') ?? text(error, 'address');
  if (host === undefined) return undefined;
  const port = 'port' in error && typeof error.port === 'number' ? error.port : undefined;
  if (port === undefined) return host;
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function text(error: Error, member: string): string | undefined {
  const value: unknown = Reflect.get(error, member);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
