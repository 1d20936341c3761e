import {
  type BucketWebsite,
  type CallOptions,
  isS3FrontError,
  type ListEntry,
  type NewBucketWebsite,
  type ObjectHeaders,
  type ObjectStore,
  type ObjectSummary,
  type PublicAccessBlock,
  type PutObjectOptions,
  type PutObjectRequest,
  type RefusalSubject,
} from '@s3front/core';
import { AwsError } from '../world/aws-error.ts';
import { isPublicAcl, NOTHING_BLOCKED, type PublicAccessBlockConfiguration } from '../world/s3/access.ts';
import type { ObjectMetadata } from '../world/s3/object.ts';
import type { ListedObject, ObjectList } from '../world/s3/object-list.ts';
import type { S3 } from '../world/s3/s3.ts';
import type { WebsiteConfiguration } from '../world/s3/website.ts';
import { compareKeys } from '../world/store/key-order.ts';
import type { World } from '../world/world.ts';
import { type PortCall, pages, throwIfInterrupted, translated } from './translated.ts';

/** What S3 deletes in one call. */
const MOST_KEYS = 1000;

/** The object store port over the World. */
export function createObjectStore({ s3 }: World, region: string): ObjectStore {
  return {
    region,

    createBucket: (bucket, request, options) =>
      translated(call('CreateBucket', { bucket, region: request.region }, options), () => {
        s3.createBucket({ Bucket: bucket, LocationConstraint: request.region, ObjectOwnership: request.ownership });
      }),

    deleteBucket: (bucket, options) =>
      translated(call('DeleteBucket', { bucket }, options), () => s3.deleteBucket({ Bucket: bucket })),

    bucketRegion: (bucket, options) =>
      translated(call('HeadBucket', { bucket }, options), () => s3.headBucket({ Bucket: bucket }).BucketRegion),

    listBuckets: (options) =>
      pages(
        call('ListBuckets', {}, options),
        (ContinuationToken) => s3.listBuckets({ ContinuationToken }),
        (page) => ({
          items: page.Buckets.map((bucket) => ({ name: bucket.Name, created: bucket.CreationDate })),
          next: page.ContinuationToken,
        }),
      ),

    listObjects: (bucket, request, options) =>
      pages(
        call('ListObjectsV2', { bucket }, options),
        (ContinuationToken) =>
          s3.listObjects({
            Bucket: bucket,
            Prefix: request.prefix,
            Delimiter: request.delimiter,
            StartAfter: request.startAfter,
            ContinuationToken,
          }),
        (page) => ({ items: entriesOf(page), next: page.NextContinuationToken }),
      ),

    putObject: (request, options) => putObject(s3, request, options),

    getObject: (bucket, key, options) => {
      const asked = call('GetObject', { bucket, key }, options);
      return translated(asked, () => {
        const found = s3.getObject({ Bucket: bucket, Key: key, Range: options?.range, IfMatch: options?.ifMatch });
        return {
          size: found.ContentLength,
          etag: unquoted(found.ETag),
          lastModified: found.LastModified,
          headers: headersOf(found),
          body: interruptible(found.Body, asked),
        };
      });
    },

    headObject: (bucket, key, options) =>
      translated(call('HeadObject', { bucket, key }, options), () => {
        const found = s3.headObject({ Bucket: bucket, Key: key });
        return {
          size: found.ContentLength,
          etag: unquoted(found.ETag),
          lastModified: found.LastModified,
          headers: headersOf(found),
        };
      }),

    deleteObjects: async (bucket, keys, options) => {
      for (let start = 0; start < keys.length; start += MOST_KEYS) {
        const Objects = keys.slice(start, start + MOST_KEYS).map((Key) => ({ Key }));
        await translated(call('DeleteObjects', { bucket }, options), async () => {
          const answers = await s3.deleteObjects({ Bucket: bucket, Objects });
          for (const { outcome } of answers) if (outcome instanceof AwsError) throw outcome;
        });
      }
    },

    getOwnership: (bucket, options) =>
      absentAs('OwnershipControlsNotFoundError', 'ObjectWriter' as const, () =>
        translated(
          call('GetBucketOwnershipControls', { bucket }, options),
          () => s3.getBucketOwnershipControls({ Bucket: bucket }).ObjectOwnership,
        ),
      ),

    getPublicAccessBlock: (bucket, options) =>
      absentAs('NoSuchPublicAccessBlockConfiguration', blockOf(NOTHING_BLOCKED), () =>
        translated(call('GetPublicAccessBlock', { bucket }, options), () =>
          blockOf(s3.getPublicAccessBlock({ Bucket: bucket })),
        ),
      ),

    putPublicAccessBlock: (bucket, block, options) =>
      translated(call('PutPublicAccessBlock', { bucket }, options), () =>
        s3.putPublicAccessBlock({
          Bucket: bucket,
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: block.blockPublicAcls,
            IgnorePublicAcls: block.ignorePublicAcls,
            BlockPublicPolicy: block.blockPublicPolicy,
            RestrictPublicBuckets: block.restrictPublicBuckets,
          },
        }),
      ),

    getBucketPolicy: (bucket, options) =>
      absentAs('NoSuchBucketPolicy', undefined, () =>
        translated(call('GetBucketPolicy', { bucket }, options), () => s3.getBucketPolicy({ Bucket: bucket })),
      ),

    putBucketPolicy: (bucket, policy, options) =>
      translated(call('PutBucketPolicy', { bucket }, options), () =>
        s3.putBucketPolicy({ Bucket: bucket, Policy: policy }),
      ),

    deleteBucketPolicy: (bucket, options) =>
      translated(call('DeleteBucketPolicy', { bucket }, options), () => s3.deleteBucketPolicy({ Bucket: bucket })),

    hasWebsite: (bucket, options) =>
      absentAs('NoSuchWebsiteConfiguration', false, () =>
        translated(call('GetBucketWebsite', { bucket }, options), () => {
          s3.getBucketWebsite({ Bucket: bucket });
          return true;
        }),
      ),

    getWebsite: (bucket, options) =>
      absentAs('NoSuchWebsiteConfiguration', undefined, () =>
        translated(call('GetBucketWebsite', { bucket }, options), () =>
          websiteOf(s3.getBucketWebsite({ Bucket: bucket })),
        ),
      ),

    putWebsite: (bucket, website, options) =>
      translated(call('PutBucketWebsite', { bucket }, options), () =>
        s3.putBucketWebsite({ Bucket: bucket, WebsiteConfiguration: configurationOf(website) }),
      ),

    deleteWebsite: (bucket, options) =>
      translated(call('DeleteBucketWebsite', { bucket }, options), () => s3.deleteBucketWebsite({ Bucket: bucket })),
  };
}

