import { Hono } from 'hono';
import { api } from './api.ts';
import { admission } from './http/admission.ts';
import type { ApiEnvironment, Services } from './http/api-environment.ts';
import { framed } from './http/framed.ts';
import { unrouted } from './http/method-not-allowed.ts';
import type { OpenRequests } from './http/open-requests.ts';
import { routedPath } from './http/routed-path.ts';
import type { Logger } from './log/logger.ts';
import { specification } from './openapi/specification.ts';
import { problemResponse } from './problem/problem-document.ts';
import { problemOf } from './problem/status.ts';
import { referencePage } from './reference-page/reference-page.ts';

export interface AppParts {
  readonly services: Services;
  readonly openRequests: OpenRequests;
  readonly logger: Logger;
  /** No other machine can reach the server. */
  readonly onlyThisMachine: () => boolean;
}

/** Every route with everything around it, ready to answer requests. */
export function createApp({ services, openRequests, logger, onlyThisMachine }: AppParts): Hono<ApiEnvironment> {
  const { clock, random, metrics } = services;
  const app = new Hono<ApiEnvironment>({ getPath: routedPath });
  app.use(
    framed(clock, random, (request) => {
      metrics.answered(request);
      logger.info(request, 'answered');
    }),
  );
  app.use(admission(services, openRequests, onlyThisMachine));
  app.route('/', api);
  app.get('/openapi.json', (context) => context.json(specification()));
  app.route('/', referencePage());
  app.notFound((context) => {
    throw unrouted(app, context.req.method, context.req.path);
  });
  app.onError((error, context) => {
    const problem = problemOf(error);
    const { requestId } = context.var;
    if (problem.status === 500) logger.error({ requestId, error: problem.cause ?? problem }, 'failed');
    return problemResponse(problem, requestId);
  });
  return app;
}
