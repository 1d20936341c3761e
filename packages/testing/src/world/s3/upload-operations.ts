import { createHash } from 'node:crypto';
import { s3Error } from '../aws-error.ts';
import type { Transaction, View } from '../store/store.ts';
import { type CheckedBody, writeBody } from './body-writing.ts';
import type { BucketRecord } from './bucket.ts';
import {
  badChecksum,
  type ChecksumAlgorithm,
  type ChecksumType,
  checksumOfParts,
  DEFAULT_CHECKSUM,
  isCrc,
  type ObjectChecksum,
} from './checksum.ts';
import { malformedXml } from './malformed-xml.ts';
import type { ObjectMetadata, ObjectRecord } from './object.ts';
import { objectKey } from './object.ts';
import { objectFor } from './object-access.ts';
import { algorithmOf, type CopySource, checkConditions, checkPut, ownAcl, sourceRequest } from './object-writing.ts';
import { checkCopySource } from './preconditions.ts';
import type {
  AclRequest,
  Integrity,
  ObjectRequest,
  PutObjectAnswer,
  ReadConditions,
  WriteConditions,
} from './requests.ts';
import type { Room } from './room.ts';
import { contentOf, metadataOf, type RequestedRange, rangeWithin } from './stored-object.ts';
import type { Tag } from './tags.ts';
import {
  findUpload,
  forgetUpload,
  type PartRecord,
  partKey,
  parts,
  partsOf,
  type UploadRecord,
  uploadKey,
  uploads,
} from './upload.ts';

export interface UploadRequest extends ObjectRequest {
  readonly UploadId: string;
}

export interface CreateUploadRequest extends ObjectRequest, ObjectMetadata, AclRequest {
  readonly Tags?: readonly Tag[] | undefined;
  readonly ChecksumAlgorithm?: string | undefined;
  readonly ChecksumType?: string | undefined;
}

export interface PartRequest extends UploadRequest, Integrity {
  /** 1 to 10,000. */
  readonly PartNumber: number;
  readonly Body: AsyncIterable<Uint8Array>;
}

export interface PartCopyRequest extends UploadRequest {
  readonly PartNumber: number;
  readonly Source: CopySource;
  readonly SourceConditions?: ReadConditions | undefined;
  readonly Range?: RequestedRange | undefined;
}

export interface CompletedPart {
  readonly PartNumber: number;
  /** With or without quotes. */
  readonly ETag: string;
  /** Base64. */
  readonly Checksum?: string | undefined;
}

export interface CompleteUploadRequest extends UploadRequest, WriteConditions {
  readonly Parts: readonly CompletedPart[];
  /** What the whole has to be. */
  readonly Checksum?: { readonly algorithm: ChecksumAlgorithm; readonly value: string } | undefined;
  readonly ChecksumType?: string | undefined;
  /** Bytes. */
  readonly ObjectSize?: number | undefined;
}

export interface PartAnswer {
  /** With quotes. */
  readonly ETag: string;
  readonly Checksum: ObjectChecksum;
  /** Milliseconds since the epoch. */
  readonly LastModified: number;
}

export interface PartList {
  readonly Upload: UploadRecord;
  readonly Parts: readonly PartRecord[];
  readonly IsTruncated: boolean;
}

export interface UploadOperations {
  createMultipartUpload(request: CreateUploadRequest): UploadRecord;
  uploadPart(request: PartRequest): Promise<PartAnswer>;
  uploadPartCopy(request: PartCopyRequest): Promise<PartAnswer & { readonly SourceVersionId?: string | undefined }>;
  completeMultipartUpload(request: CompleteUploadRequest): Promise<PutObjectAnswer>;
  abortMultipartUpload(request: UploadRequest): Promise<void>;
  listParts(
    request: UploadRequest & {
      readonly MaxParts?: number | undefined;
      readonly PartNumberMarker?: number | undefined;
    },
  ): PartList;
}

const MOST_PARTS = 10_000;
/** All but the last. Source: S3 User Guide, "Amazon S3 multipart upload limits". */
const SMALLEST_PART = 5 * 1024 ** 2;

