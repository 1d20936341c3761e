import { encodeKey, type S3Uri } from '@s3front/core';
import type { Settings } from './settings.ts';

/** Where a server that is not AWS serves an object: its bucket stands in the path. Undefined for AWS itself. */
export function endpointUrl({ endpoints }: Settings, { bucket, key }: S3Uri): string | undefined {
  const endpoint = endpoints.s3 ?? endpoints.everything;
  return endpoint === undefined ? undefined : `${endpoint.replace(/\/+$/, '')}/${bucket}/${encodeKey(key)}`;
}
