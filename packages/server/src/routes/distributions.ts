import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import {
  createDistribution,
  type DistributionId,
  dnsRecords,
  listDistributions,
  modifyDistribution,
  type Origin,
  type VersionedDistribution,
} from '@s3front/core';
import { access } from '../auth/access.ts';
import { type Caller, mayUseAll, requireBucket } from '../auth/caller.ts';
import {
  DistributionSchema,
  DistributionSummarySchema,
  distributionDocument,
  distributionSummaryDocument,
} from '../document/distribution.ts';
import { DnsRecordsSchema, dnsRecordsDocument } from '../document/dns-record.ts';
import { OperationSchema, operationDocument } from '../document/operation.ts';
import { AliasText, DistributionIdText, ExistingBucketName } from '../document/parsed-name.ts';
import { type ApiContext, type ApiEnvironment, useCaseOf } from '../http/api-environment.ts';
import { checkIfMatch, quoted, requireIfMatch } from '../http/entity-tag.ts';
import { idempotent } from '../http/idempotent.ts';
import { limitedBody } from '../http/json-body.ts';
import { linkNext, PAGE_QUERY, pageOf, placeOf } from '../http/page.ts';
import { problems } from '../problem/described.ts';
import { HttpProblem } from '../problem/http-problem.ts';
import { readPatch, SettingsPatchSchema } from './distribution-patch.ts';
import * as responses from './responses.ts';

const TAGS = ['Distributions'];
const params = z.object({ id: DistributionIdText });

const listRoute = createRoute({
  method: 'get',
  path: '/v1/distributions',
  operationId: 'listDistributions',
  tags: TAGS,
  summary: 'List the distributions',
  ...access('read'),
  request: {
    query: z.strictObject({
      ...PAGE_QUERY,
      bucket: ExistingBucketName.optional().openapi({ description: 'Only those that serve this bucket' }),
    }),
  },
  responses: {
    200: responses.page(
      'A page of them, by id',
      z
        .object({ distributions: z.array(DistributionSummarySchema), nextPageToken: responses.NEXT_PAGE })
        .openapi('DistributionPage'),
    ),
    ...problems(),
  },
});

const NewDistributionSchema = z
  .strictObject({
    bucket: ExistingBucketName,
    aliases: z.array(AliasText).max(1000).default([]),
    comment: z.string().max(128).optional(),
    defaultRootObject: z.string().max(255).optional(),
    logging: z.strictObject({ bucket: ExistingBucketName, prefix: z.string().max(256).default('') }).optional(),
    enabled: z.boolean().default(true),
    certificate: z.string().max(2048).optional().openapi({
      description: 'ARN; without it, one is found',
      pattern: '^arn:aws[a-z-]*:acm:us-east-1:[0-9]{12}:certificate/[A-Za-z0-9-]+$',
    }),
    access: z
      .enum(['private', 'public'])
      .default('private')
      .openapi({ description: '`private` lets CloudFront alone read the bucket; `public` leaves access alone' }),
    force: z.boolean().default(false).openapi({ description: 'Also when the bucket has a distribution already' }),
  })
  .openapi('NewDistribution');

const createRouteDefinition = createRoute({
  method: 'post',
  path: '/v1/distributions',
  operationId: 'createDistribution',
  tags: TAGS,
  summary: 'Publish a bucket',
  description: 'It takes some minutes until it is deployed: follow it with POST /v1/distributions/{id}/deployments.',
  ...access('deploy', limitedBody, idempotent),
  request: { headers: responses.IDEMPOTENCY_HEADERS, body: responses.body(NewDistributionSchema) },
  responses: {
    200: responses.madeVersioned('An earlier request was cut short, and this one did the rest', DistributionSchema),
    201: responses.madeVersioned('The new distribution', DistributionSchema),
    ...problems(415),
  },
});

const getRoute = createRoute({
  method: 'get',
  path: '/v1/distributions/{id}',
  operationId: 'getDistribution',
  tags: TAGS,
  summary: 'One distribution',
  ...access('read'),
  request: { params },
  responses: { 200: responses.versioned('The distribution', DistributionSchema), ...problems() },
});

const patchRoute = createRoute({
  method: 'patch',
  path: '/v1/distributions/{id}',
  operationId: 'modifyDistribution',
  tags: TAGS,
  summary: 'Change a distribution',
  description:
    'A merge patch (RFC 7396): what is not named stays as it is, `null` takes away, a list is replaced whole.',
  ...access('deploy', limitedBody),
  request: {
    params,
    headers: responses.IF_MATCH_HEADERS,
    body: {
      required: true,
      content: {
        'application/json': { schema: SettingsPatchSchema },
        'application/merge-patch+json': { schema: SettingsPatchSchema },
      },
    },
  },
  responses: {
    200: responses.versioned('The distribution as it is now', DistributionSchema),
    ...problems(412, 415, 428),
  },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/v1/distributions/{id}',
  operationId: 'removeDistribution',
  tags: TAGS,
  summary: 'Remove a distribution',
  description:
    'It is disabled, waited for, taken out of the bucket policy, and deleted: an operation that takes minutes.',
  ...access('admin'),
  request: { params, headers: responses.IF_MATCH_HEADERS },
  responses: { 202: responses.made('The operation that removes it', OperationSchema), ...problems(412, 428) },
});

const dnsRoute = createRoute({
  method: 'get',
  path: '/v1/distributions/{id}/dns',
  operationId: 'getDistributionDns',
  tags: TAGS,
  summary: 'The DNS records to create for its aliases',
  ...access('read'),
  request: { params },
  responses: { 200: responses.json('The records', DnsRecordsSchema), ...problems() },
});

