import { s3Error } from '../aws-error.ts';
import { buckets, type KeptDocument, type VersioningStatus } from './bucket.ts';
import { type CorsRule, checkCors } from './cors.ts';
import { malformedXml } from './malformed-xml.ts';
import type { BucketRequest } from './requests.ts';
import type { Room } from './room.ts';
import { checkTags, MOST_BUCKET_TAGS, type Tag } from './tags.ts';
import type { WebsiteConfiguration } from './website.ts';

/** What a bucket does beyond keeping objects, and what it only remembers. */
export interface BucketFeatures {
  getBucketCors(request: BucketRequest): readonly CorsRule[];
  putBucketCors(request: BucketRequest & { readonly CORSRules: readonly CorsRule[] }): void;
  deleteBucketCors(request: BucketRequest): void;
  getBucketTagging(request: BucketRequest): readonly Tag[];
  putBucketTagging(request: BucketRequest & { readonly Tags: readonly Tag[] }): void;
  deleteBucketTagging(request: BucketRequest): void;
  getBucketVersioning(request: BucketRequest): { readonly Status?: VersioningStatus | undefined };
  putBucketVersioning(request: BucketRequest & { readonly Status: string | undefined }): void;
  /** Rules that nothing acts upon, as they were put. */
  getBucketLifecycleConfiguration(request: BucketRequest): string;
  putBucketLifecycleConfiguration(request: BucketRequest & { readonly Document: string }): void;
  deleteBucketLifecycle(request: BucketRequest): void;
  /** As it was put; undefined stands for what every bucket has from the start. */
  getBucketEncryption(request: BucketRequest): string | undefined;
  putBucketEncryption(request: BucketRequest & { readonly Document: string }): void;
  deleteBucketEncryption(request: BucketRequest): void;
  /** What the website endpoint serves by, whoever asks: undefined where there is no such bucket. */
  websiteOf(request: { readonly Bucket: string }): { readonly website: WebsiteConfiguration | undefined } | undefined;
  /** What the bucket allows other origins to do, whoever asks: undefined where nothing was said. */
  corsRulesOf(request: { readonly Bucket: string }): readonly CorsRule[] | undefined;
}

export function bucketFeatures(room: Room): BucketFeatures {
  function keep(operation: string, request: BucketRequest, kind: KeptDocument, document: string | undefined): void {
    room.replace(operation, request, (bucket) => {
      const { [kind]: _, ...others } = bucket.documents ?? {};
      return { ...bucket, documents: document === undefined ? others : { ...others, [kind]: document } };
    });
  }

  return {
    getBucketCors: (request) =>
      room.lookAtBucket('GetBucketCors', request, (bucket) => {
        if (bucket.cors !== undefined) return bucket.cors;
        throw s3Error('NoSuchCORSConfiguration', 'The CORS configuration does not exist', { BucketName: bucket.name });
      }),

    putBucketCors: (request) =>
      room.replace('PutBucketCors', request, (bucket) => {
        checkCors(request.CORSRules);
        return { ...bucket, cors: structuredClone(request.CORSRules) };
      }),

    deleteBucketCors: (request) => room.replace('DeleteBucketCors', request, ({ cors: _, ...bucket }) => bucket),

    getBucketTagging: (request) =>
      room.lookAtBucket('GetBucketTagging', request, (bucket) => {
        if (bucket.tags !== undefined) return bucket.tags;
        throw s3Error('NoSuchTagSet', 'The TagSet does not exist', { BucketName: bucket.name });
      }),

    putBucketTagging: (request) =>
      room.replace('PutBucketTagging', request, (bucket) => {
        checkTags(request.Tags, MOST_BUCKET_TAGS);
        const { tags: _, ...untagged } = bucket;
        return request.Tags.length === 0 ? untagged : { ...untagged, tags: structuredClone(request.Tags) };
      }),

    deleteBucketTagging: (request) => room.replace('DeleteBucketTagging', request, ({ tags: _, ...bucket }) => bucket),

    getBucketVersioning: (request) =>
      room.lookAtBucket('GetBucketVersioning', request, (bucket) => ({ Status: bucket.versioning })),

    putBucketVersioning: (request) =>
      room.replace('PutBucketVersioning', request, (bucket) => {
        const { Status: status } = request;
        if (status === 'Enabled' || status === 'Suspended') return { ...bucket, versioning: status };
        if (status !== undefined) throw malformedXml();
        throw s3Error('IllegalVersioningConfigurationException', 'The Versioning element must be specified');
      }),

    getBucketLifecycleConfiguration: (request) =>
      room.lookAtBucket('GetBucketLifecycleConfiguration', request, (bucket) => {
        const document = bucket.documents?.lifecycle;
        if (document !== undefined) return document;
        throw s3Error('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', {
          BucketName: bucket.name,
        });
      }),

    putBucketLifecycleConfiguration: (request) =>
      keep('PutBucketLifecycleConfiguration', request, 'lifecycle', request.Document),

    deleteBucketLifecycle: (request) => keep('DeleteBucketLifecycle', request, 'lifecycle', undefined),

    getBucketEncryption: (request) =>
      room.lookAtBucket('GetBucketEncryption', request, (bucket) => bucket.documents?.encryption),

    putBucketEncryption: (request) => keep('PutBucketEncryption', request, 'encryption', request.Document),

    deleteBucketEncryption: (request) => keep('DeleteBucketEncryption', request, 'encryption', undefined),

    websiteOf: (request) =>
      room.context.store.read((view) => {
        const bucket = view.get(buckets, request.Bucket);
        return bucket === undefined ? undefined : { website: bucket.website };
      }),

    corsRulesOf: (request) => room.context.store.read((view) => view.get(buckets, request.Bucket)?.cors),
  };
}
