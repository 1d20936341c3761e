import type { AwsAnswer, Problem } from '@s3front/core';

/** One reason why a request was refused, and where in the request it stands. */
export interface RequestFault extends Problem {
  /** A JSON pointer into the body (RFC 6901), such as `/aliases/0`. */
  readonly pointer?: string | undefined;
  /** The name of a path or query parameter, or of a header. */
  readonly parameter?: string | undefined;
}

export interface HttpProblemDetails {
  readonly status: number;
  /** Stable, upper case: `BUCKET_NOT_FOUND`. */
  readonly code: string;
  /** One sentence: what happened, to what. */
  readonly detail: string;
  readonly hint?: string | undefined;
  readonly aws?: AwsAnswer | undefined;
  readonly errors?: readonly RequestFault[] | undefined;
  /** Headers that go with the status, such as `allow` or `retry-after`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly cause?: unknown;
}

/** What the API answers with instead of what was asked for. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly status: number;
  readonly code: string;
  readonly hint: string | undefined;
  readonly aws: AwsAnswer | undefined;
  readonly errors: readonly RequestFault[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(details: HttpProblemDetails) {
    super(details.detail, details.cause === undefined ? undefined : { cause: details.cause });
    this.status = details.status;
    this.code = details.code;
    this.hint = details.hint;
    this.aws = details.aws;
    this.errors = details.errors ?? [];
    this.headers = details.headers ?? {};
  }
}
