import type { AwsRefusal, RefusalSubject } from './refusal.ts';

/**
 * S3's calls whose permission has another name.
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3".
 */
const S3_ACTIONS: ReadonlyMap<string, string> = new Map([
  ['HeadBucket', 's3:ListBucket'],
  ['ListObjectsV2', 's3:ListBucket'],
  ['ListBuckets', 's3:ListAllMyBuckets'],
  ['HeadObject', 's3:GetObject'],
  ['DeleteObjects', 's3:DeleteObject'],
  ['CreateMultipartUpload', 's3:PutObject'],
  ['UploadPart', 's3:PutObject'],
  ['CompleteMultipartUpload', 's3:PutObject'],
  ['GetPublicAccessBlock', 's3:GetBucketPublicAccessBlock'],
  ['PutPublicAccessBlock', 's3:PutBucketPublicAccessBlock'],
]);

/** `… is not authorized to perform: s3:PutObjectAcl on resource: …` */
const NAMED_ACTION: RegExp = /not authorized to perform:? ([a-z0-9-]+:[A-Za-z]+)/;

/** The IAM permissions that the refused call needs: the one that AWS names, or all that the call can ask for. */
export function neededActions(answer: AwsRefusal, subject: RefusalSubject): readonly string[] {
  const named = NAMED_ACTION.exec(answer.message ?? '')?.[1];
  if (named !== undefined) return [named];
  if (answer.service !== 's3') return [`${answer.service}:${answer.operation}`];
  const action = S3_ACTIONS.get(answer.operation) ?? `s3:${answer.operation}`;
  // Source: S3 API Reference, CreateBucket and PutObject, "Permissions".
  if (action === 's3:CreateBucket') return [action, 's3:PutBucketOwnershipControls'];
  if (action === 's3:PutObject' && subject.publicAcl === true) return [action, 's3:PutObjectAcl'];
  return [action];
}
