import { z } from '@hono/zod-openapi';

const RequestIdHeader = {
  'X-Request-Id': { description: 'The id of the request', schema: { type: 'string' as const }, required: true },
};

const EtagHeader = {
  ETag: { description: 'The version, for If-Match', schema: { type: 'string' as const }, required: true },
};

const LocationHeader = {
  Location: { description: 'Where it is', schema: { type: 'string' as const }, required: true },
};

const LinkHeader = {
  Link: { description: 'The next page, as rel="next"', schema: { type: 'string' as const } },
};

/** A JSON answer. */
export function json<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { description, headers: RequestIdHeader, content: { 'application/json': { schema } } };
}

/** A JSON answer with a version. */
export function versioned<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { ...json(description, schema), headers: { ...RequestIdHeader, ...EtagHeader } };
}

/** A JSON answer about something that was made. */
export function made<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { ...json(description, schema), headers: { ...RequestIdHeader, ...LocationHeader } };
}

/** Something that was made and has a version. */
export function madeVersioned<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { ...json(description, schema), headers: { ...RequestIdHeader, ...LocationHeader, ...EtagHeader } };
}

/** One page of a list. */
export function page<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { ...json(description, schema), headers: { ...RequestIdHeader, ...LinkHeader } };
}

export function empty(description: string) {
  return { description, headers: RequestIdHeader };
}

/** The token of the next page, in every list. */
export const NEXT_PAGE = z.string().nullable().openapi({ description: 'Send it as pageToken; null on the last page' });

/** A body that must be there. */
export function body<Schema extends z.ZodType>(schema: Schema) {
  return { required: true as const, content: { 'application/json': { schema } } };
}

/** What every POST takes. */
export const IDEMPOTENCY_HEADERS = z.object({
  'idempotency-key': z.string().optional().openapi({
    description: 'The same key with the same request is answered as before, for 24 hours',
    pattern: '^[!-~]{1,255}$',
  }),
});

export const IF_MATCH_HEADERS = z.object({
  'if-match': z
    .string()
    .optional()
    // Checked by the route, which answers 428 where it is missing.
    .openapi({
      description: 'The ETag of the version that is meant, or *',
      example: '"E2QWRUHAPOMQZL"',
      param: { name: 'if-match', in: 'header', required: true },
    }),
});
