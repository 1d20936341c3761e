import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import {
  expectParsed,
  invalidationPath,
  planBatches,
  planInvalidations,
  type VersionedDistribution,
} from '@s3front/core';
import { access } from '../auth/access.ts';
import {
  InvalidationSchema,
  InvalidationSummarySchema,
  invalidationDocument,
  invalidationSummaryDocument,
} from '../document/invalidation.ts';
import { OperationSchema, operationDocument } from '../document/operation.ts';
import { DistributionIdText, InvalidationIdText, KeyText } from '../document/parsed-name.ts';
import { type ApiContext, type ApiEnvironment, useCaseOf } from '../http/api-environment.ts';
import { idempotent } from '../http/idempotent.ts';
import { limitedBody } from '../http/json-body.ts';
import { linkNext, PAGE_QUERY, pageOf, placeOf } from '../http/page.ts';
import { problems } from '../problem/described.ts';
import { HttpProblem } from '../problem/http-problem.ts';
import { bucketsOf, visibleDistribution } from './distributions.ts';
import * as responses from './responses.ts';

const TAGS = ['Invalidations'];
const params = z.object({ id: DistributionIdText });
const MOST_PATHS = 10_000;

const listRoute = createRoute({
  method: 'get',
  path: '/v1/distributions/{id}/invalidations',
  operationId: 'listInvalidations',
  tags: TAGS,
  summary: 'List the invalidations that CloudFront still knows',
  ...access('read'),
  request: { params, query: z.strictObject(PAGE_QUERY) },
  responses: {
    200: responses.page(
      'A page of them, newest first',
      z
        .object({ invalidations: z.array(InvalidationSummarySchema), nextPageToken: responses.NEXT_PAGE })
        .openapi('InvalidationPage'),
    ),
    ...problems(),
  },
});

const NewInvalidationSchema = z
  .strictObject({
    keys: z
      .array(KeyText)
      .max(MOST_PATHS)
      .default([])
      .openapi({ description: 'Objects by key; one that ends in `/` stands for all below it', example: ['logo.png'] }),
    paths: z
      .array(z.string().min(1).max(4096))
      .max(MOST_PATHS)
      .default([])
      .openapi({ description: 'Paths as CloudFront knows them, with `*` at the end or not', example: ['/images/*'] }),
  })
  .refine(({ keys, paths }) => keys.length + paths.length > 0, 'names neither keys nor paths')
  .openapi('NewInvalidation');

const createRouteDefinition = createRoute({
  method: 'post',
  path: '/v1/distributions/{id}/invalidations',
  operationId: 'invalidate',
  tags: TAGS,
  summary: 'Make the edges drop what they keep',
  description: 'An operation: in as many invalidations as CloudFront wants, each followed to its end.',
  ...access('deploy', limitedBody, idempotent),
  request: { params, headers: responses.IDEMPOTENCY_HEADERS, body: responses.body(NewInvalidationSchema) },
  responses: { 202: responses.made('The operation that does it', OperationSchema), ...problems(415) },
});

const getRoute = createRoute({
  method: 'get',
  path: '/v1/distributions/{id}/invalidations/{invalidation}',
  operationId: 'getInvalidation',
  tags: TAGS,
  summary: 'One invalidation',
  ...access('read'),
  request: { params: params.extend({ invalidation: InvalidationIdText }) },
  responses: { 200: responses.json('The invalidation', InvalidationSchema), ...problems() },
});

export const invalidationRoutes = new OpenAPIHono<ApiEnvironment>()
  .openapi(listRoute, async (context) => {
    const { id } = context.req.valid('param');
    const { limit, pageToken } = context.req.valid('query');
    const list = ['invalidations', id];
    const after = placeOf(list, pageToken);
    await visibleDistribution(context, id);
    let passed = after === undefined;
    const isAfter = (summary: { readonly id: string }): boolean => {
      const answer = passed;
      passed ||= summary.id === after;
      return answer;
    };
    const all = context.var.services.provider.cdn.listInvalidations(id, { signal: context.var.signal });
    const { items, nextPageToken } = await pageOf(all, { limit, list, isAfter }, (summary) => summary.id);
    linkNext(context, nextPageToken);
    return context.json({ invalidations: items.map(invalidationSummaryDocument), nextPageToken }, 200);
  })
  .openapi(createRouteDefinition, async (context) => {
    const { id } = context.req.valid('param');
    const { keys, paths } = context.req.valid('json');
    const found = await visibleDistribution(context, id);
    const planned = planBatches([...(await pathsOfKeys(context, found, keys)), ...paths.map(readPath)]).flat();
    const { operations, settings } = context.var.services;
    const { operation } = await operations.accept(
      { kind: 'invalidation', distribution: id, paths: planned, timeout: settings.operationTimeout },
      { owner: context.var.caller.id, buckets: bucketsOf(found.distribution.settings.origins) },
    );
    context.header('location', `/v1/operations/${operation.id}`);
    return context.json(operationDocument(operation), 202);
  })
  .openapi(getRoute, async (context) => {
    const { id, invalidation } = context.req.valid('param');
    await visibleDistribution(context, id);
    const { cdn } = context.var.services.provider;
    const found = await cdn.getInvalidation(id, invalidation, { signal: context.var.signal });
    return context.json(invalidationDocument(found), 200);
  });

async function pathsOfKeys(
  context: ApiContext,
  { distribution }: VersionedDistribution,
  keys: readonly string[],
): Promise<readonly string[]> {
  if (keys.length === 0) return [];
  const { origins, defaultOriginId } = distribution.settings;
  const origin = origins.find(({ id }) => id === defaultOriginId);
  if (origin === undefined || origin.kind === 'custom') {
    throw new HttpProblem({
      status: 400,
      code: 'KEY_NOT_SERVED',
      detail: `cf://${distribution.id} does not serve a bucket by default, so keys say nothing here.`,
      hint: 'Name paths instead.',
      errors: [{ code: 'KEY_NOT_SERVED', message: 'cannot be used for this distribution', pointer: '/keys' }],
    });
  }
  const { bucket } = origin;
  const targets = keys.map((key) => ({ kind: 's3' as const, bucket, key }));
  const plans = await planInvalidations(useCaseOf(context), { targets, distribution: distribution.id });
  return plans.flatMap((plan) => plan.paths);
}

function readPath(text: string): string {
  return expectParsed(invalidationPath(text), 'INVALIDATION_PATH_INVALID', `The path '${text.slice(0, 100)}'`);
}