export function uploadOperations(room: Room): UploadOperations {
  function openUpload(view: View, request: UploadRequest, action: string): Opened {
    const bucket = room.openBucket(view, request);
    room.allow(bucket, request, action, { key: request.Key });
    return { bucket, upload: findUpload(view, bucket.name, request.Key, request.UploadId) };
  }

  function storePart(transaction: Transaction, request: UploadRequest, number: number, body: CheckedBody): PartAnswer {
    const { upload } = openUpload(transaction, request, 's3:PutObject');
    const place = partKey(upload.id, number);
    const replaced = transaction.get(parts, place);
    if (replaced !== undefined) room.bodies.drop(transaction, replaced.body);
    const lastModified = room.context.clock.now();
    const { name, size, md5: etag, checksum } = body;
    transaction.put(parts, place, { number, body: name, size, etag, checksum, lastModified });
    return {
      ETag: `"${etag}"`,
      LastModified: lastModified,
      Checksum: { algorithm: body.algorithm, value: checksum, type: 'FULL_OBJECT' },
    };
  }

  const long = <Answer>(operation: string, request: ObjectRequest, act: () => Promise<Answer>): Promise<Answer> =>
    room.context.operations.runLong(
      { service: 's3', operation, resource: objectKey(request.Bucket, request.Key) },
      act,
    );

  return {
    createMultipartUpload: (request) =>
      room.change('CreateMultipartUpload', objectKey(request.Bucket, request.Key), (transaction) => {
        const bucket = checkPut(room, transaction, request, 'CreateMultipartUpload');
        const now = room.context.clock.now();
        const { acl, grants, tags } = ownAcl(room, bucket, request);
        const caller = room.callerOf(request);
        const upload: UploadRecord = {
          id: `${now.toString(36).padStart(9, '0')}.${room.context.identifiers.token(transaction)}`,
          bucket: bucket.name,
          key: request.Key,
          initiated: now,
          initiator: caller.kind === 'account' ? caller.account : bucket.owner,
          metadata: metadataOf(request),
          acl,
          ...(grants === undefined ? {} : { grants }),
          ...(tags === undefined ? {} : { tags }),
          ...checksumAsked(request),
        };
        transaction.put(uploads, uploadKey(bucket.name, request.Key, upload.id), upload);
        return upload;
      }),

    uploadPart: (request) =>
      long('UploadPart', request, async () => {
        checkPartNumber(request.PartNumber);
        const { upload } = room.context.store.read((view) => openUpload(view, request, 's3:PutObject'));
        checkSameAlgorithm(upload, request.Checksum?.algorithm);
        const content = { ...request, Algorithm: upload.checksumAlgorithm };
        return writeBody(room, content, (transaction, body) =>
          storePart(transaction, request, request.PartNumber, body),
        );
      }),

    uploadPartCopy: (request) =>
      long('UploadPartCopy', request, async () => {
        checkPartNumber(request.PartNumber);
        const { upload, source } = room.context.store.read((view) => ({
          ...openUpload(view, request, 's3:PutObject'),
          source: objectFor(room, view, sourceRequest(request, request.Source), 'GetObject'),
        }));
        checkCopySource(source.record, request.SourceConditions ?? {});
        const range = rangeWithin(request.Range, source.record.size);
        const content = {
          Body: contentOf(room.context.bodies, source.record, range),
          Algorithm: upload.checksumAlgorithm,
        };
        const answer = await writeBody(room, content, (transaction, body) =>
          storePart(transaction, request, request.PartNumber, body),
        );
        const versioned = source.bucket.versioning !== undefined;
        return { ...answer, ...(versioned ? { SourceVersionId: source.record.versionId ?? 'null' } : {}) };
      }),

    async completeMultipartUpload(request) {
      const answer = room.change('CompleteMultipartUpload', objectKey(request.Bucket, request.Key), (transaction) => {
        const { bucket, upload } = openUpload(transaction, request, 's3:PutObject');
        checkConditions(transaction, bucket, request);
        const chosen = chosenParts(partsOf(transaction, upload.id), request, upload);
        const record = assembled(room, bucket, request, upload, chosen);
        const versionId = room.versions.put(transaction, bucket, request.Key, record);
        forgetUpload(transaction, room.bodies, upload, new Set(chosen.map(({ body }) => body)));
        return {
          ETag: `"${record.etag}"`,
          Size: record.size,
          Checksum: record.checksum,
          ...(versionId === undefined ? {} : { VersionId: versionId }),
        };
      });
      await room.bodies.sweepQuietly();
      return answer;
    },

    async abortMultipartUpload(request) {
      room.change('AbortMultipartUpload', objectKey(request.Bucket, request.Key), (transaction) => {
        const { upload } = openUpload(transaction, request, 's3:AbortMultipartUpload');
        forgetUpload(transaction, room.bodies, upload);
      });
      await room.bodies.sweepQuietly();
    },

    listParts: (request) =>
      room.look('ListParts', objectKey(request.Bucket, request.Key), (view) => {
        const { upload } = openUpload(view, request, 's3:ListMultipartUploadParts');
        const { MaxParts: most = 1000, PartNumberMarker: marker = 0 } = request;
        const limit = Math.min(most, 1000);
        const found = view
          .scan(parts, { prefix: `${upload.id}/`, after: partKey(upload.id, marker), limit: limit + 1 })
          .map(({ value }) => value);
        return { Upload: upload, Parts: found.slice(0, limit), IsTruncated: found.length > limit };
      }),
  };
}

interface Opened {
  readonly bucket: BucketRecord;
  readonly upload: UploadRecord;
}

