import { isS3FrontError, S3FrontError } from '../errors.ts';
import { type AwsRefusal, type AwsService, type RefusalSubject, translateAwsError } from '../errors-of-aws.ts';
import { connectionFailure } from './connection-failure.ts';

/** One call of the SDK, for the words of its error. */
export interface Call {
  readonly service: AwsService;
  /** AWS's name of it, such as `UpdateDistribution`. */
  readonly operation: string;
  readonly subject: RefusalSubject;
  readonly signal?: AbortSignal | undefined;
}

const ENDPOINT_NAMES: Readonly<Record<AwsService, string>> = { s3: 'S3', cloudfront: 'CloudFront', acm: 'ACM' };

/** Makes the call; what it throws is our error. */
export async function atBorder<Answer>(call: Call, run: () => Promise<Answer>): Promise<Answer> {
  try {
    call.signal?.throwIfAborted();
    return await run();
  } catch (error) {
    throw toS3FrontError(error, call);
  }
}

/** Every item of every page; what reading a page throws is our error. */
export async function* everyItem<Page, Item>(
  call: Call,
  open: () => Promise<AsyncIterable<Page>>,
  itemsOf: (page: Page) => Iterable<Item> | AsyncIterable<Item>,
): AsyncGenerator<Item, void, undefined> {
  try {
    call.signal?.throwIfAborted();
    for await (const page of await open()) yield* itemsOf(page);
  } catch (error) {
    throw toS3FrontError(error, call);
  }
}

/** A member without which an answer makes no sense. @throws `ANSWER_UNREADABLE` */
export function expectMember<Value>(value: Value | null | undefined, member: string, call: Call): Value {
  if (value !== undefined && value !== null) return value;
  throw new S3FrontError({
    code: 'ANSWER_UNREADABLE',
    kind: 'rejected',
    message: `${ENDPOINT_NAMES[call.service]}'s answer to ${call.operation} has no ${member}.`,
    hint: 'Check --endpoint-url and AWS_ENDPOINT_URL, and whether a proxy on the way answers in its place.',
  });
}

/** Whatever the SDK throws, as our error; what is ours already stays as it is. */
function toS3FrontError(error: unknown, call: Call): S3FrontError {
  if (call.signal?.aborted === true || isNamed(error, 'AbortError')) {
    return isS3FrontError(call.signal?.reason) ? call.signal.reason : interrupted(error, call);
  }
  if (isS3FrontError(error)) return error;
  const refusal = readRefusal(error, call);
  if (refusal !== undefined) return translateAwsError(refusal, call.subject, error);
  return (
    connectionFailure(error, ENDPOINT_NAMES[call.service]) ??
    credentialsFailure(error) ??
    unreadableAnswer(error, call) ??
    unexpected(error, call)
  );
}

/** The error's AWS code, or undefined when AWS did not say one. */
export function refusalCode(error: unknown): string | undefined {
  return isRefusal(error) ? error.name : undefined;
}

interface SdkRefusal extends Error {
  readonly $fault: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number | undefined; readonly requestId?: string | undefined };
}

/** The SDK marks what the service answered with `$fault`; connection failures carry `$metadata` too, but not that. */
function isRefusal(error: unknown): error is SdkRefusal {
  return error instanceof Error && '$fault' in error;
}

function readRefusal(error: unknown, call: Call): AwsRefusal | undefined {
  if (!isRefusal(error)) return undefined;
  const { httpStatusCode: status, requestId } = error.$metadata ?? {};
  const message = error.message === 'UnknownError' ? undefined : error.message;
  return { service: call.service, operation: call.operation, code: error.name, status, message, requestId };
}

function interrupted(cause: unknown, { operation }: Call): S3FrontError {
  return new S3FrontError({
    code: 'INTERRUPTED',
    kind: 'interrupted',
    message: `${operation} was interrupted.`,
    cause,
  });
}

function credentialsFailure(error: unknown): S3FrontError | undefined {
  if (!(isNamed(error, 'CredentialsProviderError') || isNamed(error, 'TokenProviderError'))) return undefined;
  const reason = error.message.trim().replace(/\.$/, '');
  return new S3FrontError({
    code: 'CREDENTIALS_MISSING',
    kind: 'configuration',
    message: `There are no AWS credentials to use: ${reason}.`,
    hint: "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile with --profile, or write access_key and secret_key to ~/.s3cfg; '--provider local' needs none.",
    cause: error,
  });
}

/** Something answered, but not in AWS's protocol: a proxy's page, a server of another kind. */
function unreadableAnswer(error: unknown, { service, operation }: Call): S3FrontError | undefined {
  if (!(error instanceof Error && ('$responseBodyText' in error || '$response' in error))) return undefined;
  return new S3FrontError({
    code: 'ANSWER_UNREADABLE',
    kind: 'rejected',
    message: `What answered ${operation} does not speak ${ENDPOINT_NAMES[service]}'s protocol.`,
    hint: 'Check --endpoint-url and AWS_ENDPOINT_URL, and whether a proxy on the way answers in its place.',
    cause: error,
  });
}

function unexpected(error: unknown, { operation }: Call): S3FrontError {
  return new S3FrontError({
    code: 'UNEXPECTED',
    kind: 'internal',
    message: `${operation} failed unexpectedly: ${error instanceof Error ? error.message : String(error)}`,
    cause: error,
  });
}

function isNamed(error: unknown, name: string): error is Error {
  return error instanceof Error && error.name === name;
}
