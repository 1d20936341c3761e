import type { RequestConditions, S3Caller } from '../../world/s3/caller.ts';
import { isRegion } from '../../world/s3/regions.ts';
import type { BucketRequest, VersionRequest } from '../../world/s3/requests.ts';
import type { World } from '../../world/world.ts';
import { headerOf, parameterOf } from '../request.ts';
import type { WireResponse } from '../response.ts';
import type { AuthenticatedRequest } from '../service.ts';
import type { S3Operation } from './operation.ts';

/** A request whose operation is known. */
export interface S3Call {
  readonly operation: S3Operation;
  readonly request: AuthenticatedRequest;
  readonly world: World;
  readonly bucket: string;
  readonly key: string;
  /** What every call of the World's takes. */
  readonly onBucket: BucketRequest;
  /** The same with the key, and the version where one is named. */
  readonly onObject: VersionRequest;
}

export type Handler = (call: S3Call) => WireResponse | Promise<WireResponse>;

export function callOf(
  request: AuthenticatedRequest,
  world: World,
  detected: { readonly operation: S3Operation; readonly bucket: string; readonly key: string },
): S3Call {
  const onBucket: BucketRequest = {
    Bucket: detected.bucket,
    Region: regionOf(request),
    Caller: callerOf(request),
    Conditions: conditionsOf(request),
    ExpectedBucketOwner: headerOf(request, 'x-amz-expected-bucket-owner'),
  };
  const onObject: VersionRequest = {
    ...onBucket,
    Key: detected.key,
    VersionId: parameterOf(request, 'versionId'),
  };
  return { ...detected, request, world, onBucket, onObject };
}

function callerOf({ caller }: AuthenticatedRequest): S3Caller {
  return caller.kind === 'account' ? { kind: 'account', account: caller.account.id } : { kind: 'anonymous' };
}

/**
 * The endpoint's region: that of its name or, where the name says none, the one that was signed for. What is no region
 * of AWS (`local`, `auto`) is nobody's.
 */
function regionOf({ target, region }: AuthenticatedRequest): string | undefined {
  const named = target.service === 's3' ? target.region : undefined;
  const found = named ?? region;
  return found !== undefined && isRegion(found) ? found : undefined;
}

/** The keys that S3 documents. Source: Service Authorization Reference, "Condition keys for Amazon S3". */
const FROM_HEADERS: readonly string[] = [
  'x-amz-acl',
  'x-amz-content-sha256',
  'x-amz-copy-source',
  'x-amz-grant-full-control',
  'x-amz-grant-read',
  'x-amz-grant-read-acp',
  'x-amz-grant-write',
  'x-amz-grant-write-acp',
  'x-amz-metadata-directive',
  'x-amz-object-ownership',
  'x-amz-server-side-encryption',
  'x-amz-storage-class',
  'x-amz-website-redirect-location',
  'if-match',
  'if-none-match',
];
const FROM_QUERY: readonly string[] = ['prefix', 'delimiter', 'max-keys', 'versionId'];

function conditionsOf(request: AuthenticatedRequest): RequestConditions {
  const found: Record<string, string> = {
    'aws:sourceip': request.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1',
    'aws:securetransport': String(request.secure),
  };
  const put = (name: string, value: string | undefined) => {
    if (value !== undefined) found[name] = value;
  };
  put('aws:useragent', headerOf(request, 'user-agent'));
  put('aws:referer', headerOf(request, 'referer'));
  for (const name of FROM_HEADERS) put(`s3:${name}`, headerOf(request, name));
  for (const name of FROM_QUERY) put(`s3:${name.toLowerCase()}`, parameterOf(request, name));
  if (request.signedBy !== 'nothing') {
    put('s3:authtype', request.signedBy === 'header' ? 'REST-HEADER' : 'REST-QUERY-STRING');
  }
  return found;
}
