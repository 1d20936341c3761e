import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { type BucketName, type ListEntry, type PutCondition, putObject } from '@s3front/core';
import { access } from '../auth/access.ts';
import { requireBucket } from '../auth/caller.ts';
import { MomentSchema, moment } from '../document/moment.ts';
import { ExistingBucketName, KeyText } from '../document/parsed-name.ts';
import { type ApiContext, type ApiEnvironment, useCaseOf } from '../http/api-environment.ts';
import { checkIfMatch, parseTagCondition, quoted } from '../http/entity-tag.ts';
import { storedHeaders } from '../http/object-headers.ts';
import { keyInPath } from '../http/object-key.ts';
import { linkNext, PAGE_QUERY, pageOf, placeOf } from '../http/page.ts';
import { uploadBody } from '../http/upload-body.ts';
import { problems } from '../problem/described.ts';
import { HttpProblem } from '../problem/http-problem.ts';
import { objectAnswer } from './object-answer.ts';
import * as responses from './responses.ts';

const TAGS = ['Objects'];
const BY_PATH = '/v1/buckets/{bucket}/objects/{key{.+}}';
const BY_QUERY = '/v1/buckets/{bucket}/object';
const BY_QUERY_NOTE = 'By ?key=, for keys that cannot stand in a path, such as those with `..` between slashes.';

const bucketParams = z.object({ bucket: ExistingBucketName });
const keyParams = bucketParams.extend({
  key: z.string().openapi({
    description: 'Percent-encoded; slashes may stand as they are',
    example: 'img/logo.png',
    minLength: 1,
    maxLength: 1024,
  }),
});
const keyQuery = z.strictObject({ key: KeyText });

const listRoute = createRoute({
  method: 'get',
  path: '/v1/buckets/{bucket}/objects',
  operationId: 'listObjects',
  tags: TAGS,
  summary: 'List the objects of a bucket',
  ...access('read'),
  request: {
    params: bucketParams,
    query: z.strictObject({
      ...PAGE_QUERY,
      prefix: z.string().max(4096).default('').openapi({ description: 'Only keys that begin with it' }),
      delimiter: z
        .string()
        .min(1)
        .max(64)
        .optional()
        .openapi({ description: 'What lies behind it is told once, as a prefix', example: '/' }),
    }),
  },
  responses: {
    200: responses.page(
      'A page of them, in byte order',
      z
        .object({
          objects: z.array(
            z
              .object({ key: z.string(), size: z.int(), lastModified: MomentSchema, etag: z.string() })
              .openapi('ObjectSummary'),
          ),
          prefixes: z.array(z.string()),
          nextPageToken: responses.NEXT_PAGE,
        })
        .openapi('ObjectPage'),
    ),
    ...problems(),
  },
});

/** Bytes of any media type: a schema could only be wrong about them. */
const content = { '*/*': { schema: z.any() } };

const GET_HEADERS = z.object({
  range: z.string().optional().openapi({ example: 'bytes=0-99' }),
  'if-match': z.string().optional(),
  'if-none-match': z.string().optional(),
  'if-modified-since': z.string().optional(),
  'if-unmodified-since': z.string().optional(),
  'if-range': z.string().optional(),
});

const getResponses = {
  200: { ...responses.empty('The object, with the media type that it was stored with'), content },
  206: { ...responses.empty('The part of it that Range asks for'), content },
  304: responses.empty('The client has this version already'),
  ...problems(412, 416),
};

const GET_OBJECT = {
  method: 'get',
  tags: TAGS,
  summary: 'Read an object',
  ...access('read'),
} as const;

const PUT_HEADERS = z.object({
  'x-amz-acl': z
    .enum(['private', 'public-read'])
    .optional()
    .openapi({ description: 'Without it no ACL is sent, which is what a bucket of today wants' }),
  'if-none-match': z.string().optional().openapi({ description: '`*`: only where nothing is yet', example: '*' }),
  'if-match': z.string().optional().openapi({ description: 'Only over this version' }),
});

const PutObjectSchema = z
  .object({ bucket: z.string(), key: z.string(), etag: z.string(), contentType: z.string() })
  .openapi('StoredObject');

const PUT_OBJECT = {
  method: 'put',
  tags: TAGS,
  summary: 'Store an object',
  ...access('deploy'),
} as const;

