import { PROBLEM_MEDIA_TYPE, ProblemSchema, titleOf } from './problem-document.ts';

interface DescribedProblem {
  readonly description: string;
  readonly content: { readonly [PROBLEM_MEDIA_TYPE]: { readonly schema: typeof ProblemSchema } };
}

/** What any operation below `/v1` may be answered with, whatever it is about. */
const EVERYWHERE = [400, 401, 403, 404, 409, 413, 414, 421, 422, 429, 431, 500, 502, 503, 504] as const;

/** The problems of an operation for its `responses`: the common ones, and those that are its own. */
export function problems<const Own extends readonly number[]>(
  ...own: Own
): Readonly<Record<(typeof EVERYWHERE)[number] | Own[number], DescribedProblem>> {
  const entries = [...EVERYWHERE, ...own].map((status) => [status, described(status)]);
  return Object.fromEntries(entries);
}

function described(status: number): DescribedProblem {
  return { description: titleOf(status), content: { [PROBLEM_MEDIA_TYPE]: { schema: ProblemSchema } } };
}
