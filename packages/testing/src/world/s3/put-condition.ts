import { s3Error } from '../aws-error.ts';
import type { PutObjectRequest } from './requests.ts';

/** @throws `NoSuchKey`, `PreconditionFailed`. Source: S3 User Guide, "Conditional writes" */
export function checkPutCondition(etag: string | undefined, { Key, IfMatch, IfNoneMatch }: PutObjectRequest): void {
  if (IfMatch !== undefined && etag === undefined) {
    throw s3Error('NoSuchKey', 'The specified key does not exist.', { Key });
  }
  const isOther = IfMatch !== undefined && IfMatch.replaceAll('"', '') !== etag;
  if (!isOther && (IfNoneMatch === undefined || etag === undefined)) return;
  throw s3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    Condition: isOther ? 'If-Match' : 'If-None-Match',
  });
}
