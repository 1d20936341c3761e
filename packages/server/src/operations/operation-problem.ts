import { type AwsAnswer, isS3FrontError } from '@s3front/core';
import type { OperationProblem } from './operation.ts';

/** An error as data that can be kept and shown. A fault of ours shows no more than that it is one. */
export function problemOf(error: unknown): OperationProblem {
  if (!isS3FrontError(error)) {
    return {
      code: 'INTERNAL_FAULT',
      kind: 'internal',
      message: 'Something went wrong in s3front itself.',
      hint: "The server's log tells more; please report it.",
    };
  }
  const { code, kind, message, hint, aws } = error;
  return {
    code,
    kind,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(aws === undefined ? {} : { aws: answer(aws) }),
  };
}

/** Just the known members, whatever else an adapter hung on it. */
function answer(aws: AwsAnswer): AwsAnswer {
  const { code, status, requestId, message } = aws;
  return { code, status, requestId, message };
}
