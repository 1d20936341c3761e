import { s3Error } from '../../world/aws-error.ts';
import type { ListedObject } from '../../world/s3/object-list.ts';
import type { ListedVersion } from '../../world/s3/version-list.ts';
import { percentEncode } from '../percent-encoding.ts';
import { hasParameter, parameterOf } from '../request.ts';
import type { WireResponse } from '../response.ts';
import type { AuthenticatedRequest } from '../service.ts';
import { element, optional, type XmlElement } from '../xml/write.ts';
import { ownerElement } from './acl-document.ts';
import type { Handler, S3Call } from './call.ts';
import { isoDate, xmlAnswer } from './document.ts';
import { numberIn } from './object-headers.ts';
import type { S3Operation } from './operation.ts';

type ListHandlers = Pick<
  Record<S3Operation, Handler>,
  'ListObjects' | 'ListObjectsV2' | 'ListObjectVersions' | 'ListMultipartUploads'
>;

export const LIST_HANDLERS: ListHandlers = {
  ListObjects: listObjects,
  ListObjectsV2: listObjectsV2,
  ListObjectVersions: listObjectVersions,
  ListMultipartUploads: listMultipartUploads,
};

function listObjects({ request, world, onBucket, bucket }: S3Call): WireResponse {
  const text = textsFor(request);
  const asked = askedOf(request, 'max-keys');
  const marker = parameterOf(request, 'marker') ?? '';
  const list = world.s3.listObjects({
    ...onBucket,
    Prefix: asked.prefix,
    Delimiter: asked.delimiter,
    StartAfter: marker,
    MaxKeys: asked.most,
  });
  return xmlAnswer(
    element(
      'ListBucketResult',
      element('Name', bucket),
      element('Prefix', text(asked.prefix)),
      element('Marker', text(marker)),
      // Without a delimiter the last key of the page is the marker, and S3 does not repeat it.
      list.NextMarker === undefined || asked.delimiter === ''
        ? undefined
        : element('NextMarker', text(list.NextMarker)),
      element('MaxKeys', Math.min(list.MaxKeys, 1000)),
      delimiterElement(asked.delimiter, text),
      encodingElement(request),
      element('IsTruncated', list.IsTruncated),
      ...list.Contents.map((object) => contentsElement(object, list.BucketOwner, request, true)),
      ...list.CommonPrefixes.map(({ Prefix }) => prefixElement(text(Prefix))),
    ),
    { 'x-amz-bucket-region': undefined },
  );
}

function listObjectsV2({ request, world, onBucket, bucket }: S3Call): WireResponse {
  const text = textsFor(request);
  const asked = askedOf(request, 'max-keys');
  const startAfter = parameterOf(request, 'start-after');
  const token = parameterOf(request, 'continuation-token');
  if (token === '') {
    throw s3Error('InvalidArgument', 'The continuation token provided is incorrect', {
      ArgumentName: 'continuation-token',
    });
  }
  const withOwner = parameterOf(request, 'fetch-owner')?.toLowerCase() === 'true';
  const list = world.s3.listObjects({
    ...onBucket,
    Prefix: asked.prefix,
    Delimiter: asked.delimiter,
    StartAfter: startAfter,
    ContinuationToken: token,
    MaxKeys: asked.most,
  });
  return xmlAnswer(
    element(
      'ListBucketResult',
      element('Name', bucket),
      element('Prefix', text(asked.prefix)),
      optional('ContinuationToken', token),
      optional('NextContinuationToken', list.NextContinuationToken),
      optional('StartAfter', startAfter === undefined ? undefined : text(startAfter)),
      element('KeyCount', list.KeyCount),
      element('MaxKeys', Math.min(list.MaxKeys, 1000)),
      delimiterElement(asked.delimiter, text),
      encodingElement(request),
      element('IsTruncated', list.IsTruncated),
      ...list.Contents.map((object) => contentsElement(object, list.BucketOwner, request, withOwner)),
      ...list.CommonPrefixes.map(({ Prefix }) => prefixElement(text(Prefix))),
    ),
  );
}

function listObjectVersions({ request, world, onBucket, bucket }: S3Call): WireResponse {
  const text = textsFor(request);
  const asked = askedOf(request, 'max-keys');
  const keyMarker = parameterOf(request, 'key-marker');
  const idMarker = nonEmpty(parameterOf(request, 'version-id-marker'));
  if (idMarker !== undefined && nonEmpty(keyMarker) === undefined) {
    throw s3Error('InvalidArgument', 'A version-id marker cannot be specified without a key marker.', {
      ArgumentName: 'version-id-marker',
      ArgumentValue: idMarker,
    });
  }
  const list = world.s3.listObjectVersions({
    ...onBucket,
    Prefix: asked.prefix,
    Delimiter: asked.delimiter,
    KeyMarker: keyMarker,
    VersionIdMarker: idMarker,
    MaxKeys: asked.most,
  });
  return xmlAnswer(
    element(
      'ListVersionsResult',
      element('Name', bucket),
      element('Prefix', text(asked.prefix)),
      element('KeyMarker', text(keyMarker ?? '')),
      element('VersionIdMarker', idMarker),
      optional('NextKeyMarker', list.NextKeyMarker === undefined ? undefined : text(list.NextKeyMarker)),
      optional('NextVersionIdMarker', list.NextVersionIdMarker),
      element('MaxKeys', Math.min(asked.most ?? 1000, 1000)),
      delimiterElement(asked.delimiter, text),
      encodingElement(request),
      element('IsTruncated', list.IsTruncated),
      ...list.Versions.map((version) => versionElement(version, list.BucketOwner, request)),
      ...list.CommonPrefixes.map((prefix) => prefixElement(text(prefix))),
    ),
  );
}

