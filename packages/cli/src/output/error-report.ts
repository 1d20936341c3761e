import { type AwsAnswer, isS3FrontError, type Problem, type S3FrontError } from '@s3front/core';
import { exitCodeOf } from '../exit-code.ts';

/** What --json writes on standard error when a command fails. */
export interface ErrorDocument {
  readonly error: {
    /** Stable: branch on it. */
    readonly code: string;
    readonly kind: string;
    readonly message: string;
    readonly hint: string | null;
    readonly exitCode: number;
    readonly aws: AwsAnswer | null;
    readonly problems: readonly Problem[];
  };
}

export interface ErrorLine {
  readonly kind: 'error' | 'hint';
  readonly text: string;
}

export function errorLines(error: unknown): readonly ErrorLine[] {
  if (!isS3FrontError(error)) {
    return [
      { kind: 'error', text: `s3front met something that it does not understand: ${messageOf(error)}` },
      { kind: 'hint', text: 'This is a fault of s3front. Run it again with --debug and report what it prints.' },
    ];
  }
  const lines: ErrorLine[] = [{ kind: 'error', text: `${error.message}${awsSuffix(error)}` }];
  if (error.hint !== undefined) lines.push({ kind: 'hint', text: error.hint });
  return lines;
}

export function errorDocument(error: unknown): ErrorDocument {
  const exitCode = exitCodeOf(error);
  if (!isS3FrontError(error)) {
    const message = messageOf(error);
    return { error: { code: 'INTERNAL', kind: 'internal', message, hint: null, exitCode, aws: null, problems: [] } };
  }
  const { code, kind, message, hint, aws, problems } = error;
  return { error: { code, kind, message, hint: hint ?? null, exitCode, aws: aws ?? null, problems } };
}

/** ` [AWS: NoSuchBucket, 404, request 7B4A0FABBEXAMPLE]`: what AWS's support asks for. */
function awsSuffix(error: S3FrontError): string {
  if (error.aws === undefined) return '';
  const { code, status, requestId } = error.aws;
  const parts = [code, status, requestId === undefined ? undefined : `request ${requestId}`];
  return ` [AWS: ${parts.filter((part) => part !== undefined).join(', ')}]`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
