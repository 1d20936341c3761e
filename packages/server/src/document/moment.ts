import { z } from '@hono/zod-openapi';

/** A moment in answers: ISO 8601, UTC. */
export const MomentSchema = z.string().openapi({ format: 'date-time', example: '2026-11-22T09:30:00.000Z' });

/** @param milliseconds since the epoch */
export function moment(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
