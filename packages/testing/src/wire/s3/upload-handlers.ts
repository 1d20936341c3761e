import { s3Error } from '../../world/aws-error.ts';
import { malformedXml } from '../../world/s3/malformed-xml.ts';
import type { CompletedPart } from '../../world/s3/upload-operations.ts';
import { headerOf, parameterOf } from '../request.ts';
import type { WireResponse } from '../response.ts';
import { childrenOf, textOf } from '../xml/read.ts';
import { element, optional } from '../xml/write.ts';
import { aclIn, ownerElement } from './acl-document.ts';
import type { Handler, S3Call } from './call.ts';
import { checksumElement, checksumHeaders, checksumIn, sentChecksum } from './checksum-headers.ts';
import { emptyAnswer, isoDate, readText, rootOf, xmlAnswer } from './document.ts';
import { checkWriteHeaders, ENCRYPTED } from './object-handlers.ts';
import {
  copySourceIn,
  metadataIn,
  numberIn,
  rangeIn,
  readConditionsIn,
  tagsIn,
  versionHeader,
  writeConditionsIn,
} from './object-headers.ts';
import type { S3Operation } from './operation.ts';

type UploadHandlers = Pick<
  Record<S3Operation, Handler>,
  | 'CreateMultipartUpload'
  | 'UploadPart'
  | 'UploadPartCopy'
  | 'CompleteMultipartUpload'
  | 'AbortMultipartUpload'
  | 'ListParts'
>;

export const UPLOAD_HANDLERS: UploadHandlers = {
  CreateMultipartUpload: createMultipartUpload,
  UploadPart: uploadPart,
  UploadPartCopy: uploadPartCopy,
  CompleteMultipartUpload: completeMultipartUpload,
  AbortMultipartUpload: async (call) => {
    await call.world.s3.abortMultipartUpload(onUpload(call));
    return emptyAnswer(204);
  },
  ListParts: listParts,
};

type OnUpload = S3Call['onObject'] & { readonly UploadId: string };

function onUpload({ onObject, request }: S3Call): OnUpload {
  return { ...onObject, UploadId: parameterOf(request, 'uploadId') ?? '' };
}

function createMultipartUpload({ request, world, onObject, bucket, key }: S3Call): WireResponse {
  checkWriteHeaders(request);
  const upload = world.s3.createMultipartUpload({
    ...onObject,
    ...metadataIn(request),
    ...aclIn(request),
    Tags: tagsIn(request),
    ChecksumAlgorithm: headerOf(request, 'x-amz-checksum-algorithm'),
    ChecksumType: headerOf(request, 'x-amz-checksum-type'),
  });
  return xmlAnswer(
    element(
      'InitiateMultipartUploadResult',
      element('Bucket', bucket),
      element('Key', key),
      element('UploadId', upload.id),
    ),
    {
      ...ENCRYPTED,
      ...(upload.checksumAsked
        ? { 'x-amz-checksum-algorithm': upload.checksumAlgorithm, 'x-amz-checksum-type': upload.checksumType }
        : {}),
    },
  );
}

async function uploadPart(call: S3Call): Promise<WireResponse> {
  const { request, world } = call;
  if (request.contentLength === undefined) {
    throw s3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.');
  }
  const answer = await world.s3.uploadPart({
    ...onUpload(call),
    PartNumber: partNumberIn(call),
    ContentMD5: headerOf(request, 'content-md5'),
    Checksum: sentChecksum(request),
    Body: request.body,
  });
  const { 'x-amz-checksum-type': _, ...checksum } = checksumHeaders(answer.Checksum);
  return emptyAnswer(200, { etag: answer.ETag, ...ENCRYPTED, ...checksum });
}

async function uploadPartCopy(call: S3Call): Promise<WireResponse> {
  const { request, world } = call;
  const range = headerOf(request, 'x-amz-copy-source-range');
  const Range = rangeIn(range);
  if (range !== undefined && (Range === undefined || !/^bytes=\d+-\d+$/.test(range))) {
    throw s3Error(
      'InvalidArgument',
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      { ArgumentName: 'x-amz-copy-source-range', ArgumentValue: range },
    );
  }
  const answer = await world.s3.uploadPartCopy({
    ...onUpload(call),
    PartNumber: partNumberIn(call),
    Source: copySourceIn(request),
    SourceConditions: readConditionsIn(request, 'x-amz-copy-source-'),
    Range,
  });
  return xmlAnswer(
    element(
      'CopyPartResult',
      element('LastModified', isoDate(answer.LastModified)),
      element('ETag', answer.ETag),
      element(checksumElement(answer.Checksum.algorithm), answer.Checksum.value),
    ),
    { ...ENCRYPTED, 'x-amz-copy-source-version-id': answer.SourceVersionId },
  );
}