const PUT_NOTE =
  'Content-Type (guessed from the key without it), Content-Disposition, Content-Encoding, Content-Language, Cache-Control, Expires, X-Amz-Storage-Class, X-Amz-Website-Redirect-Location and X-Amz-Meta-* are stored with it. Large objects go to S3 in parts; nothing is stored before the last byte came.';

const putResponses = {
  200: responses.versioned('It is stored', PutObjectSchema),
  ...problems(408, 412),
};

const DELETE_OBJECT = {
  method: 'delete',
  tags: TAGS,
  summary: 'Delete an object',
  description: 'It may be gone already. If-Match is checked just before.',
  ...access('deploy'),
} as const;

const DELETE_HEADERS = z.object({ 'if-match': z.string().optional() });

const deleteResponses = { 204: responses.empty('It is gone'), ...problems(412) };

const binaryBody = { content: { '*/*': { schema: { type: 'string' as const, format: 'binary' } } } };

const byPath = { params: keyParams };
const byQuery = { params: bucketParams, query: keyQuery };

const getByPath = createRoute({
  ...GET_OBJECT,
  path: BY_PATH,
  operationId: 'getObject',
  request: { ...byPath, headers: GET_HEADERS },
  responses: getResponses,
});
const getByQuery = createRoute({
  ...GET_OBJECT,
  path: BY_QUERY,
  operationId: 'getObjectByKey',
  description: BY_QUERY_NOTE,
  request: { ...byQuery, headers: GET_HEADERS },
  responses: getResponses,
});
const putByPath = createRoute({
  ...PUT_OBJECT,
  path: BY_PATH,
  operationId: 'putObject',
  description: PUT_NOTE,
  request: { ...byPath, headers: PUT_HEADERS, body: binaryBody },
  responses: putResponses,
});
const putByQuery = createRoute({
  ...PUT_OBJECT,
  path: BY_QUERY,
  operationId: 'putObjectByKey',
  description: `${BY_QUERY_NOTE} ${PUT_NOTE}`,
  request: { ...byQuery, headers: PUT_HEADERS, body: binaryBody },
  responses: putResponses,
});
const deleteByPath = createRoute({
  ...DELETE_OBJECT,
  path: BY_PATH,
  operationId: 'deleteObject',
  request: { ...byPath, headers: DELETE_HEADERS },
  responses: deleteResponses,
});
const deleteByQuery = createRoute({
  ...DELETE_OBJECT,
  path: BY_QUERY,
  operationId: 'deleteObjectByKey',
  request: { ...byQuery, headers: DELETE_HEADERS },
  responses: deleteResponses,
});

export const objectRoutes = new OpenAPIHono<ApiEnvironment>()
  .openapi(listRoute, async (context) => {
    const { bucket } = context.req.valid('param');
    const { limit, pageToken, prefix, delimiter } = context.req.valid('query');
    requireBucket(context.var.caller, bucket);
    const list = ['objects', bucket, prefix, delimiter ?? ''];
    const after = placeOf(list, pageToken);
    const all = context.var.services.provider.objects.listObjects(
      bucket,
      { prefix, delimiter, startAfter: after },
      { signal: context.var.signal },
    );
    // After a prefix, S3 tells that prefix again.
    const isAfter = (entry: ListEntry): boolean => nameOf(entry) !== after;
    const { items, nextPageToken } = await pageOf(all, { limit, list, isAfter }, nameOf);
    linkNext(context, nextPageToken);
    const objects = items.flatMap((entry) =>
      entry.kind === 'object' ? [{ ...entry.object, lastModified: moment(entry.object.lastModified) }] : [],
    );
    const prefixes = items.flatMap((entry) => (entry.kind === 'prefix' ? [entry.prefix] : []));
    return context.json({ objects, prefixes, nextPageToken }, 200);
  })
  .openapi(getByPath, (context) => readObject(context, context.req.valid('param').bucket, keyOf(context)))
  .openapi(getByQuery, (context) =>
    readObject(context, context.req.valid('param').bucket, context.req.valid('query').key),
  )
  .openapi(putByPath, async (context) => {
    const { 'x-amz-acl': acl } = context.req.valid('header');
    const stored = await storeObject(context, context.req.valid('param').bucket, keyOf(context), acl);
    return context.json(stored, 200);
  })
  .openapi(putByQuery, async (context) => {
    const { 'x-amz-acl': acl } = context.req.valid('header');
    const stored = await storeObject(context, context.req.valid('param').bucket, context.req.valid('query').key, acl);
    return context.json(stored, 200);
  })
  .openapi(deleteByPath, async (context) => {
    await deleteObject(context, context.req.valid('param').bucket, keyOf(context));
    return context.body(null, 204);
  })
  .openapi(deleteByQuery, async (context) => {
    await deleteObject(context, context.req.valid('param').bucket, context.req.valid('query').key);
    return context.body(null, 204);
  });

