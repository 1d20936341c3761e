import { createHash } from 'node:crypto';
import type { ServiceName } from '../../world/aws-error.ts';

/**
 * How a service tells a request's id.
 *
 * @param requestId a UUID; S3's own ids are sixteen digits and a long text, so these are made of it
 */
export function requestIdHeaders(service: ServiceName, requestId: string): Readonly<Record<string, string>> {
  if (service !== 's3') return { 'x-amzn-requestid': requestId };
  return { 'x-amz-request-id': s3RequestId(requestId), 'x-amz-id-2': hostId(requestId) };
}

/** Sixteen hexadecimal digits in capitals. */
export function s3RequestId(requestId: string): string {
  return requestId.replaceAll('-', '').slice(0, 16).toUpperCase();
}

/** The text that AWS's support asks for. Here it only has to look like one, and belong to the request. */
export function hostId(requestId: string): string {
  return createHash('sha256').update(requestId).digest('base64');
}
