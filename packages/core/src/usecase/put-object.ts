import { mediaType } from '../content/media-type.ts';
import type { ObjectHeaders } from '../content/object-headers.ts';
import type { S3Uri } from '../naming/s3-uri.ts';
import type { ObjectBody, PutCondition } from '../ports/object-store.ts';
import { explainAclRefusal } from './acl-refusal.ts';
import type { UseCaseContext } from './context.ts';

export interface PutObjectContentRequest {
  readonly target: S3Uri;
  readonly body: ObjectBody;
  /** Absent: no ACL is sent, which is what a bucket with ACLs disabled wants. */
  readonly acl?: 'private' | 'public-read' | undefined;
  /** A content type in it wins over the guess from the key. */
  readonly headers: ObjectHeaders;
  readonly condition?: PutCondition | undefined;
}

/** What an object is called when its name says nothing, as s3cmd has it. */
const UNKNOWN_TYPE = 'binary/octet-stream';

/**
 * Puts content under exactly this key.
 *
 * @throws `BUCKET_NOT_FOUND`, `ACL_NOT_SUPPORTED`, `PUBLIC_ACL_BLOCKED`, `PRECONDITION_FAILED`
 */
export async function putObject(
  context: UseCaseContext,
  request: PutObjectContentRequest,
): Promise<{ readonly etag: string; readonly contentType: string }> {
  const { target, body, acl, headers, condition } = request;
  const contentType = headers.contentType ?? mediaType(target.key) ?? UNKNOWN_TYPE;
  try {
    const { etag } = await context.provider.objects.putObject(
      { bucket: target.bucket, key: target.key, body, headers: { ...headers, contentType }, acl, condition },
      { signal: context.signal },
    );
    return { etag, contentType };
  } catch (error) {
    throw acl === 'public-read' ? await explainAclRefusal(context, target.bucket, error) : error;
  }
}
