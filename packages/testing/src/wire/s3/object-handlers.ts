import { AwsError, s3Error } from '../../world/aws-error.ts';
import { malformedXml } from '../../world/s3/malformed-xml.ts';
import type { DeletionAnswer, ObjectToDelete } from '../../world/s3/object-deletion.ts';
import { headerOf } from '../request.ts';
import type { WireResponse } from '../response.ts';
import { childrenOf, textOf } from '../xml/read.ts';
import { element, optional, type XmlElement } from '../xml/write.ts';
import { aclElement, aclIn } from './acl-document.ts';
import { askedAcl, taggingElement, tagsWithin } from './bucket-handlers.ts';
import type { Handler, S3Call } from './call.ts';
import { checksumElement, checksumHeaders, sentChecksum } from './checksum-headers.ts';
import { emptyAnswer, httpDate, isoDate, readDocument, xmlAnswer } from './document.ts';
import {
  copySourceIn,
  headersOf,
  metadataIn,
  numberIn,
  overridesIn,
  rangeIn,
  readConditionsIn,
  tagsIn,
  versionHeader,
  writeConditionsIn,
} from './object-headers.ts';
import type { S3Operation } from './operation.ts';

type ObjectHandlers = Pick<
  Record<S3Operation, Handler>,
  | 'PutObject'
  | 'GetObject'
  | 'HeadObject'
  | 'DeleteObject'
  | 'DeleteObjects'
  | 'CopyObject'
  | 'GetObjectAcl'
  | 'PutObjectAcl'
  | 'GetObjectAttributes'
  | 'GetObjectTagging'
  | 'PutObjectTagging'
  | 'DeleteObjectTagging'
>;

export const OBJECT_HANDLERS: ObjectHandlers = {
  PutObject: putObject,
  GetObject: getObject,
  HeadObject: headObject,
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
  CopyObject: copyObject,

  GetObjectAcl: ({ world, onObject, request }) =>
    xmlAnswer(aclElement(world.s3.getObjectAcl(onObject), request.accounts)),

  PutObjectAcl: async (call) => {
    const { VersionId } = call.world.s3.putObjectAcl({ ...call.onObject, ...(await askedAcl(call)) });
    return emptyAnswer(200, versionHeader(VersionId));
  },

  GetObjectAttributes: getObjectAttributes,

  GetObjectTagging: ({ world, onObject }) => {
    const { Tags, VersionId } = world.s3.getObjectTagging(onObject);
    return xmlAnswer(taggingElement(Tags), versionHeader(VersionId));
  },

  PutObjectTagging: async (call) => {
    const Tags = tagsWithin(await readDocument(call, 'Tagging'));
    return emptyAnswer(200, versionHeader(call.world.s3.putObjectTagging({ ...call.onObject, Tags }).VersionId));
  },

  DeleteObjectTagging: ({ world, onObject }) =>
    emptyAnswer(204, versionHeader(world.s3.deleteObjectTagging(onObject).VersionId)),
};

async function putObject({ request, world, onObject }: S3Call): Promise<WireResponse> {
  if (request.contentLength === undefined) {
    throw s3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.');
  }
  checkWriteHeaders(request);
  const answer = await world.s3.putObject({
    ...onObject,
    ...metadataIn(request),
    ...aclIn(request),
    ...writeConditionsIn(request),
    Tags: tagsIn(request),
    ContentMD5: headerOf(request, 'content-md5'),
    Checksum: sentChecksum(request),
    Body: request.body,
  });
  return emptyAnswer(200, {
    etag: answer.ETag,
    ...ENCRYPTED,
    ...checksumHeaders(answer.Checksum),
    ...versionHeader(answer.VersionId),
  });
}

export const ENCRYPTED: { readonly 'x-amz-server-side-encryption': string } = {
  'x-amz-server-side-encryption': 'AES256',
};