const deploymentRoute = createRoute({
  method: 'post',
  path: '/v1/distributions/{id}/deployments',
  operationId: 'followDeployment',
  tags: TAGS,
  summary: 'Wait until its last change is deployed',
  ...access('deploy', limitedBody, idempotent),
  request: { params, headers: responses.IDEMPOTENCY_HEADERS },
  responses: { 202: responses.made('The operation that waits', OperationSchema), ...problems() },
});

export const distributionRoutes = new OpenAPIHono<ApiEnvironment>()
  .openapi(listRoute, async (context) => {
    const { limit, pageToken, bucket } = context.req.valid('query');
    const { caller } = context.var;
    if (bucket !== undefined) requireBucket(caller, bucket);
    const list = ['distributions', bucket ?? ''];
    const after = placeOf(list, pageToken);
    const all = await listDistributions(useCaseOf(context));
    const visible = all
      .filter(({ origins }) => mayUseAll(caller, bucketsOf(origins)))
      .filter(({ origins }) => bucket === undefined || bucketsOf(origins).includes(bucket))
      .sort((left, right) => (left.id < right.id ? -1 : 1));
    const isAfter = ({ id }: { readonly id: string }): boolean => after === undefined || id > after;
    const { items, nextPageToken } = await pageOf(visible, { limit, list, isAfter }, ({ id }) => id);
    linkNext(context, nextPageToken);
    return context.json({ distributions: items.map(distributionSummaryDocument), nextPageToken }, 200);
  })
  .openapi(createRouteDefinition, async (context) => {
    const request = context.req.valid('json');
    requireBucket(context.var.caller, request.bucket);
    if (request.logging !== undefined) requireBucket(context.var.caller, request.logging.bucket);
    const { aliasQuota } = context.var.services.settings;
    const created = await createDistribution(useCaseOf(context), { ...request, aliasQuota });
    context.header('location', `/v1/distributions/${created.distribution.id}`);
    context.header('etag', quoted(created.etag));
    return context.json(distributionDocument(created), created.outcome === 'created' ? 201 : 200);
  })
  .openapi(getRoute, async (context) => {
    const found = await visibleDistribution(context, context.req.valid('param').id);
    // The tag is the version of the configuration, which If-Match is about. The status changes without it, so there is
    // no 304 here.
    context.header('etag', quoted(found.etag));
    return context.json(distributionDocument(found), 200);
  })
  .openapi(patchRoute, async (context) => {
    const { id } = context.req.valid('param');
    const condition = requireIfMatch(context.req.valid('header')['if-match']);
    const found = await visibleDistribution(context, id);
    checkIfMatch(condition, found.etag);
    const change = readPatch(context.req.valid('json'), found.distribution.settings);
    if (change.patch.logging) requireBucket(context.var.caller, change.patch.logging.bucket);
    const modified = await modifyDistribution(useCaseOf(context), {
      id,
      ...change,
      aliasQuota: context.var.services.settings.aliasQuota,
      // `*` means whatever version there is, so a lost race may be run again.
      ifMatch: condition.kind === 'any' ? undefined : found.etag,
    });
    context.header('etag', quoted(modified.etag));
    return context.json(distributionDocument(modified), 200);
  })
  .openapi(deleteRoute, async (context) => {
    const { id } = context.req.valid('param');
    const condition = requireIfMatch(context.req.valid('header')['if-match']);
    const found = await visibleDistribution(context, id);
    checkIfMatch(condition, found.etag);
    return accepted(context, found, 'removal');
  })
  .openapi(dnsRoute, async (context) => {
    const { id } = context.req.valid('param');
    await visibleDistribution(context, id);
    const found = await dnsRecords(useCaseOf(context), { kind: 'cf', distribution: id, invalidation: undefined });
    return context.json(dnsRecordsDocument(found), 200);
  })
  .openapi(deploymentRoute, async (context) =>
    accepted(context, await visibleDistribution(context, context.req.valid('param').id), 'deployment'),
  );

async function accepted(context: ApiContext, found: VersionedDistribution, kind: 'removal' | 'deployment') {
  const { operations, settings } = context.var.services;
  const { id: distribution, settings: configured } = found.distribution;
  const { operation } = await operations.accept(
    { kind, distribution, timeout: settings.operationTimeout },
    { owner: context.var.caller.id, buckets: bucketsOf(configured.origins) },
  );
  context.header('location', `/v1/operations/${operation.id}`);
  return context.json(operationDocument(operation), 202);
}

/** The buckets behind a distribution. */
export function bucketsOf(origins: readonly Origin[]) {
  return [...new Set(origins.flatMap((origin) => (origin.kind === 'custom' ? [] : [origin.bucket])))];
}

/**
 * The distribution, for a caller who may see it; to others it is not there.
 *
 * @throws `DISTRIBUTION_NOT_FOUND` (404)
 */
export async function visibleDistribution(context: ApiContext, id: DistributionId): Promise<VersionedDistribution> {
  const { provider } = context.var.services;
  const found = await provider.cdn.getDistribution(id, { signal: context.var.signal });
  if (maySee(context.var.caller, found)) return found;
  throw new HttpProblem({
    status: 404,
    code: 'DISTRIBUTION_NOT_FOUND',
    detail: `There is no distribution cf://${id}.`,
    hint: 'List those that are there: GET /v1/distributions',
  });
}

function maySee(caller: Caller, { distribution }: VersionedDistribution): boolean {
  return mayUseAll(caller, bucketsOf(distribution.settings.origins));
}
