import { s3Error } from '../aws-error.ts';
import type { View } from '../store/store.ts';
import { checkObjectAcl } from './access.ts';
import { type CheckedBody, writeBody } from './body-writing.ts';
import type { BucketRecord } from './bucket.ts';
import { type ChecksumAlgorithm, isChecksumAlgorithm } from './checksum.ts';
import { checkKey, checkMetadata, type ObjectMetadata, type ObjectRecord, objectKey, objects } from './object.ts';
import { objectFor } from './object-access.ts';
import { checkCopySource, checkWrite } from './preconditions.ts';
import type {
  AclRequest,
  ObjectRequest,
  PutObjectAnswer,
  PutObjectRequest,
  ReadConditions,
  WriteConditions,
} from './requests.ts';
import type { Room } from './room.ts';
import { contentOf, metadataOf } from './stored-object.ts';
import { checkTags, MOST_OBJECT_TAGS, type Tag } from './tags.ts';

export interface CopySource {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string | undefined;
}

export interface CopyObjectRequest extends ObjectRequest, ObjectMetadata, AclRequest, WriteConditions {
  readonly Source: CopySource;
  readonly SourceConditions?: ReadConditions | undefined;
  readonly MetadataDirective?: string | undefined;
  readonly TaggingDirective?: string | undefined;
  readonly Tags?: readonly Tag[] | undefined;
  readonly ChecksumAlgorithm?: string | undefined;
}

export interface CopyObjectAnswer extends PutObjectAnswer {
  /** Milliseconds since the epoch. */
  readonly LastModified: number;
  readonly SourceVersionId?: string | undefined;
}

export interface ObjectWriting {
  /** Streams; what is refused is refused before a byte is read, and checked again when the last one has come. */
  putObject(request: PutObjectRequest): Promise<PutObjectAnswer>;
  copyObject(request: CopyObjectRequest): Promise<CopyObjectAnswer>;
}

/** Source: S3 API Reference, CopyObject. */
const LARGEST_COPY = 5 * 1024 ** 3;

export function objectWriting(room: Room): ObjectWriting {
  return {
    async putObject(request: PutObjectRequest): Promise<PutObjectAnswer> {
      const { Bucket: name, Key: key } = request;
      const { store, operations } = room.context;
      const metadata = metadataOf(request);
      return operations.runLong({ service: 's3', operation: 'PutObject', resource: objectKey(name, key) }, async () => {
        const before = store.read((view) => {
          const bucket = checkPut(room, view, request, 'PutObject');
          return checkConditions(view, bucket, request);
        });
        return writeBody(room, request, (transaction, body) => {
          const bucket = checkPut(room, transaction, request, 'PutObject');
          checkConditions(transaction, bucket, request, before);
          const record = newRecord(room, bucket, request, metadata, body);
          return answerOf(body, room.versions.put(transaction, bucket, key, record));
        });
      });
    },

    async copyObject(request: CopyObjectRequest): Promise<CopyObjectAnswer> {
      const { Bucket: name, Key: key } = request;
      const { store, operations, bodies } = room.context;
      return operations.runLong(
        { service: 's3', operation: 'CopyObject', resource: objectKey(name, key) },
        async () => {
          const { source, before } = store.read((view) => {
            const target = checkPut(room, view, request, 'CopyObject');
            const present = checkConditions(view, target, request);
            return { source: openSource(room, view, request), before: present };
          });
          const { record } = source;
          if (record.size > LARGEST_COPY) {
            throw s3Error(
              'InvalidRequest',
              'The specified copy source is larger than the maximum allowable size for a copy source: 5368709120',
            );
          }
          const metadata = copiedMetadata(request, record);
          const tags = request.TaggingDirective === 'REPLACE' ? request.Tags : record.tags;
          const content = {
            Body: contentOf(bodies, record, undefined),
            Algorithm: algorithmOf(request.ChecksumAlgorithm) ?? record.checksum?.algorithm,
          };
          return writeBody(room, content, (transaction, body) => {
            const bucket = checkPut(room, transaction, request, 'CopyObject');
            checkConditions(transaction, bucket, request, before);
            const made = newRecord(room, bucket, { ...request, Tags: tags }, metadata, body);
            const versionId = room.versions.put(transaction, bucket, key, made);
            return {
              ...answerOf(body, versionId),
              LastModified: made.lastModified,
              ...(source.bucket.versioning === undefined ? {} : { SourceVersionId: record.versionId ?? 'null' }),
            };
          });
        },
      );
    },
  };
}

