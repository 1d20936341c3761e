import { HttpRequest, HttpResponse } from '@smithy/core/protocols';

/** What a line may show. A list of what is safe, so that a header that nobody thought of is not shown. */
const SAFE_HEADERS: readonly string[] = [
  'amz-sdk-request',
  'content-length',
  'content-type',
  'etag',
  'if-match',
  'location',
  'retry-after',
  'x-amz-acl',
  'x-amz-bucket-region',
  'x-amz-id-2',
  'x-amz-object-ownership',
  'x-amz-request-id',
  'x-amz-target',
  'x-amzn-requestid',
];

/** The parts of a presigned URL that are, or that carry, a credential. */
const SECRET_PARAMETERS: ReadonlySet<string> = new Set([
  'awsaccesskeyid',
  'signature',
  'x-amz-credential',
  'x-amz-security-token',
  'x-amz-signature',
]);

type Handler<Args, Result> = (args: Args) => Promise<Result>;

/** A middleware for the SDK that tells of every request and answer, in one line each and without secrets. */
export function tracing(
  trace: (line: string) => void,
): <Args extends { request: unknown }, Result extends { response: unknown }>(
  next: Handler<Args, Result>,
) => Handler<Args, Result> {
  return (next) => async (args) => {
    if (HttpRequest.isInstance(args.request)) trace(`> ${requestLine(args.request)}`);
    try {
      const result = await next(args);
      if (HttpResponse.isInstance(result.response)) {
        trace(`< ${result.response.statusCode}${headersOf(result.response.headers)}`);
      }
      return result;
    } catch (error) {
      trace(`! ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
      throw error;
    }
  };
}

function requestLine(request: HttpRequest): string {
  const port = request.port === undefined ? '' : `:${request.port}`;
  const url = `${request.protocol}//${request.hostname}${port}${request.path}${queryOf(request.query)}`;
  return `${request.method} ${url}${headersOf(request.headers)}`;
}

function queryOf(query: HttpRequest['query']): string {
  const parts = Object.entries(query).flatMap(([name, value]) => {
    if (SECRET_PARAMETERS.has(name.toLowerCase())) return [`${encodeURIComponent(name)}=(hidden)`];
    const values = Array.isArray(value) ? value : [value];
    return values.map((one) => (one === null ? name : `${encodeURIComponent(name)}=${encodeURIComponent(one)}`));
  });
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

function headersOf(headers: Readonly<Record<string, string>>): string {
  const shown = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => SAFE_HEADERS.includes(name))
    .map(([name, value]) => `${name}: ${value}`);
  return shown.length === 0 ? '' : `  [${shown.join('; ')}]`;
}