function listMultipartUploads({ request, world, onBucket, bucket }: S3Call): WireResponse {
  const text = textsFor(request);
  const asked = askedOf(request, 'max-uploads');
  const keyMarker = parameterOf(request, 'key-marker');
  const idMarker = parameterOf(request, 'upload-id-marker');
  const list = world.s3.listMultipartUploads({
    ...onBucket,
    Prefix: asked.prefix,
    Delimiter: asked.delimiter,
    KeyMarker: keyMarker,
    UploadIdMarker: nonEmpty(idMarker),
    MaxUploads: asked.most,
  });
  return xmlAnswer(
    element(
      'ListMultipartUploadsResult',
      element('Bucket', bucket),
      element('KeyMarker', text(keyMarker ?? '')),
      element('UploadIdMarker', idMarker),
      optional('NextKeyMarker', list.NextKeyMarker === undefined ? undefined : text(list.NextKeyMarker)),
      optional('NextUploadIdMarker', list.NextUploadIdMarker),
      element('Prefix', text(asked.prefix)),
      delimiterElement(asked.delimiter, text),
      encodingElement(request),
      element('MaxUploads', Math.min(asked.most ?? 1000, 1000)),
      element('IsTruncated', list.IsTruncated),
      ...list.Uploads.map((upload) =>
        element(
          'Upload',
          element('Key', text(upload.key)),
          element('UploadId', upload.id),
          ownerElement('Initiator', upload.initiator, request.accounts),
          ownerElement('Owner', upload.initiator, request.accounts),
          element('StorageClass', upload.metadata.StorageClass ?? 'STANDARD'),
          element('Initiated', isoDate(upload.initiated)),
          upload.checksumAsked ? element('ChecksumAlgorithm', upload.checksumAlgorithm) : undefined,
          upload.checksumAsked ? element('ChecksumType', upload.checksumType) : undefined,
        ),
      ),
      ...list.CommonPrefixes.map((prefix) => prefixElement(text(prefix))),
    ),
  );
}

interface Asked {
  readonly prefix: string;
  readonly delimiter: string;
  readonly most: number | undefined;
}

function askedOf(request: AuthenticatedRequest, most: string): Asked {
  return {
    prefix: parameterOf(request, 'prefix') ?? '',
    delimiter: parameterOf(request, 'delimiter') ?? '',
    most: numberIn(request, most),
  };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

/** Keys as they are or, where that is asked for, encoded: XML 1.0 cannot hold every key. */
function textsFor(request: AuthenticatedRequest): (text: string) => string {
  const encoding = parameterOf(request, 'encoding-type');
  if (encoding === undefined || encoding === '') return (text) => text;
  if (encoding.toLowerCase() === 'url') return urlEncoded;
  throw s3Error('InvalidArgument', 'Invalid Encoding Method specified in Request', {
    ArgumentName: 'encoding-type',
    ArgumentValue: encoding,
  });
}

/** Slashes stay, a space is a plus, as S3 does it and its clients undo it. */
function urlEncoded(text: string): string {
  return percentEncode(text).replaceAll('%2F', '/').replaceAll('%20', '+');
}

function encodingElement(request: AuthenticatedRequest): XmlElement | undefined {
  return hasParameter(request, 'encoding-type') && parameterOf(request, 'encoding-type') !== ''
    ? element('EncodingType', 'url')
    : undefined;
}

function delimiterElement(delimiter: string, text: (text: string) => string): XmlElement | undefined {
  return delimiter === '' ? undefined : element('Delimiter', text(delimiter));
}

function prefixElement(prefix: string): XmlElement {
  return element('CommonPrefixes', element('Prefix', prefix));
}

function contentsElement(
  object: ListedObject,
  bucketOwner: string,
  request: AuthenticatedRequest,
  withOwner: boolean,
): XmlElement {
  return element(
    'Contents',
    element('Key', textsFor(request)(object.Key)),
    element('LastModified', isoDate(object.LastModified)),
    element('ETag', object.ETag),
    optional('ChecksumAlgorithm', object.Checksum?.algorithm),
    optional('ChecksumType', object.Checksum?.type),
    element('Size', object.Size),
    withOwner ? ownerElement('Owner', object.Owner ?? bucketOwner, request.accounts) : undefined,
    element('StorageClass', object.StorageClass),
  );
}

function versionElement(version: ListedVersion, bucketOwner: string, request: AuthenticatedRequest): XmlElement {
  const owner = (version.kind === 'object' ? version.record.owner : version.marker.owner) ?? bucketOwner;
  const named = [
    element('Key', textsFor(request)(version.Key)),
    element('VersionId', version.VersionId),
    element('IsLatest', version.IsLatest),
  ];
  if (version.kind === 'marker') {
    return element(
      'DeleteMarker',
      named,
      element('LastModified', isoDate(version.marker.lastModified)),
      ownerElement('Owner', owner, request.accounts),
    );
  }
  const { record } = version;
  return element(
    'Version',
    named,
    element('LastModified', isoDate(record.lastModified)),
    element('ETag', `"${record.etag}"`),
    optional('ChecksumAlgorithm', record.checksum?.algorithm),
    optional('ChecksumType', record.checksum?.type),
    element('Size', record.size),
    ownerElement('Owner', owner, request.accounts),
    element('StorageClass', record.StorageClass ?? 'STANDARD'),
  );
}
