import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { type BucketWebsite, bucketWebsite, removeWebsite, setWebsite } from '@s3front/core';
import { access } from '../auth/access.ts';
import { requireBucket } from '../auth/caller.ts';
import { ExistingBucketName } from '../document/parsed-name.ts';
import { type ApiEnvironment, useCaseOf } from '../http/api-environment.ts';
import { limitedBody } from '../http/json-body.ts';
import { problems } from '../problem/described.ts';
import * as responses from './responses.ts';

const TAGS = ['Buckets'];
const PATH = '/v1/buckets/{bucket}/website';
const params = z.object({ bucket: ExistingBucketName });

const WebsiteSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('pages'),
      indexDocument: z.string(),
      errorDocument: z.string().nullable(),
      routingRules: z.int().openapi({ description: 'How many redirection rules there are besides' }),
    }),
    z.object({ kind: z.literal('redirect'), host: z.string(), protocol: z.enum(['http', 'https']).nullable() }),
  ])
  .openapi('Website');

const NewWebsiteSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('pages'),
      indexDocument: z
        .string()
        .regex(/^[^/\p{Cc}]+$/u, 'is not a name without a slash')
        .max(1024)
        .default('index.html')
        // A pattern of JSON Schema has no flags, so the class of control characters cannot be written there.
        .openapi({ pattern: '^[^/]+$' }),
      errorDocument: z.string().min(1).max(1024).optional(),
    }),
    z.strictObject({
      kind: z.literal('redirect'),
      host: z.string().regex(/^[A-Za-z0-9.-]{1,253}$/, 'is not a host name'),
      protocol: z.enum(['http', 'https']).optional(),
    }),
  ])
  .openapi('NewWebsite');

const getRoute = createRoute({
  method: 'get',
  path: PATH,
  operationId: 'getWebsite',
  tags: TAGS,
  summary: "A bucket's static website hosting",
  ...access('read'),
  request: { params },
  responses: { 200: responses.json('How it is set', WebsiteSchema), ...problems() },
});

const putRoute = createRoute({
  method: 'put',
  path: PATH,
  operationId: 'setWebsite',
  tags: TAGS,
  summary: 'Switch static website hosting on',
  ...access('deploy', limitedBody),
  request: { params, body: responses.body(NewWebsiteSchema) },
  responses: { 200: responses.json('How it is set now', WebsiteSchema), ...problems(415) },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: PATH,
  operationId: 'removeWebsite',
  tags: TAGS,
  summary: 'Switch static website hosting off',
  ...access('deploy'),
  request: { params },
  responses: { 204: responses.empty('It is off'), ...problems() },
});

export const websiteRoutes = new OpenAPIHono<ApiEnvironment>()
  .openapi(getRoute, async (context) => {
    const { bucket } = context.req.valid('param');
    requireBucket(context.var.caller, bucket);
    return context.json(websiteDocument(await bucketWebsite(useCaseOf(context), bucket)), 200);
  })
  .openapi(putRoute, async (context) => {
    const { bucket } = context.req.valid('param');
    requireBucket(context.var.caller, bucket);
    const wanted = context.req.valid('json');
    const website =
      wanted.kind === 'pages'
        ? { ...wanted, errorDocument: wanted.errorDocument }
        : { ...wanted, protocol: wanted.protocol };
    return context.json(websiteDocument(await setWebsite(useCaseOf(context), bucket, website)), 200);
  })
  .openapi(deleteRoute, async (context) => {
    const { bucket } = context.req.valid('param');
    requireBucket(context.var.caller, bucket);
    await removeWebsite(useCaseOf(context), bucket);
    return context.body(null, 204);
  });

function websiteDocument(website: BucketWebsite): z.infer<typeof WebsiteSchema> {
  switch (website.kind) {
    case 'pages': {
      const { kind, indexDocument, errorDocument = null, routingRules } = website;
      return { kind, indexDocument, errorDocument, routingRules };
    }
    case 'redirect':
      return { kind: website.kind, host: website.host, protocol: website.protocol ?? null };
  }
}
