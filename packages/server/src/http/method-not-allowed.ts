import type { Hono } from 'hono';
import { HttpProblem } from '../problem/http-problem.ts';
import type { ApiEnvironment } from './api-environment.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** The problem for what no route answers: 405 with what the path does allow, or 404. */
export function unrouted(app: Pick<Hono<ApiEnvironment>, 'router'>, method: string, path: string): HttpProblem {
  const allowed = METHODS.filter((candidate) =>
    app.router.match(candidate, path)[0].some(([[, route]]) => route.method === candidate),
  ).flatMap((candidate) => (candidate === 'GET' ? ['GET', 'HEAD'] : [candidate]));
  if (allowed.length > 0) {
    return new HttpProblem({
      status: 405,
      code: 'METHOD_NOT_ALLOWED',
      detail: `${method} is not allowed here.`,
      hint: `Allowed are ${allowed.join(', ')}.`,
      headers: { allow: allowed.join(', ') },
    });
  }
  return new HttpProblem({
    status: 404,
    code: 'ROUTE_NOT_FOUND',
    detail: 'There is nothing at this path.',
    hint: 'GET /openapi.json says what there is.',
  });
}
