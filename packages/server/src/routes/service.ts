import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { access } from '../auth/access.ts';
import { requireUnlimited } from '../auth/caller.ts';
import type { ApiEnvironment } from '../http/api-environment.ts';
import { problems } from '../problem/described.ts';
import * as responses from './responses.ts';

const TAGS = ['Service'];
const StateSchema = z.object({ status: z.literal('ok') }).openapi('State');

const healthRoute = createRoute({
  method: 'get',
  path: '/healthz',
  operationId: 'isAlive',
  tags: TAGS,
  summary: 'Whether the server runs',
  security: [],
  responses: { 200: responses.json('It runs', StateSchema), ...problems() },
});

const readyRoute = createRoute({
  method: 'get',
  path: '/readyz',
  operationId: 'isReady',
  tags: TAGS,
  summary: 'Whether the server can do its work: its database answers, and it is not stopping',
  security: [],
  responses: { 200: responses.json('It can', StateSchema), ...problems() },
});

const metricsRoute = createRoute({
  method: 'get',
  path: '/metrics',
  operationId: 'getMetrics',
  tags: TAGS,
  summary: 'Figures for a Prometheus',
  ...access('read'),
  responses: {
    200: { ...responses.empty('The figures'), content: { 'text/plain': { schema: z.string() } } },
    ...problems(),
  },
});

export const serviceRoutes = new OpenAPIHono<ApiEnvironment>()
  .openapi(healthRoute, (context) => context.json({ status: 'ok' as const }, 200))
  .openapi(readyRoute, async (context) => {
    await context.var.services.ready();
    return context.json({ status: 'ok' as const }, 200);
  })
  .openapi(metricsRoute, async (context) => {
    requireUnlimited(context.var.caller);
    const { metrics } = context.var.services;
    return context.text(await metrics.text(), 200, { 'content-type': metrics.contentType });
  });
