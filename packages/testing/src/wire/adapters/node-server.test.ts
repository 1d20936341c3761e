import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type OfflineAws, startOfflineAws } from '../offline-aws.ts';

const opened: { close(): Promise<void> | void }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function start(): Promise<OfflineAws> {
  const aws = await startOfflineAws({ seed: 1 });
  opened.push(aws);
  aws.world.s3.createBucket({ Bucket: 'bucket', ObjectOwnership: 'ObjectWriter' });
  aws.world.s3.putPublicAccessBlock({
    Bucket: 'bucket',
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: false,
      IgnorePublicAcls: false,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: false,
    },
  });
  aws.world.s3.putBucketPolicy({
    Bucket: 'bucket',
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:*Object', Resource: 'arn:aws:s3:::bucket/*' }],
    }),
  });
  return aws;
}

/** A client that sends exactly what it is told to. */
class RawClient {
  readonly #socket: Socket;
  #received = '';
  #ended = false;
  #waiting: (() => void)[] = [];

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1');
    const wake = () => {
      for (const go of this.#waiting.splice(0)) go();
    };
    this.#socket.on('data', (chunk) => {
      this.#received += chunk.toString('latin1');
      wake();
    });
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => {
      this.#ended = true;
      wake();
    });
    opened.push({ close: () => void this.#socket.destroy() });
  }

  send(text: string): void {
    this.#socket.write(text, 'latin1');
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** Everything that came, once this is in it or the server has hung up. */
  async until(text: string): Promise<string> {
    while (!this.#received.includes(text) && !this.#ended) await new Promise<void>((go) => this.#waiting.push(go));
    return this.#received;
  }
}

function keysIn(aws: OfflineAws): readonly string[] {
  return aws.world.s3.listObjects({ Bucket: 'bucket' }).Contents.map(({ Key }) => Key);
}

describe('a server on a socket', () => {
  it('keeps keys as they are written, dots and doubled slashes among them', async () => {
    const aws = await start();
    const client = new RawClient(aws.port);
    client.send(
      'PUT /bucket/a/../b//c%2Fd%20é HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi'.replace('é', '%C3%A9'),
    );
    expect(await client.until('\r\n\r\n')).toContain('HTTP/1.1 200');
    expect(keysIn(aws)).toEqual(['a/../b//c/d é']);
  });

  it('answers several requests on one connection, also when one was refused with its body unread', async () => {
    const client = new RawClient((await start()).port);
    client.send('PUT /absent/key HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nHello');
    expect(await client.until('</Error>')).toContain('NoSuchBucket');
    client.send('PUT /bucket/key HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nHello');
    expect(await client.until('HTTP/1.1 200')).toContain('ETag'.toLowerCase());
    client.send('GET /bucket/key HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    expect(await client.until('\r\n\r\nHello')).toContain('\r\n\r\nHello');
  });

  it('asks for a body only when it wants it', async () => {
    const aws = await start();
    const refused = new RawClient(aws.port);
    const put = (key: string) =>
      `PUT ${key} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n`;
    refused.send(put('/absent/key'));
    expect(await refused.until('</Error>')).not.toContain('100 Continue');
    const taken = new RawClient(aws.port);
    taken.send(put('/bucket/key'));
    expect(await taken.until('100 Continue')).toContain('100 Continue');
    taken.send('Hello');
    expect(await taken.until('200 OK')).toContain('HTTP/1.1 200 OK');
  });

  it('sends HEAD no body, but its length', async () => {
    const client = new RawClient((await start()).port);
    client.send('PUT /bucket/key HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nHello');
    await client.until('\r\n\r\n');
    client.send('HEAD /bucket/key HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    const received = await client.until('nothing that comes');
    expect(received.toLowerCase()).toContain('content-length: 5');
    expect(received.endsWith('\r\n\r\n')).toBe(true);
  });

  it('keeps nothing of an upload that broke off', async () => {
    const aws = await start();
    const client = new RawClient(aws.port);
    client.send(
      'PUT /bucket/key HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500000\r\nExpect: 100-continue\r\n\r\n',
    );
    await client.until('100 Continue');
    client.send('Hello');
    client.destroy();
    const other = new RawClient(aws.port);
    other.send('PUT /bucket/other HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nHello');
    await other.until('200 OK');
    while (aws.world.calls.every(({ resource, error }) => resource !== 'bucket/key' || error === undefined)) {
      await new Promise(setImmediate);
    }
    expect(keysIn(aws)).toEqual(['other']);
  });

  it.each([
    ['BadRequest', 'nonsense\r\n\r\n'],
    ['RequestHeaderSectionTooLarge', `GET / HTTP/1.1\r\nHost: localhost\r\nx-a: ${'a'.repeat(100_000)}\r\n\r\n`],
    ['RequestURITooLong', `GET /${'a'.repeat(40_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`],
    ['InvalidURI', 'GET /bucket/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    [
      'IncompleteBody',
      'PUT /bucket/a HTTP/1.1\r\nHost: localhost\r\nx-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r\nx-amz-decoded-content-length: 9\r\nContent-Length: 5\r\n\r\nnope\n',
    ],
  ])('answers %s, and goes on', async (code, text) => {
    const aws = await start();
    const client = new RawClient(aws.port);
    client.send(text);
    expect(await client.until('</Error>')).toContain(`<Code>${code}</Code>`);
    const next = new RawClient(aws.port);
    next.send('GET /_s3front/health HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect(await next.until('"ok"')).toContain('200 OK');
  });
});
