import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { DistributionId } from '../naming/cf-uri.ts';
import { connectionFailure } from './connection-failure.ts';
import { createAwsProvider } from './index.ts';

const ID = 'E1' as DistributionId;
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'SECRETEXAMPLE' };

let open: Server | undefined;

afterEach(() => {
  open?.closeAllConnections();
  open?.close();
  open = undefined;
});

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  open = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function unusedPort(): Promise<number> {
  const server = createSocketServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function ask(endpoint: string, more: { readonly requestTimeout?: number } = {}): Promise<unknown> {
  const provider = await createAwsProvider({ region: 'us-east-1', credentials, endpoint, maxAttempts: 1, ...more });
  try {
    return await provider.cdn.getDistribution(ID);
  } finally {
    await provider.close();
  }
}

describe('over a real socket', () => {
  it('a port where nothing listens refuses', async () => {
    const port = await unusedPort();
    await expect(ask(`http://127.0.0.1:${port}`)).rejects.toMatchObject({
      code: 'ENDPOINT_REFUSED',
      kind: 'refused',
      message: expect.stringContaining(`127.0.0.1:${port}`),
    });
  });

  it('a server that never answers is a timeout', async () => {
    const port = await serve(() => undefined);
    await expect(ask(`http://127.0.0.1:${port}`, { requestTimeout: 20 })).rejects.toMatchObject({
      code: 'REQUEST_TIMEOUT',
      kind: 'timeout',
    });
  });

  it('a server that hangs up loses the connection', async () => {
    const port = await serve((request) => request.socket.destroy());
    await expect(ask(`http://127.0.0.1:${port}`)).rejects.toMatchObject({
      code: 'CONNECTION_LOST',
      kind: 'unreachable',
    });
  });

  it('a server without TLS fails where TLS is expected', async () => {
    const port = await serve((_, response) => response.end());
    await expect(ask(`https://127.0.0.1:${port}`)).rejects.toMatchObject({ code: 'TLS_FAILED', kind: 'denied' });
  });

  it('a server of another kind is not taken for AWS', async () => {
    const port = await serve((_, response) => response.end('<html><body>Welcome</body></html>'));
    await expect(ask(`http://127.0.0.1:${port}`)).rejects.toMatchObject({ code: 'ANSWER_UNREADABLE' });
  });
});

describe('connectionFailure', () => {
  it.each([
    [{ code: 'ENOTFOUND', hostname: 's3.mars-1.amazonaws.com' }, 'ENDPOINT_UNREACHABLE', 'unreachable', /s3\.mars-1/],
    [{ code: 'EAI_AGAIN', hostname: 'x.test' }, 'ENDPOINT_UNREACHABLE', 'unreachable', /x\.test/],
    [
      { code: 'EHOSTUNREACH', address: '10.0.0.1', port: 443 },
      'ENDPOINT_UNREACHABLE',
      'unreachable',
      /10\.0\.0\.1:443/,
    ],
    [{ code: 'ECONNREFUSED', address: '::1', port: 5000 }, 'ENDPOINT_REFUSED', 'refused', /\[::1\]:5000/],
    [{ code: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'TLS_FAILED', 'denied', /CloudFront/],
    [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID', host: 'a.b' }, 'TLS_FAILED', 'denied', /a\.b/],
    [{ code: 'ETIMEDOUT' }, 'REQUEST_TIMEOUT', 'timeout', /did not answer/],
    [{ code: 'EPIPE' }, 'CONNECTION_LOST', 'unreachable', /lost/],
  ] as const)('%o', (members, code, kind, message) => {
    const cause = Object.assign(new Error('it failed'), members);
    expect(connectionFailure(cause, 'CloudFront')).toMatchObject({
      code,
      kind,
      message: expect.stringMatching(message),
      cause,
    });
  });

  it('reads the first of several addresses that failed', () => {
    const one = Object.assign(new Error('x'), { code: 'ECONNREFUSED', address: '127.0.0.1', port: 9 });
    const error = connectionFailure(new AggregateError([one, new Error('y')]), 'S3');
    expect(error).toMatchObject({ code: 'ENDPOINT_REFUSED', message: expect.stringContaining('127.0.0.1:9') });
  });

  it('is silent about what is no failure of a connection', () => {
    expect(connectionFailure(new Error('else'), 'S3')).toBeUndefined();
    expect(connectionFailure('text', 'S3')).toBeUndefined();
  });
});