function partNumberIn({ request }: S3Call): number {
  return numberIn(request, 'partNumber') ?? 0;
}

async function completeMultipartUpload(call: S3Call): Promise<WireResponse> {
  const { request, world, bucket, key } = call;
  const text = await readDocumentText(call);
  const root = rootOf(text, 'CompleteMultipartUpload');
  const Parts = childrenOf(root, 'Part').map((node): CompletedPart => {
    const number = textOf(node, 'PartNumber')?.trim() ?? '';
    const etag = textOf(node, 'ETag');
    if (!/^\d{1,9}$/.test(number) || etag === undefined) throw malformedXml();
    return {
      PartNumber: Number(number),
      ETag: etag.trim(),
      Checksum: checksumIn((name) => textOf(node, name)),
    };
  });
  const sent = sentChecksum(request);
  const value = sent?.expected();
  const size = headerOf(request, 'x-amz-mp-object-size');
  const answer = await world.s3.completeMultipartUpload({
    ...onUpload(call),
    ...writeConditionsIn(request),
    Parts,
    Checksum: sent === undefined || value === undefined ? undefined : { algorithm: sent.algorithm, value },
    ChecksumType: headerOf(request, 'x-amz-checksum-type'),
    ObjectSize: size === undefined ? undefined : Number(size),
  });
  return xmlAnswer(
    element(
      'CompleteMultipartUploadResult',
      element('Location', locationOf(call)),
      element('Bucket', bucket),
      element('Key', key),
      element('ETag', answer.ETag),
      element(checksumElement(answer.Checksum.algorithm), answer.Checksum.value),
      element('ChecksumType', answer.Checksum.type),
    ),
    { ...ENCRYPTED, ...versionHeader(answer.VersionId) },
  );
}

/** A checksum that stands in the headers is that of the object, and not of this document. */
function readDocumentText(call: S3Call): Promise<string> {
  const { request } = call;
  const headers = new Map([...request.headers].filter(([name]) => !name.startsWith('x-amz-checksum-')));
  return readText({ ...call, request: { ...request, headers } });
}

function locationOf({ request }: S3Call): string {
  const scheme = request.secure ? 'https' : 'http';
  return `${scheme}://${headerOf(request, 'host') ?? 's3.amazonaws.com'}${request.path}`;
}

function listParts(call: S3Call): WireResponse {
  const { request, world, bucket, key } = call;
  const most = numberIn(request, 'max-parts');
  const marker = numberIn(request, 'part-number-marker');
  const list = world.s3.listParts({ ...onUpload(call), MaxParts: most, PartNumberMarker: marker });
  const { Upload: upload } = list;
  return xmlAnswer(
    element(
      'ListPartsResult',
      element('Bucket', bucket),
      element('Key', key),
      element('UploadId', upload.id),
      ownerElement('Initiator', upload.initiator, request.accounts),
      ownerElement('Owner', upload.initiator, request.accounts),
      element('StorageClass', upload.metadata.StorageClass ?? 'STANDARD'),
      element('PartNumberMarker', marker ?? 0),
      element('NextPartNumberMarker', list.Parts.at(-1)?.number ?? 0),
      element('MaxParts', Math.min(most ?? 1000, 1000)),
      element('IsTruncated', list.IsTruncated),
      optional('ChecksumAlgorithm', upload.checksumAsked ? upload.checksumAlgorithm : undefined),
      optional('ChecksumType', upload.checksumAsked ? upload.checksumType : undefined),
      ...list.Parts.map((part) =>
        element(
          'Part',
          element('PartNumber', part.number),
          element('LastModified', isoDate(part.lastModified)),
          element('ETag', `"${part.etag}"`),
          element('Size', part.size),
          upload.checksumAsked ? element(checksumElement(upload.checksumAlgorithm), part.checksum) : undefined,
        ),
      ),
    ),
  );
}
