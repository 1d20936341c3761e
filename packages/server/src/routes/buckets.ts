import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { dnsRecords, makeBucket, removeBucket } from '@s3front/core';
import { access } from '../auth/access.ts';
import { mayUse, requireBucket } from '../auth/caller.ts';
import { DnsRecordsSchema, dnsRecordsDocument } from '../document/dns-record.ts';
import { MomentSchema, moment } from '../document/moment.ts';
import { ExistingBucketName, NewBucketName } from '../document/parsed-name.ts';
import { type ApiEnvironment, useCaseOf } from '../http/api-environment.ts';
import { idempotent } from '../http/idempotent.ts';
import { limitedBody } from '../http/json-body.ts';
import { linkNext, PAGE_QUERY, pageOf, placeOf } from '../http/page.ts';
import { problems } from '../problem/described.ts';
import * as responses from './responses.ts';

const TAGS = ['Buckets'];
const params = z.object({ bucket: ExistingBucketName });

const BucketSummarySchema = z.object({ name: z.string(), created: MomentSchema }).openapi('BucketSummary');

const BucketSchema = z
  .object({
    name: z.string().openapi({ example: 'public.example.org' }),
    region: z.string().openapi({ example: 'us-east-1' }),
    ownership: z.enum(['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter']),
    publicAccessBlock: z.object({
      blockPublicAcls: z.boolean(),
      ignorePublicAcls: z.boolean(),
      blockPublicPolicy: z.boolean(),
      restrictPublicBuckets: z.boolean(),
    }),
    website: z.boolean().openapi({ description: 'Static website hosting is on' }),
  })
  .openapi('Bucket');

const MadeBucketSchema = z
  .object({ name: z.string(), region: z.string(), publicAcls: z.boolean() })
  .openapi('MadeBucket');

const listRoute = createRoute({
  method: 'get',
  path: '/v1/buckets',
  operationId: 'listBuckets',
  tags: TAGS,
  summary: 'List the buckets',
  ...access('read'),
  request: { query: z.strictObject(PAGE_QUERY) },
  responses: {
    200: responses.page(
      'A page of them, by name',
      z.object({ buckets: z.array(BucketSummarySchema), nextPageToken: responses.NEXT_PAGE }).openapi('BucketPage'),
    ),
    ...problems(),
  },
});

const createRouteDefinition = createRoute({
  method: 'post',
  path: '/v1/buckets',
  operationId: 'createBucket',
  tags: TAGS,
  summary: 'Make a bucket',
  description: 'It refuses ACLs and blocks public access, unless public ACLs are allowed.',
  ...access('admin', limitedBody, idempotent),
  request: {
    headers: responses.IDEMPOTENCY_HEADERS,
    body: responses.body(
      z
        .strictObject({
          name: NewBucketName,
          region: z.string().min(1).max(64).optional().openapi({ example: 'eu-central-1' }),
          allowPublicAcls: z.boolean().default(false),
        })
        .openapi('NewBucket'),
    ),
  },
  responses: { 201: responses.made('The new bucket', MadeBucketSchema), ...problems(415) },
});

const getRoute = createRoute({
  method: 'get',
  path: '/v1/buckets/{bucket}',
  operationId: 'getBucket',
  tags: TAGS,
  summary: 'One bucket',
  ...access('read'),
  request: { params },
  responses: { 200: responses.json('The bucket', BucketSchema), ...problems() },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/v1/buckets/{bucket}',
  operationId: 'removeBucket',
  tags: TAGS,
  summary: 'Remove a bucket',
  ...access('admin'),
  request: {
    params,
    query: z.strictObject({
      force: z.enum(['true', 'false']).default('false').openapi({ description: 'Deletes every object in it first' }),
    }),
  },
  responses: { 204: responses.empty('It is gone'), ...problems() },
});

const dnsRoute = createRoute({
  method: 'get',
  path: '/v1/buckets/{bucket}/dns',
  operationId: 'getBucketDns',
  tags: TAGS,
  summary: 'The DNS record to create for a bucket that is named after a host',
  ...access('read'),
  request: { params },
  responses: { 200: responses.json('The records', DnsRecordsSchema), ...problems() },
});

export const bucketRoutes = new OpenAPIHono<ApiEnvironment>()
  .openapi(listRoute, async (context) => {
    const { limit, pageToken } = context.req.valid('query');
    const { caller, services, signal } = context.var;
    const list = ['buckets'];
    const after = placeOf(list, pageToken);
    const isAfter = ({ name }: { readonly name: string }): boolean =>
      (after === undefined || name > after) && mayUse(caller, name);
    const all = services.provider.objects.listBuckets({ signal });
    const { items, nextPageToken } = await pageOf(all, { limit, list, isAfter }, ({ name }) => name);
    linkNext(context, nextPageToken);
    const buckets = items.map(({ name, created }) => ({ name, created: moment(created) }));
    return context.json({ buckets, nextPageToken }, 200);
  })
  .openapi(createRouteDefinition, async (context) => {
    const { name, region, allowPublicAcls } = context.req.valid('json');
    requireBucket(context.var.caller, name);
    const made = await makeBucket(useCaseOf(context), { bucket: name, region, allowPublicAcls });
    context.header('location', `/v1/buckets/${name}`);
    return context.json({ name: made.bucket, region: made.region, publicAcls: made.publicAcls }, 201);
  })
  .openapi(getRoute, async (context) => {
    const { bucket } = context.req.valid('param');
    requireBucket(context.var.caller, bucket);
    const { objects } = context.var.services.provider;
    const options = { signal: context.var.signal };
    const region = await objects.bucketRegion(bucket, options);
    const [ownership, publicAccessBlock, website] = await Promise.all([
      objects.getOwnership(bucket, options),
      objects.getPublicAccessBlock(bucket, options),
      objects.hasWebsite(bucket, options),
    ]);
    return context.json({ name: bucket, region, ownership, publicAccessBlock, website }, 200);
  })
  .openapi(deleteRoute, async (context) => {
    const { bucket } = context.req.valid('param');
    requireBucket(context.var.caller, bucket);
    await removeBucket(useCaseOf(context), { bucket, force: context.req.valid('query').force === 'true' });
    return context.body(null, 204);
  })
  .openapi(dnsRoute, async (context) => {
    const { bucket } = context.req.valid('param');
    requireBucket(context.var.caller, bucket);
    const found = await dnsRecords(useCaseOf(context), { kind: 's3', bucket, key: '' });
    return context.json(dnsRecordsDocument(found), 200);
  });
