import { z } from '@hono/zod-openapi';
import {
  type Parsed,
  parseAlias,
  parseBucketName,
  parseDistributionId,
  parseExistingBucketName,
  parseInvalidationId,
  parseKey,
} from '@s3front/core';
import type { OperationId } from '../operations/operation.ts';

/** A string that one of core's parsers reads, with the parser's reasons where it does not. */
function parsedString<Value>(base: z.ZodString, parse: (text: string) => Parsed<Value>) {
  return base.transform((text, context): Value => {
    const parsed = parse(text);
    if (parsed.ok) return parsed.value;
    for (const { code, message } of parsed.problems) context.addIssue({ code: 'custom', message, params: { code } });
    return z.NEVER;
  });
}

/** What the specification says of ids; why one is refused, core's parser says better than a pattern could. */
const ID = { minLength: 5, maxLength: 64, pattern: '^[A-Z0-9]+$' };

const bounded = z.string().min(1).max(2048);

/** The name of a bucket that may exist: also one that today's rules would not allow. */
export const ExistingBucketName = parsedString(bounded, parseExistingBucketName).openapi({
  description: 'Name of a bucket',
  example: 'public.example.org',
  minLength: 3,
  maxLength: 255,
  pattern: '^[A-Za-z0-9._-]+$',
});

export const NewBucketName = parsedString(bounded, parseBucketName).openapi({
  example: 'public.example.org',
  minLength: 3,
  maxLength: 63,
  pattern: '^[a-z0-9][a-z0-9.-]*[a-z0-9]$',
});

export const DistributionIdText = parsedString(bounded, parseDistributionId).openapi({
  example: 'E3RPA4Z4ALGTGO',
  ...ID,
});

export const InvalidationIdText = parsedString(bounded, parseInvalidationId).openapi({
  example: 'I2J0I21PCUYOIK',
  ...ID,
});

export const KeyText = parsedString(z.string().min(1).max(4096), parseKey).openapi({
  description: 'Key of an object',
  example: 'a/../b.html',
  maxLength: 1024,
});

/** An alias, in any case; stored in lower case. */
export const AliasText = parsedString(bounded, parseAlias).openapi({ example: 'cdn.example.org' });

export const OperationIdText = z
  .string()
  .regex(/^op_[0-9A-Za-z]{26}$/, 'is not the id of an operation')
  .transform((text) => text as OperationId)
  .openapi({ example: 'op_01JDABCDEFGHJKMNPQRSTVWXYZ' });
