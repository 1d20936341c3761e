import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { type BucketName, objectUrls } from '@s3front/core';
import { access } from '../auth/access.ts';
import { requireBucket } from '../auth/caller.ts';
import { ExistingBucketName, KeyText } from '../document/parsed-name.ts';
import { type ApiContext, type ApiEnvironment, useCaseOf } from '../http/api-environment.ts';
import { keyInPath } from '../http/object-key.ts';
import { problems } from '../problem/described.ts';
import * as responses from './responses.ts';

const TAGS = ['Objects'];

const UrlsSchema = z
  .object({
    bucket: z.string(),
    key: z.string(),
    urls: z.array(
      z
        .object({
          kind: z.enum(['endpoint', 'virtual-hosted', 'path-style', 'website', 'distribution', 'alias']),
          url: z.string().openapi({ example: 'https://cdn.example.org/img/logo.png' }),
          distribution: z.string().nullable(),
          active: z.boolean().openapi({ description: 'False where nothing answers there today' }),
        })
        .openapi('ObjectUrl'),
    ),
  })
  .openapi('ObjectUrls');

const bucketParams = z.object({ bucket: ExistingBucketName });

const ofKey = createRoute({
  method: 'get',
  path: '/v1/buckets/{bucket}/urls/{key{.+}}',
  operationId: 'getObjectUrls',
  tags: TAGS,
  summary: 'Every URL of an object',
  ...access('read'),
  request: {
    params: bucketParams.extend({
      key: z.string().openapi({ description: 'Percent-encoded; slashes may stand as they are' }),
    }),
  },
  responses: { 200: responses.json('The URLs', UrlsSchema), ...problems() },
});

const ofBucket = createRoute({
  method: 'get',
  path: '/v1/buckets/{bucket}/urls',
  operationId: 'getUrls',
  tags: TAGS,
  summary: 'Every URL of a bucket, or of the object in ?key=',
  ...access('read'),
  request: { params: bucketParams, query: z.strictObject({ key: KeyText.optional() }) },
  responses: { 200: responses.json('The URLs', UrlsSchema), ...problems() },
});

export const urlRoutes = new OpenAPIHono<ApiEnvironment>()
  .openapi(ofKey, async (context) => {
    const { bucket } = context.req.valid('param');
    return context.json(await urlsOf(context, bucket, keyInPath(context.req.url, 'urls')), 200);
  })
  .openapi(ofBucket, async (context) => {
    const { bucket } = context.req.valid('param');
    return context.json(await urlsOf(context, bucket, context.req.valid('query').key ?? ''), 200);
  });

async function urlsOf(context: ApiContext, bucket: BucketName, key: string): Promise<z.infer<typeof UrlsSchema>> {
  requireBucket(context.var.caller, bucket);
  const urls = await objectUrls(useCaseOf(context), { kind: 's3', bucket, key });
  return {
    bucket,
    key,
    urls: urls.map(({ kind, url, distribution = null, active }) => ({ kind, url, distribution, active })),
  };
}
