import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { access } from '../auth/access.ts';
import { mayUseAll } from '../auth/caller.ts';
import {
  eventDocument,
  hasEnded,
  noOperation,
  OPERATION_STATUSES,
  OperationSchema,
  operationDocument,
} from '../document/operation.ts';
import { OperationIdText } from '../document/parsed-name.ts';
import type { ApiContext, ApiEnvironment } from '../http/api-environment.ts';
import { EVENT_STREAM_HEADERS, eventStream, type SentEvent } from '../http/event-stream.ts';
import { idempotent } from '../http/idempotent.ts';
import { limitedBody } from '../http/json-body.ts';
import { linkNext, PAGE_QUERY, placeOf, tokenAfter } from '../http/page.ts';
import type { Operation, OperationEvent, OperationId } from '../operations/operation.ts';
import { problems } from '../problem/described.ts';
import { HttpProblem } from '../problem/http-problem.ts';
import * as responses from './responses.ts';

const TAGS = ['Operations'];
const params = z.object({ id: OperationIdText });

const listRoute = createRoute({
  method: 'get',
  path: '/v1/operations',
  operationId: 'listOperations',
  tags: TAGS,
  summary: 'List the operations',
  ...access('read'),
  request: { query: z.strictObject({ ...PAGE_QUERY, status: z.enum(OPERATION_STATUSES).optional() }) },
  responses: {
    200: responses.page(
      'A page of them, newest first',
      z.object({ operations: z.array(OperationSchema), nextPageToken: responses.NEXT_PAGE }).openapi('OperationPage'),
    ),
    ...problems(),
  },
});

const getRoute = createRoute({
  method: 'get',
  path: '/v1/operations/{id}',
  operationId: 'getOperation',
  tags: TAGS,
  summary: 'One operation',
  ...access('read'),
  request: { params },
  responses: { 200: responses.json('The operation as it stands', OperationSchema), ...problems() },
});

const cancelRoute = createRoute({
  method: 'post',
  path: '/v1/operations/{id}/cancel',
  operationId: 'cancelOperation',
  tags: TAGS,
  summary: 'Ask an operation to stop',
  description: 'What AWS was told already stays as it is. One that has ended is answered as it is.',
  ...access('deploy', limitedBody, idempotent),
  request: { params, headers: responses.IDEMPOTENCY_HEADERS },
  responses: { 200: responses.json('The operation as it stands now', OperationSchema), ...problems() },
});

const eventsRoute = createRoute({
  method: 'get',
  path: '/v1/operations/{id}/events',
  operationId: 'followOperation',
  tags: TAGS,
  summary: 'Follow an operation to its end',
  description:
    'Server-sent events: `accepted`, `step`, `cancelling`, and `ended` at the end; the data of each is an OperationEvent.',
  ...access('read'),
  request: {
    params,
    headers: z.object({
      'last-event-id': z
        .string()
        .regex(/^\d{1,9}$/, 'is not the id of an event')
        .optional()
        .openapi({ description: 'Only what happened after this event' }),
    }),
  },
  responses: {
    200: {
      ...responses.empty('The events, those of the past first'),
      content: { 'text/event-stream': { schema: z.string() } },
    },
    204: responses.empty('It has ended, and Last-Event-ID names its last event'),
    ...problems(),
  },
});

export const operationRoutes = new OpenAPIHono<ApiEnvironment>()
  .openapi(listRoute, async (context) => {
    const { limit, pageToken, status } = context.req.valid('query');
    const list = ['operations', status ?? ''];
    const after = placeOf(list, pageToken);
    const page = await context.var.services.operations.list({
      limit,
      after: after === undefined ? undefined : readPlace(after),
      status,
      buckets: context.var.caller.buckets,
    });
    const nextPageToken = page.next === undefined ? null : tokenAfter(list, page.next);
    linkNext(context, nextPageToken);
    return context.json({ operations: page.operations.map(operationDocument), nextPageToken }, 200);
  })
  .openapi(getRoute, async (context) =>
    context.json(operationDocument(await visibleOperation(context, context.req.valid('param').id)), 200),
  )
  .openapi(cancelRoute, async (context) => {
    const { id } = context.req.valid('param');
    await visibleOperation(context, id);
    const operation = await context.var.services.operations.cancel(id);
    if (operation === undefined) throw noOperation();
    return context.json(operationDocument(operation), 200);
  })
  .openapi(eventsRoute, async (context) => {
    const { id } = context.req.valid('param');
    const after = Number(context.req.valid('header')['last-event-id'] ?? 0);
    const operation = await visibleOperation(context, id);
    const { operations, clock, settings } = context.var.services;
    const { signal } = context.var;
    const events = told(operations.events(id, { after, signal }));
    const first = hasEnded(operation) ? await events.next() : undefined;
    // To a browser that comes back for more, 204 says that there is no more.
    if (first?.done === true) return context.body(null, 204);
    context.var.endless();
    const stream = eventStream(withFirst(first?.value, events), clock, settings.heartbeat);
    return new Response(stream, { headers: EVENT_STREAM_HEADERS });
  });

async function* told(events: AsyncIterable<OperationEvent>): AsyncGenerator<SentEvent, void, undefined> {
  for await (const event of events) yield { id: event.id, event: event.kind, data: eventDocument(event) };
}

async function* withFirst(
  first: SentEvent | undefined,
  rest: AsyncGenerator<SentEvent, void, undefined>,
): AsyncGenerator<SentEvent, void, undefined> {
  if (first !== undefined) yield first;
  yield* rest;
}

/** @throws `OPERATION_NOT_FOUND` (404), also for one that concerns buckets which the caller may not use */
async function visibleOperation(context: ApiContext, id: OperationId): Promise<Operation> {
  const operation = await context.var.services.operations.get(id);
  if (operation === undefined || !mayUseAll(context.var.caller, operation.buckets)) throw noOperation();
  return operation;
}

function readPlace(text: string): OperationId {
  const parsed = OperationIdText.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new HttpProblem({
    status: 400,
    code: 'PAGE_TOKEN_INVALID',
    detail: 'The page token is not one of this list.',
  });
}
