import { type Problem, S3FrontError } from '../errors.ts';

/** The answer of a parser: the value, or every reason why not. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export function accepted<Value>(value: Value): Parsed<Value> {
  return { ok: true, value };
}

export function refused(problems: readonly Problem[]): { readonly ok: false; readonly problems: readonly Problem[] } {
  return { ok: false, problems };
}

/**
 * The parsed value, or a `usage` error that carries every problem.
 *
 * @param code the error's code, such as `BUCKET_NAME_INVALID`
 * @param what what was parsed, for the sentence: `Bucket name 'A'`
 */
export function expectParsed<Value>(parsed: Parsed<Value>, code: string, what: string, hint?: string): Value {
  if (parsed.ok) return parsed.value;
  const reasons = parsed.problems.map((problem) => problem.message);
  throw new S3FrontError({
    code,
    kind: 'usage',
    message: `${what} is not valid: ${reasons.join('; ')}.`,
    hint,
    problems: parsed.problems,
  });
}
