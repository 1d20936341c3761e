import type { ZodError } from 'zod';
import { HttpProblem, type RequestFault } from './http-problem.ts';

/** What hono calls the parts of a request that can be wrong. */
type Target = 'json' | 'form' | 'query' | 'param' | 'header' | 'cookie';

/** The 400 that names every fault that the validation of one part of a request found. */
export function invalidRequest(target: Target, error: ZodError): HttpProblem {
  const errors = error.issues.flatMap((issue) => faultsOf(target, issue));
  const reasons = errors.map((fault) => `${placeOf(fault)}${fault.message}`);
  return new HttpProblem({
    status: 400,
    code: 'REQUEST_INVALID',
    detail: `The request is not valid: ${reasons.join('; ')}.`,
    errors,
  });
}

function faultsOf(target: Target, issue: ZodError['issues'][number]): readonly RequestFault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      code: 'UNKNOWN_FIELD',
      message: 'is not known here',
      ...place(target, [...issue.path, key]),
    }));
  }
  return [{ code: codeOf(issue), message: issue.message, ...place(target, issue.path) }];
}

/** What our own parsers say carries their code; the rest is zod's. */
function codeOf(issue: ZodError['issues'][number]): string {
  if (issue.code === 'custom' && typeof issue.params?.['code'] === 'string') return issue.params['code'];
  return issue.code.toUpperCase();
}

function place(target: Target, path: readonly PropertyKey[]): Pick<RequestFault, 'pointer' | 'parameter'> {
  if (target !== 'json') return { parameter: String(path[0] ?? '') };
  return { pointer: path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('') };
}

function placeOf(fault: RequestFault): string {
  const where = fault.parameter ?? fault.pointer ?? '';
  return where === '' ? '' : `${where.slice(0, 100)}: `;
}
