import { Readable } from 'node:stream';
import { type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import type { Provider } from '../ports/provider.ts';
import type { SdkOverrides } from './clients.ts';
import { openProvider } from './provider.ts';
import type { AwsSettings } from './settings.ts';

/** A request as it would have gone over the wire. */
export interface Sent {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal | undefined;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Answers one request; what it throws is a failure of the connection. */
export type Server = (request: Sent, index: number) => Answer | Promise<Answer>;

export interface StubWire {
  readonly sent: readonly Sent[];
  readonly overrides: SdkOverrides;
}

/** Instead of the network: the real SDK, with all its middleware, talks to this. Retries have no pauses. */
export function stubWire(server: Server): StubWire {
  const sent: Sent[] = [];
  const handle = async (
    request: HttpRequest,
    options: { readonly abortSignal?: unknown } = {},
  ): Promise<{ response: HttpResponse }> => {
    const { method, hostname, path, query, headers, body } = request;
    const signal = options.abortSignal instanceof AbortSignal ? options.abortSignal : undefined;
    if (signal?.aborted === true) throw Object.assign(new Error('aborted'), { name: 'AbortError' });
    const one: Sent = { method, host: hostname, path, query, headers, body: textOf(body), signal };
    sent.push(one);
    const answer = await server(one, sent.length - 1);
    return {
      response: new HttpResponse({
        statusCode: answer.status ?? 200,
        headers: { ...answer.headers },
        body: Readable.from(answer.body === undefined ? [] : [Buffer.from(answer.body)]),
      }),
    };
  };
  const requestHandler: SdkOverrides['requestHandler'] = {
    handle,
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
  return { sent, overrides: { requestHandler, retryStrategy: new ConfiguredRetryStrategy(3, () => 0) } };
}

/** A provider whose SDK talks to the stub, with credentials and a region of its own. */
export function stubProvider(wire: StubWire, settings: AwsSettings = {}): Promise<Provider> {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'SECRETEXAMPLE' };
  return openProvider({ region: 'us-east-1', credentials, ...settings }, wire.overrides);
}

function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : '';
}

/** An error as CloudFront writes it. */
export function cloudfrontError(status: number, code: string, message = ''): Answer {
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': 'request-1' },
    body: `<ErrorResponse xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>request-1</RequestId></ErrorResponse>`,
  };
}

/** An error as S3 writes it. */
export function s3Error(status: number, code: string, message = ''): Answer {
  return {
    status,
    headers: { 'content-type': 'application/xml', 'x-amz-request-id': 'request-2' },
    body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message><RequestId>request-2</RequestId></Error>`,
  };
}
