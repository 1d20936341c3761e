import { s3Error } from '../../world/aws-error.ts';
import { hasParameter, headerOf, parameterOf, type WireRequest } from '../request.ts';
import type { Target } from '../service.ts';
import { isOperation, type S3Operation } from './operation.ts';

/** What a request asks for, before anybody looked at whether it may. */
export interface Detected {
  /** One that is here, or AWS's name of one that is not. */
  readonly operation: S3Operation | { readonly missing: string };
  /** Empty for a list of buckets. */
  readonly bucket: string;
  /** Decoded; empty for an operation on a bucket. */
  readonly key: string;
}

type S3Target = Extract<Target, { readonly service: 's3' }>;

/**
 * Which operation is meant: by where the request goes, its method, the subresource in its query, and the headers that
 * make a copy of a put. Source: S3 API Reference, the request syntax of each operation.
 *
 * @throws `InvalidURI`, `MethodNotAllowed`
 */
export function detect(request: WireRequest, target: S3Target): Detected {
  const { bucket, key } = placeOf(request.path, target);
  const name = nameOf(request, bucket, key);
  if (name === undefined) throw notAllowed(request.method, key === '' ? 'BUCKET' : 'OBJECT');
  return { operation: isOperation(name) ? name : { missing: name }, bucket, key };
}

function placeOf(path: string, target: S3Target): { readonly bucket: string; readonly key: string } {
  const text = path.startsWith('/') ? path.slice(1) : path;
  if (target.addressing !== 'path') return { bucket: target.bucket, key: decoded(text) };
  const slash = text.indexOf('/');
  if (slash < 0) return { bucket: decoded(text), key: '' };
  return { bucket: decoded(text.slice(0, slash)), key: decoded(text.slice(slash + 1)) };
}

/** A plus is a plus in a path. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw s3Error('InvalidURI', "Couldn't parse the specified URI.", { URI: text });
  }
}

function notAllowed(method: string, resource: string): Error {
  return s3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
    Method: method,
    ResourceType: resource,
  });
}

function nameOf(request: WireRequest, bucket: string, key: string): string | undefined {
  if (request.method === 'OPTIONS') return bucket === '' ? undefined : 'CorsPreflight';
  if (bucket === '') return request.method === 'GET' ? 'ListBuckets' : undefined;
  return key === '' ? bucketOperation(request) : objectOperation(request);
}

type ByMethod = Readonly<Partial<Record<string, string>>>;

const crud = (name: string, remove: string = `DeleteBucket${name}`): ByMethod => ({
  GET: `GetBucket${name}`,
  PUT: `PutBucket${name}`,
  DELETE: remove,
});

/** Subresources of a bucket, in the order in which they win. */
const OF_BUCKET: readonly (readonly [parameter: string, operations: ByMethod])[] = [
  ['accelerate', crud('AccelerateConfiguration')],
  ['acl', { GET: 'GetBucketAcl', PUT: 'PutBucketAcl' }],
  ['abac', { GET: 'GetBucketAbac', PUT: 'PutBucketAbac' }],
  ['analytics', crud('AnalyticsConfiguration')],
  ['cors', crud('Cors')],
  ['delete', { POST: 'DeleteObjects' }],
  ['encryption', crud('Encryption')],
  ['intelligent-tiering', crud('IntelligentTieringConfiguration')],
  ['inventory', crud('InventoryConfiguration')],
  ['lifecycle', crud('LifecycleConfiguration', 'DeleteBucketLifecycle')],
  ['location', { GET: 'GetBucketLocation' }],
  ['logging', { GET: 'GetBucketLogging', PUT: 'PutBucketLogging' }],
  ['metadataConfiguration', crud('MetadataConfiguration')],
  ['metadataTable', crud('MetadataTableConfiguration')],
  ['metrics', crud('MetricsConfiguration')],
  ['notification', { GET: 'GetBucketNotificationConfiguration', PUT: 'PutBucketNotificationConfiguration' }],
  ['object-lock', { GET: 'GetObjectLockConfiguration', PUT: 'PutObjectLockConfiguration' }],
  ['ownershipControls', crud('OwnershipControls')],
  ['policyStatus', { GET: 'GetBucketPolicyStatus' }],
  ['policy', crud('Policy')],
  [
    'publicAccessBlock',
    { GET: 'GetPublicAccessBlock', PUT: 'PutPublicAccessBlock', DELETE: 'DeletePublicAccessBlock' },
  ],
  ['replication', crud('Replication')],
  ['requestPayment', { GET: 'GetBucketRequestPayment', PUT: 'PutBucketRequestPayment' }],
  ['session', { GET: 'CreateSession' }],
  ['tagging', crud('Tagging')],
  ['uploads', { GET: 'ListMultipartUploads' }],
  ['versioning', { GET: 'GetBucketVersioning', PUT: 'PutBucketVersioning' }],
  ['versions', { GET: 'ListObjectVersions' }],
  ['website', crud('Website')],
];