/** What S3 has and the World has not is refused by name. @throws `NotImplemented`, `InvalidRequest`, `InvalidArgument` */
export function checkWriteHeaders(request: S3Call['request']): void {
  const encryption = headerOf(request, 'x-amz-server-side-encryption');
  if (encryption !== undefined && encryption !== 'AES256') {
    if (encryption.startsWith('aws:')) {
      throw s3Error('NotImplemented', `Encryption with ${encryption} is not implemented by this offline AWS.`, {
        Header: 'x-amz-server-side-encryption',
      });
    }
    throw s3Error('InvalidArgument', 'The encryption method specified is not supported', {
      ArgumentName: 'x-amz-server-side-encryption',
      ArgumentValue: encryption,
    });
  }
  if (headerOf(request, 'x-amz-server-side-encryption-customer-algorithm') !== undefined) {
    throw s3Error('NotImplemented', 'Encryption with keys of the customer is not implemented by this offline AWS.', {
      Header: 'x-amz-server-side-encryption-customer-algorithm',
    });
  }
  if (headerOf(request, 'x-amz-object-lock-mode') !== undefined) {
    throw s3Error('InvalidRequest', 'Bucket is missing Object Lock Configuration');
  }
}

function getObject({ request, world, onObject }: S3Call): WireResponse {
  const overrides = overridesIn(request);
  const found = world.s3.getObject({
    ...onObject,
    ...readConditionsIn(request),
    Range: rangeIn(headerOf(request, 'range')),
    PartNumber: numberIn(request, 'partNumber'),
  });
  return {
    status: found.ContentRange === undefined ? 200 : 206,
    headers: { ...headersOf(found, request), ...overrides },
    body: found.Body,
  };
}

function headObject({ request, world, onObject }: S3Call): WireResponse {
  const overrides = overridesIn(request);
  const head = world.s3.headObject({
    ...onObject,
    ...readConditionsIn(request),
    Range: rangeIn(headerOf(request, 'range')),
    PartNumber: numberIn(request, 'partNumber'),
  });
  return {
    status: head.ContentRange === undefined ? 200 : 206,
    headers: { ...headersOf(head, request), ...overrides },
  };
}

async function deleteObject({ request, world, onObject }: S3Call): Promise<WireResponse> {
  const deleted = await world.s3.deleteObject({ ...onObject, IfMatch: headerOf(request, 'if-match') });
  return emptyAnswer(204, {
    ...versionHeader(deleted.VersionId),
    ...(deleted.DeleteMarker ? { 'x-amz-delete-marker': 'true' } : {}),
  });
}

async function deleteObjects(call: S3Call): Promise<WireResponse> {
  const root = await readDocument(call, 'Delete');
  const quiet = textOf(root, 'Quiet')?.trim().toLowerCase() === 'true';
  const Objects = childrenOf(root, 'Object').map((node): ObjectToDelete => {
    const key = textOf(node, 'Key');
    if (key === undefined) throw malformedXml();
    const version = textOf(node, 'VersionId');
    return { Key: key, VersionId: version === '' ? undefined : version, ETag: textOf(node, 'ETag') };
  });
  const answers = await call.world.s3.deleteObjects({ ...call.onBucket, Objects });
  return xmlAnswer(element('DeleteResult', ...answers.map((answer) => deletionElement(answer, quiet))));
}

function deletionElement({ object, outcome }: DeletionAnswer, quiet: boolean): XmlElement | undefined {
  if (outcome instanceof AwsError) {
    return element(
      'Error',
      element('Key', object.Key),
      optional('VersionId', object.VersionId),
      element('Code', outcome.code),
      element('Message', outcome.message),
    );
  }
  if (quiet) return undefined;
  return element(
    'Deleted',
    element('Key', object.Key),
    optional('VersionId', object.VersionId),
    outcome.DeleteMarker ? element('DeleteMarker', true) : undefined,
    outcome.DeleteMarker ? optional('DeleteMarkerVersionId', outcome.VersionId) : undefined,
  );
}