/** Source: S3 API Reference, CreateMultipartUpload, and "Checking object integrity", the types that each one has. */
function checksumAsked(
  request: CreateUploadRequest,
): Pick<UploadRecord, 'checksumAlgorithm' | 'checksumType' | 'checksumAsked'> {
  const asked = algorithmOf(request.ChecksumAlgorithm);
  const algorithm = asked ?? DEFAULT_CHECKSUM;
  const usual: ChecksumType = algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';
  const type = typeOf(request.ChecksumType) ?? usual;
  if (type === 'FULL_OBJECT' ? !isCrc(algorithm) : algorithm === 'CRC64NVME') {
    throw s3Error(
      'InvalidRequest',
      `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  }
  return { checksumAlgorithm: algorithm, checksumType: type, checksumAsked: asked !== undefined };
}

function typeOf(text: string | undefined): ChecksumType | undefined {
  if (text === undefined || text === 'FULL_OBJECT' || text === 'COMPOSITE') return text;
  throw s3Error('InvalidRequest', `Value for x-amz-checksum-type header is invalid.`);
}

function checkPartNumber(number: number): void {
  if (Number.isInteger(number) && number >= 1 && number <= MOST_PARTS) return;
  throw s3Error('InvalidArgument', `Part number must be an integer between 1 and ${MOST_PARTS}, inclusive`, {
    ArgumentName: 'partNumber',
    ArgumentValue: String(number),
  });
}

function checkSameAlgorithm(upload: UploadRecord, sent: ChecksumAlgorithm | undefined): void {
  if (sent === undefined || sent === upload.checksumAlgorithm || !upload.checksumAsked) return;
  throw s3Error(
    'InvalidRequest',
    `Checksum Type mismatch occurred, expected checksum Type: ${upload.checksumAlgorithm.toLowerCase()}, actual checksum Type: ${sent.toLowerCase()}`,
  );
}

/** @throws `MalformedXML`, `InvalidPartOrder`, `InvalidPart`, `EntityTooSmall` */
function chosenParts(
  stored: readonly PartRecord[],
  request: CompleteUploadRequest,
  upload: UploadRecord,
): readonly PartRecord[] {
  const { Parts: asked } = request;
  if (asked.length === 0 || asked.length > MOST_PARTS) throw malformedXml();
  const byNumber = new Map(stored.map((part) => [part.number, part]));
  if (asked.some((part, index) => part.PartNumber <= (asked[index - 1]?.PartNumber ?? 0))) {
    throw s3Error(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. The parts list must be specified in order by part number.',
      { UploadId: upload.id },
    );
  }
  const chosen = asked.map((part) => {
    const found = byNumber.get(part.PartNumber);
    const etag = part.ETag.replaceAll('"', '');
    if (found === undefined || found.etag !== etag || !sameChecksum(found, part, upload)) {
      throw s3Error(
        'InvalidPart',
        "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
        { UploadId: upload.id, PartNumber: String(part.PartNumber), ETag: etag },
      );
    }
    return found;
  });
  const small = chosen.slice(0, -1).find((part) => part.size < SMALLEST_PART);
  if (small !== undefined) {
    throw s3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
      ProposedSize: String(small.size),
      MinSizeAllowed: String(SMALLEST_PART),
      PartNumber: String(small.number),
      ETag: small.etag,
    });
  }
  return chosen;
}

function sameChecksum(found: PartRecord, asked: CompletedPart, upload: UploadRecord): boolean {
  return asked.Checksum === undefined || !upload.checksumAsked || asked.Checksum === found.checksum;
}

function assembled(
  room: Room,
  bucket: BucketRecord,
  request: CompleteUploadRequest,
  upload: UploadRecord,
  chosen: readonly PartRecord[],
): ObjectRecord & { readonly checksum: ObjectChecksum } {
  const size = chosen.reduce((sum, part) => sum + part.size, 0);
  if (request.ObjectSize !== undefined && request.ObjectSize !== size) {
    throw s3Error(
      'InvalidRequest',
      "The provided 'x-amz-mp-object-size' header value does not match what was computed.",
    );
  }
  const checksum = checksumOfParts(
    upload.checksumAlgorithm,
    upload.checksumType,
    chosen.map((part) => ({ value: part.checksum, size: part.size })),
  );
  checkWhole(request, checksum);
  const md5 = createHash('md5');
  for (const part of chosen) md5.update(Buffer.from(part.etag, 'hex'));
  const { acl, grants, tags } = upload;
  return {
    ...upload.metadata,
    size,
    etag: `${md5.digest('hex')}-${chosen.length}`,
    lastModified: room.context.clock.now(),
    body: '',
    parts: chosen.map((part) => ({
      number: part.number,
      body: part.body,
      size: part.size,
      ...(upload.checksumAsked ? { checksum: part.checksum } : {}),
    })),
    checksum,
    ...ownAcl(room, bucket, { ...request, ACL: acl, Grants: grants, Tags: tags }),
  };
}

function checkWhole(request: CompleteUploadRequest, checksum: ObjectChecksum): void {
  const { Checksum: asked } = request;
  if (typeOf(request.ChecksumType) !== undefined && request.ChecksumType !== checksum.type) {
    throw s3Error(
      'InvalidRequest',
      'The upload was created using a different checksum type than the one that the complete request has.',
    );
  }
  if (asked === undefined || asked.algorithm !== checksum.algorithm) return;
  // Of a composite checksum the number of parts may be left out.
  if (asked.value === checksum.value || asked.value === checksum.value.split('-')[0]) return;
  throw badChecksum(checksum.algorithm);
}