const BUCKET: ByMethod = { PUT: 'CreateBucket', DELETE: 'DeleteBucket', HEAD: 'HeadBucket', POST: 'PostObject' };

function bucketOperation(request: WireRequest): string | undefined {
  const { method } = request;
  const sub = OF_BUCKET.find(([parameter]) => hasParameter(request, parameter));
  if (sub !== undefined && method !== 'HEAD') return listName(request, sub[0]) ?? sub[1][method];
  if (method === 'GET') return parameterOf(request, 'list-type') === '2' ? 'ListObjectsV2' : 'ListObjects';
  return BUCKET[method];
}

/** Of what a bucket may have several of, without an id, all are meant. */
function listName(request: WireRequest, parameter: string): string | undefined {
  if (request.method !== 'GET' || hasParameter(request, 'id')) return undefined;
  return LISTS.get(parameter);
}

const LISTS: ReadonlyMap<string, string> = new Map([
  ['analytics', 'ListBucketAnalyticsConfigurations'],
  ['intelligent-tiering', 'ListBucketIntelligentTieringConfigurations'],
  ['inventory', 'ListBucketInventoryConfigurations'],
  ['metrics', 'ListBucketMetricsConfigurations'],
]);

const OF_OBJECT: readonly (readonly [parameter: string, operations: ByMethod])[] = [
  ['acl', { GET: 'GetObjectAcl', PUT: 'PutObjectAcl' }],
  ['attributes', { GET: 'GetObjectAttributes' }],
  ['legal-hold', { GET: 'GetObjectLegalHold', PUT: 'PutObjectLegalHold' }],
  ['restore', { POST: 'RestoreObject' }],
  ['retention', { GET: 'GetObjectRetention', PUT: 'PutObjectRetention' }],
  ['select', { POST: 'SelectObjectContent' }],
  ['tagging', { GET: 'GetObjectTagging', PUT: 'PutObjectTagging', DELETE: 'DeleteObjectTagging' }],
  ['torrent', { GET: 'GetObjectTorrent' }],
  ['renameObject', { PUT: 'RenameObject' }],
  ['encryption', { PUT: 'UpdateObjectEncryption' }],
  ['uploads', { POST: 'CreateMultipartUpload' }],
  [
    'uploadId',
    { GET: 'ListParts', PUT: 'UploadPart', POST: 'CompleteMultipartUpload', DELETE: 'AbortMultipartUpload' },
  ],
];

const OBJECT: ByMethod = { GET: 'GetObject', HEAD: 'HeadObject', PUT: 'PutObject', DELETE: 'DeleteObject' };

function objectOperation(request: WireRequest): string | undefined {
  const { method } = request;
  const sub = OF_OBJECT.find(([parameter]) => hasParameter(request, parameter));
  const name = sub === undefined || method === 'HEAD' ? OBJECT[method] : sub[1][method];
  if (headerOf(request, 'x-amz-copy-source') === undefined) return name;
  if (name === 'PutObject') return 'CopyObject';
  return name === 'UploadPart' ? 'UploadPartCopy' : name;
}