async function putObject(
  s3: S3,
  request: PutObjectRequest,
  options: PutObjectOptions | undefined,
): Promise<{ readonly etag: string }> {
  const { bucket, key, acl, condition } = request;
  const publicAcl = acl !== undefined && isPublicAcl(acl);
  const asked = call('PutObject', { bucket, key, publicAcl }, options);
  const put = () =>
    s3.putObject({
      Bucket: bucket,
      Key: key,
      Body: counted(request.body.open(), asked, options?.onProgress),
      ACL: acl,
      IfMatch: condition?.kind === 'version' ? condition.etag : undefined,
      IfNoneMatch: condition?.kind === 'absent' ? '*' : undefined,
      ...metadataOf(request.headers),
    });
  const { ETag } = await translated(asked, put);
  return { etag: unquoted(ETag) };
}

async function* counted(
  content: AsyncIterable<Uint8Array>,
  asked: PortCall,
  onProgress: ((sent: number) => void) | undefined,
): AsyncGenerator<Uint8Array> {
  let sent = 0;
  for await (const chunk of content) {
    throwIfInterrupted(asked);
    yield chunk;
    sent += chunk.length;
    onProgress?.(sent);
  }
}

async function* interruptible(content: AsyncIterable<Uint8Array>, asked: PortCall): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    throwIfInterrupted(asked);
    yield chunk;
  }
}