function openSource(room: Room, view: View, request: CopyObjectRequest): ReturnType<typeof objectFor> {
  const { Source: source } = request;
  const found = objectFor(room, view, sourceRequest(request, source), 'GetObject');
  checkCopySource(found.record, request.SourceConditions ?? {});
  const itself = source.Bucket === request.Bucket && source.Key === request.Key && source.VersionId === undefined;
  if (itself && !changesSomething(request)) {
    throw s3Error(
      'InvalidRequest',
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  return found;
}

/** The source as whoever copies it would ask for it, wherever it lives. */
export function sourceRequest(
  request: ObjectRequest,
  source: CopySource,
): ObjectRequest & { readonly VersionId?: string | undefined } {
  return {
    Bucket: source.Bucket,
    Key: source.Key,
    VersionId: source.VersionId,
    Caller: request.Caller,
    Conditions: request.Conditions,
  };
}

function changesSomething(request: CopyObjectRequest): boolean {
  return (
    request.MetadataDirective === 'REPLACE' ||
    request.StorageClass !== undefined ||
    request.WebsiteRedirectLocation !== undefined
  );
}

/** What belongs to the place and not to the content is not copied: where it redirects to, its class, its ACL. */
function copiedMetadata(request: CopyObjectRequest, source: ObjectRecord): ObjectMetadata {
  const { MetadataDirective: directive = 'COPY' } = request;
  if (directive !== 'COPY' && directive !== 'REPLACE') {
    throw s3Error('InvalidArgument', 'Unknown metadata directive.', {
      ArgumentName: 'x-amz-metadata-directive',
      ArgumentValue: directive,
    });
  }
  const { TaggingDirective: tagging = 'COPY' } = request;
  if (tagging !== 'COPY' && tagging !== 'REPLACE') {
    throw s3Error('InvalidArgument', 'Unknown tagging directive.', {
      ArgumentName: 'x-amz-tagging-directive',
      ArgumentValue: tagging,
    });
  }
  if (directive === 'REPLACE') return metadataOf(request);
  return {
    ...metadataOf(source),
    StorageClass: request.StorageClass,
    WebsiteRedirectLocation: request.WebsiteRedirectLocation,
  };
}

export function algorithmOf(name: string | undefined): ChecksumAlgorithm | undefined {
  if (name === undefined) return undefined;
  const algorithm = name.toUpperCase();
  if (isChecksumAlgorithm(algorithm)) return algorithm;
  throw s3Error(
    'InvalidRequest',
    'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256, SHA512, MD5]',
  );
}

export type WriteRequest = ObjectRequest & ObjectMetadata & AclRequest & { readonly Tags?: readonly Tag[] | undefined };

/** What holds for every way to write an object: what it is called, and who writes it with what. */
export function checkPut(room: Room, view: View, request: WriteRequest, operation: string): BucketRecord {
  const { Key: key } = request;
  checkKey(key);
  const bucket = room.openBucket(view, request);
  room.allow(bucket, request, 's3:PutObject', { key });
  checkMetadata(request);
  checkTags(request.Tags ?? [], MOST_OBJECT_TAGS);
  const rules = { ownership: bucket.ownership, blocks: room.blocksOf(bucket) };
  checkObjectAcl(request, rules, `arn:aws:s3:::${bucket.name}/${key}`, bucket.owner);
  if ((request.ACL !== undefined || request.Grants !== undefined) && operation !== 'CopyObject') {
    const harmless = request.ACL === 'private' || request.ACL === 'bucket-owner-full-control';
    if (!harmless) room.allow(bucket, request, 's3:PutObjectAcl', { key });
  }
  return bucket;
}

/** Answers whether there is an object. */
export function checkConditions(
  view: View,
  bucket: BucketRecord,
  request: ObjectRequest & WriteConditions,
  before?: boolean,
): boolean {
  const present = view.get(objects, objectKey(bucket.name, request.Key));
  checkWrite(present, request, request.Key, before);
  return present !== undefined;
}

function newRecord(
  room: Room,
  bucket: BucketRecord,
  request: WriteRequest,
  metadata: ObjectMetadata,
  body: CheckedBody,
): ObjectRecord {
  return {
    ...metadata,
    size: body.size,
    etag: body.md5,
    lastModified: room.context.clock.now(),
    body: body.name,
    checksum: { algorithm: body.algorithm, value: body.checksum, type: 'FULL_OBJECT' },
    ...ownAcl(room, bucket, request),
  };
}

/** Whose the object is and who may do what with it. */
export function ownAcl(
  room: Room,
  bucket: BucketRecord,
  request: WriteRequest,
): Pick<ObjectRecord, 'acl' | 'grants' | 'owner' | 'tags'> {
  const { ACL: acl = 'private', Grants: grants, Tags: tags } = request;
  const caller = room.callerOf(request);
  const writer = caller.kind === 'account' ? caller.account : bucket.owner;
  const keeps =
    bucket.ownership === undefined ||
    bucket.ownership === 'ObjectWriter' ||
    (bucket.ownership === 'BucketOwnerPreferred' && acl !== 'bucket-owner-full-control');
  return {
    acl,
    ...(grants === undefined ? {} : { grants: structuredClone(grants) }),
    ...(writer !== bucket.owner && keeps ? { owner: writer } : {}),
    ...(tags === undefined || tags.length === 0 ? {} : { tags: structuredClone(tags) }),
  };
}

function answerOf(body: CheckedBody, versionId: string | undefined): PutObjectAnswer {
  return {
    ETag: `"${body.md5}"`,
    Size: body.size,
    Checksum: { algorithm: body.algorithm, value: body.checksum, type: 'FULL_OBJECT' },
    ...(versionId === undefined ? {} : { VersionId: versionId }),
  };
}