/** HEAD is answered by the routes of GET; the specification names it all the same. */
for (const get of [getByPath, getByQuery]) {
  objectRoutes.openAPIRegistry.registerPath({
    ...get,
    method: 'head',
    operationId: get.operationId.replace('get', 'head'),
    summary: 'Look at an object without its content',
    responses: Object.fromEntries(
      Object.entries(getResponses)
        .filter(([status]) => status !== '206' && status !== '416')
        .map(([status, { description }]) => [status, { description }]),
    ),
  });
}

function keyOf(context: ApiContext): string {
  return keyInPath(context.req.url, 'objects');
}

async function readObject(context: ApiContext, bucket: BucketName, key: string): Promise<Response> {
  requireBucket(context.var.caller, bucket);
  return objectAnswer(context, bucket, key);
}

async function storeObject(
  context: ApiContext,
  bucket: BucketName,
  key: string,
  acl: 'private' | 'public-read' | undefined,
): Promise<z.infer<typeof PutObjectSchema>> {
  requireBucket(context.var.caller, bucket);
  const condition = readCondition(context);
  const { services, unlimited } = context.var;
  const length = context.req.header('content-length');
  const body = uploadBody(context.req.raw.body, length, services.clock, services.settings);
  const headers = storedHeaders(context.req);
  unlimited();
  const stored = await putObject(useCaseOf(context), {
    target: { kind: 's3', bucket, key },
    body,
    headers,
    acl,
    condition,
  });
  context.header('etag', quoted(stored.etag));
  return { bucket, key, ...stored };
}

/**
 * What S3 is asked to hold to: `If-None-Match: *`, or `If-Match` with one version. A condition that cannot be kept must
 * not be passed over (RFC 9110 section 13.2.1).
 *
 * @throws `CONDITION_UNSUPPORTED`, `CONDITION_MALFORMED` (400)
 */
function readCondition(context: ApiContext): PutCondition | undefined {
  for (const name of ['if-unmodified-since', 'content-range']) {
    if (context.req.header(name) !== undefined) throw unsupported(name);
  }
  const ifMatch = context.req.header('if-match');
  const ifNoneMatch = context.req.header('if-none-match');
  if (ifNoneMatch !== undefined) {
    if (ifMatch !== undefined || parseTagCondition('If-None-Match', ifNoneMatch).kind !== 'any') {
      throw unsupported('if-none-match');
    }
    return { kind: 'absent' };
  }
  if (ifMatch === undefined) return undefined;
  const condition = parseTagCondition('If-Match', ifMatch);
  const [tag, ...others] = condition.kind === 'tags' ? condition.tags : [];
  if (tag === undefined || tag.weak || others.length > 0) throw unsupported('if-match');
  return { kind: 'version', etag: tag.value };
}

function unsupported(name: string): HttpProblem {
  return new HttpProblem({
    status: 400,
    code: 'CONDITION_UNSUPPORTED',
    detail: `Storing an object on this condition of ${name} is not supported.`,
    hint: 'Supported are If-None-Match: * and If-Match with one version.',
    errors: [{ code: 'CONDITION_UNSUPPORTED', message: 'is not supported here', parameter: name }],
  });
}

async function deleteObject(context: ApiContext, bucket: BucketName, key: string): Promise<void> {
  requireBucket(context.var.caller, bucket);
  const { objects } = context.var.services.provider;
  const options = { signal: context.var.signal };
  const ifMatch = context.req.header('if-match');
  if (ifMatch !== undefined) {
    const { etag } = await objects.headObject(bucket, key, options);
    checkIfMatch(parseTagCondition('If-Match', ifMatch), etag);
  }
  await objects.deleteObjects(bucket, [key], options);
}

function nameOf(entry: ListEntry): string {
  return entry.kind === 'object' ? entry.object.key : entry.prefix;
}
