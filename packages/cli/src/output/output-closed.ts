import { S3FrontError } from '@s3front/core';
import type { Output } from './output.ts';

/** Ends a list that nobody reads any more (`| head`). @throws `OUTPUT_CLOSED`, which ends the program quietly */
export function checkReader(output: Output): void {
  if (!output.closed) return;
  throw new S3FrontError({ code: 'OUTPUT_CLOSED', kind: 'interrupted', message: 'Nobody reads the list any more.' });
}
