import { request as httpRequest } from 'node:http';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import { type OfflineAws, type OfflineAwsOptions, startOfflineAws } from '../offline-aws.ts';

export interface WireTest {
  readonly aws: OfflineAws;
  readonly s3: S3Client;
  /** The same AWS, as another account of that number. */
  as(account: string): S3Client;
  ask(method: string, path: string, headers?: Record<string, string>, body?: string): Promise<RawAnswer>;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** A server that ends with its test, and the real SDK talking to it. */
export async function wireTest(options: OfflineAwsOptions = {}): Promise<WireTest> {
  const faults: unknown[] = [];
  const aws = await startOfflineAws({ seed: 1, onFault: (error) => faults.push(error), ...options });
  const clients: S3Client[] = [];
  const open = (accessKeyId: string, more: S3ClientConfig = {}): S3Client => {
    const client = new S3Client({
      endpoint: aws.endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId, secretAccessKey: 'test' },
      maxAttempts: 1,
      ...more,
    });
    clients.push(client);
    return client;
  };
  onTestFinished(async () => {
    for (const client of clients) client.destroy();
    await aws.close();
    if (faults.length > 0) throw new AggregateError(faults, 'Something went wrong inside.');
  });
  return {
    aws,
    s3: open('test'),
    as: (account) => open(account),
    ask: (method, path, headers = {}, body = '') => ask(aws.port, method, path, headers, body),
  };
}

function ask(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** AWS's code and the status of what the call ends with. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'fine';
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const metadata = '$metadata' in error ? error.$metadata : undefined;
    const status =
      typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata ? metadata.httpStatusCode : '';
    return `${String(status)} ${error.name}`;
  }
}
