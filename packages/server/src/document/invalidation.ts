import { z } from '@hono/zod-openapi';
import type { Invalidation, InvalidationSummary } from '@s3front/core';
import { MomentSchema, moment } from './moment.ts';

export const InvalidationSummarySchema = z
  .object({
    id: z.string().openapi({ example: 'I2J0I21PCUYOIK' }),
    status: z.enum(['InProgress', 'Completed']),
    created: MomentSchema,
  })
  .openapi('InvalidationSummary');

export const InvalidationSchema = InvalidationSummarySchema.extend({ paths: z.array(z.string()) }).openapi(
  'Invalidation',
);

export function invalidationSummaryDocument(summary: InvalidationSummary): z.infer<typeof InvalidationSummarySchema> {
  const { id, status, createTime } = summary;
  return { id, status, created: moment(createTime) };
}

export function invalidationDocument(invalidation: Invalidation): z.infer<typeof InvalidationSchema> {
  return { ...invalidationSummaryDocument(invalidation), paths: [...invalidation.paths] };
}