function call(operation: string, subject: RefusalSubject, options: CallOptions | undefined): PortCall {
  return { operation, subject, signal: options?.signal };
}

/** What the port answers where AWS says by an error that there is none. */
async function absentAs<Answer, Absent>(
  code: string,
  absent: Absent,
  ask: () => Promise<Answer>,
): Promise<Answer | Absent> {
  try {
    return await ask();
  } catch (error) {
    if (isS3FrontError(error) && error.aws?.code === code) return absent;
    throw error;
  }
}

/** A page's objects and prefixes in the one order that the port promises. */
function entriesOf(page: ObjectList): readonly ListEntry[] {
  const entries: (ListEntry & { readonly place: string })[] = [
    ...page.Contents.map((object) => ({ kind: 'object' as const, object: summaryOf(object), place: object.Key })),
    ...page.CommonPrefixes.map(({ Prefix }) => ({ kind: 'prefix' as const, prefix: Prefix, place: Prefix })),
  ];
  return entries.sort((left, right) => compareKeys(left.place, right.place)).map(({ place: _, ...entry }) => entry);
}

function summaryOf(object: ListedObject): ObjectSummary {
  return { key: object.Key, size: object.Size, lastModified: object.LastModified, etag: unquoted(object.ETag) };
}

function websiteOf(website: WebsiteConfiguration): BucketWebsite {
  const everything = website.RedirectAllRequestsTo;
  if (everything !== undefined) return { kind: 'redirect', host: everything.HostName, protocol: everything.Protocol };
  return {
    kind: 'pages',
    indexDocument: website.IndexDocument?.Suffix ?? '',
    errorDocument: website.ErrorDocument?.Key,
    routingRules: website.RoutingRules?.length ?? 0,
  };
}

function configurationOf(website: NewBucketWebsite): WebsiteConfiguration {
  switch (website.kind) {
    case 'redirect':
      return { RedirectAllRequestsTo: { HostName: website.host, Protocol: website.protocol } };
    case 'pages':
      return {
        IndexDocument: { Suffix: website.indexDocument },
        ...(website.errorDocument === undefined ? {} : { ErrorDocument: { Key: website.errorDocument } }),
      };
  }
}

function blockOf(block: PublicAccessBlockConfiguration): PublicAccessBlock {
  return {
    blockPublicAcls: block.BlockPublicAcls,
    ignorePublicAcls: block.IgnorePublicAcls,
    blockPublicPolicy: block.BlockPublicPolicy,
    restrictPublicBuckets: block.RestrictPublicBuckets,
  };
}

function metadataOf(headers: ObjectHeaders): ObjectMetadata {
  return {
    ContentType: headers.contentType,
    CacheControl: headers.cacheControl,
    ContentDisposition: headers.contentDisposition,
    ContentEncoding: headers.contentEncoding,
    ContentLanguage: headers.contentLanguage,
    Expires: headers.expires,
    WebsiteRedirectLocation: headers.websiteRedirect,
    StorageClass: headers.storageClass,
    Metadata: headers.metadata,
  };
}

function headersOf(metadata: ObjectMetadata): ObjectHeaders {
  return {
    contentType: metadata.ContentType,
    cacheControl: metadata.CacheControl,
    contentDisposition: metadata.ContentDisposition,
    contentEncoding: metadata.ContentEncoding,
    contentLanguage: metadata.ContentLanguage,
    expires: metadata.Expires,
    websiteRedirect: metadata.WebsiteRedirectLocation,
    storageClass: metadata.StorageClass,
    metadata: metadata.Metadata,
  };
}

function unquoted(etag: string): string {
  return etag.replaceAll('"', '');
}