async function copyObject({ request, world, onObject }: S3Call): Promise<WireResponse> {
  checkWriteHeaders(request);
  const answer = await world.s3.copyObject({
    ...onObject,
    ...metadataIn(request),
    ...aclIn(request),
    ...writeConditionsIn(request),
    Tags: tagsIn(request),
    Source: copySourceIn(request),
    SourceConditions: readConditionsIn(request, 'x-amz-copy-source-'),
    MetadataDirective: headerOf(request, 'x-amz-metadata-directive'),
    TaggingDirective: headerOf(request, 'x-amz-tagging-directive'),
    ChecksumAlgorithm: headerOf(request, 'x-amz-checksum-algorithm'),
  });
  return xmlAnswer(
    element(
      'CopyObjectResult',
      element('LastModified', isoDate(answer.LastModified)),
      element('ETag', answer.ETag),
      element(checksumElement(answer.Checksum.algorithm), answer.Checksum.value),
      element('ChecksumType', answer.Checksum.type),
    ),
    {
      ...ENCRYPTED,
      ...versionHeader(answer.VersionId),
      'x-amz-copy-source-version-id': answer.SourceVersionId,
    },
  );
}

const ATTRIBUTES: readonly string[] = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];

function getObjectAttributes({ request, world, onObject }: S3Call): WireResponse {
  const wanted = (headerOf(request, 'x-amz-object-attributes') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (wanted.length === 0 || wanted.some((name) => !ATTRIBUTES.includes(name))) {
    throw s3Error('InvalidArgument', 'Invalid attribute name specified.', {
      ArgumentName: 'x-amz-object-attributes',
      ArgumentValue: wanted.join(','),
    });
  }
  const attributes = world.s3.getObjectAttributes(onObject);
  const { head } = attributes;
  const { Checksum: checksum } = head;
  const wants = (name: string) => wanted.includes(name);
  return xmlAnswer(
    element(
      'GetObjectAttributesResponse',
      wants('ETag') ? element('ETag', head.ETag.replaceAll('"', '')) : undefined,
      wants('Checksum') && checksum !== undefined
        ? element(
            'Checksum',
            element(checksumElement(checksum.algorithm), checksum.value),
            element('ChecksumType', checksum.type),
          )
        : undefined,
      wants('ObjectParts') ? objectPartsElement(attributes, request) : undefined,
      wants('StorageClass') ? element('StorageClass', head.StorageClass ?? 'STANDARD') : undefined,
      wants('ObjectSize') ? element('ObjectSize', head.ContentLength) : undefined,
    ),
    { 'last-modified': httpDate(head.LastModified), ...versionHeader(head.VersionId) },
  );
}

function objectPartsElement(
  { head, parts }: ReturnType<S3Call['world']['s3']['getObjectAttributes']>,
  request: S3Call['request'],
): XmlElement | undefined {
  if (parts === undefined) return undefined;
  const most = Math.min(Number(headerOf(request, 'x-amz-max-parts') ?? 1000), 1000);
  const marker = Number(headerOf(request, 'x-amz-part-number-marker') ?? 0);
  const after = parts.filter((part) => part.number > marker);
  const page = after.slice(0, most);
  const algorithm = head.Checksum?.algorithm;
  // Parts are told where they have checksums of their own.
  const told = algorithm === undefined ? [] : page.filter((part) => part.checksum !== undefined);
  return element(
    'ObjectParts',
    element('IsTruncated', after.length > page.length),
    element('MaxParts', most),
    element('NextPartNumberMarker', page.at(-1)?.number ?? 0),
    element('PartNumberMarker', marker),
    ...told.map((part) =>
      element(
        'Part',
        algorithm === undefined ? undefined : optional(checksumElement(algorithm), part.checksum),
        element('PartNumber', part.number),
        element('Size', part.size),
      ),
    ),
    element('PartsCount', parts.length),
  );
}
