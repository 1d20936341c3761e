import { s3Error } from '../aws-error.ts';
import type { ByteRange, WrittenBody } from '../bodies/body-store.ts';
import type { WorldContext } from '../context.ts';
import type { Transaction, View } from '../store/store.ts';
import { addToTally, tally } from '../tally.ts';
import {
  ALL_BLOCKED,
  checkNewBucketAcl,
  checkObjectAcl,
  isOwnership,
  NOTHING_BLOCKED,
  type ObjectOwnership,
  type PublicAccessBlockConfiguration,
} from './access.ts';
import { BodyLedger, type NotedBody } from './body-ledger.ts';
import { type BucketRecord, buckets, bucketsOfAccount, checkNewName, findBucket } from './bucket.ts';
import { checkPolicy } from './bucket-policy.ts';
import { isRepeatedInFirstRegion, nameTaken, newRegion } from './new-bucket.ts';
import { checkKey, checkMetadata, type ObjectMetadata, type ObjectRecord, objectKey, objects } from './object.ts';
import { type ListObjectsRequest, listObjects, type ObjectList } from './object-list.ts';
import { checkPutCondition } from './put-condition.ts';
import type {
  BucketRequest,
  CreateBucketRequest,
  GetObjectAnswer,
  ObjectHead,
  ObjectRequest,
  PutObjectRequest,
} from './requests.ts';
import { findObject, headOf, metadataOf, rangeWithin } from './stored-object.ts';
import { checkWebsite, type WebsiteConfiguration } from './website.ts';

/** S3 with the semantics of today: what it refuses, and what it says then. */
export class S3 {
  readonly #context: WorldContext;
  readonly #bodies: BodyLedger;

  constructor(context: WorldContext) {
    this.#context = context;
    this.#bodies = new BodyLedger(context);
  }

  /** Source: S3 API Reference, CreateBucket. */
  createBucket(request: CreateBucketRequest): { readonly Location: string } {
    const { Bucket: name, ObjectOwnership: ownership = 'BucketOwnerEnforced' } = request;
    const { clock, limits } = this.#context;
    const account = this.#context.account.id;
    return this.#change('CreateBucket', name, (transaction) => {
      checkNewName(name);
      const region = newRegion(request.LocationConstraint, request.Region);
      const endpoint = request.Region ?? region;
      if (!isOwnership(ownership))
        throw s3Error('InvalidArgument', `Invalid x-amz-object-ownership header: ${ownership}`);
      checkNewBucketAcl(request.ACL, ownership);
      const existing = transaction.get(buckets, name);
      if (existing !== undefined) {
        if (isRepeatedInFirstRegion(existing, account, endpoint)) return { Location: `/${name}` };
        throw nameTaken(existing, account);
      }
      if (tally(transaction, `${account}/buckets`) >= limits.buckets) {
        throw s3Error('TooManyBuckets', 'You have attempted to create more buckets than allowed');
      }
      transaction.put(buckets, name, {
        name,
        owner: account,
        region,
        created: clock.now(),
        ownership,
        publicAccessBlock: ALL_BLOCKED,
      });
      transaction.put(bucketsOfAccount, `${account}/${name}`, { name });
      addToTally(transaction, `${account}/buckets`, 1);
      return { Location: `/${name}` };
    });
  }

  deleteBucket(request: BucketRequest): void {
    this.#changeBucket('DeleteBucket', request, (bucket, transaction) => {
      if (transaction.scan(objects, { prefix: objectKey(bucket.name, ''), limit: 1 }).length > 0) {
        throw s3Error('BucketNotEmpty', 'The bucket you tried to delete is not empty', { BucketName: bucket.name });
      }
      transaction.remove(buckets, bucket.name);
      transaction.remove(bucketsOfAccount, `${bucket.owner}/${bucket.name}`);
      addToTally(transaction, `${bucket.owner}/buckets`, -1);
    });
  }

  headBucket(request: BucketRequest): { readonly BucketRegion: string } {
    return this.#lookAtBucket('HeadBucket', request, (bucket) => ({ BucketRegion: bucket.region }));
  }

  /** `ContinuationToken` is the name to go on after. */
  listBuckets(
    request: {
      readonly MaxBuckets?: number | undefined;
      readonly ContinuationToken?: string | undefined;
      readonly Prefix?: string | undefined;
    } = {},
  ): {
    readonly Buckets: readonly {
      readonly Name: string;
      readonly CreationDate: number;
      readonly BucketRegion: string;
    }[];
    readonly ContinuationToken?: string | undefined;
  } {
    const { MaxBuckets: most = 10_000, ContinuationToken: after, Prefix: prefix = '' } = request;
    if (!Number.isInteger(most) || most < 1 || most > 10_000) {
      throw s3Error('InvalidArgument', 'Argument max-buckets must be an integer between 1 and 10000');
    }
    const home = `${this.#context.account.id}/`;
    return this.#look('ListBuckets', '', (view) => {
      const found = view.scan(bucketsOfAccount, {
        prefix: home + prefix,
        ...(after === undefined ? {} : { after: home + after }),
        limit: most + 1,
      });
      const page = found.slice(0, most).flatMap((entry) => view.get(buckets, entry.value.name) ?? []);
      const last = page.at(-1)?.name;
      return {
        Buckets: page.map((bucket) => ({
          Name: bucket.name,
          CreationDate: bucket.created,
          BucketRegion: bucket.region,
        })),
        ...(found.length > most && last !== undefined ? { ContinuationToken: last } : {}),
      };
    });
  }

  getPublicAccessBlock(request: BucketRequest): PublicAccessBlockConfiguration {
    return this.#lookAtBucket('GetPublicAccessBlock', request, (bucket) => {
      if (bucket.publicAccessBlock !== undefined) return bucket.publicAccessBlock;
      throw s3Error('NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found', {
        BucketName: bucket.name,
      });
    });
  }

  putPublicAccessBlock(
    request: BucketRequest & { readonly PublicAccessBlockConfiguration: Partial<PublicAccessBlockConfiguration> },
  ): void {
    const block = { ...NOTHING_BLOCKED, ...request.PublicAccessBlockConfiguration };
    this.#replace('PutPublicAccessBlock', request, (bucket) => ({ ...bucket, publicAccessBlock: block }));
  }

  deletePublicAccessBlock(request: BucketRequest): void {
    this.#replace('DeletePublicAccessBlock', request, ({ publicAccessBlock: _, ...bucket }) => bucket);
  }

  getBucketOwnershipControls(request: BucketRequest): { readonly ObjectOwnership: ObjectOwnership } {
    return this.#lookAtBucket('GetBucketOwnershipControls', request, (bucket) => {
      if (bucket.ownership !== undefined) return { ObjectOwnership: bucket.ownership };
      throw s3Error('OwnershipControlsNotFoundError', 'The bucket ownership controls were not found', {
        BucketName: bucket.name,
      });
    });
  }

  putBucketOwnershipControls(request: BucketRequest & { readonly ObjectOwnership: string }): void {
    const { ObjectOwnership: ownership } = request;
    this.#replace('PutBucketOwnershipControls', request, (bucket) => {
      if (!isOwnership(ownership))
        throw s3Error(
          'MalformedXML',
          'The XML you provided was not well-formed or did not validate against our published schema',
        );
      return { ...bucket, ownership };
    });
  }

  deleteBucketOwnershipControls(request: BucketRequest): void {
    this.#replace('DeleteBucketOwnershipControls', request, ({ ownership: _, ...bucket }) => bucket);
  }

  /** The policy as it was put, byte for byte. */
  getBucketPolicy(request: BucketRequest): string {
    return this.#lookAtBucket('GetBucketPolicy', request, (bucket) => {
      if (bucket.policy !== undefined) return bucket.policy;
      throw s3Error('NoSuchBucketPolicy', 'The bucket policy does not exist', { BucketName: bucket.name });
    });
  }

  putBucketPolicy(request: BucketRequest & { readonly Policy: string }): void {
    const { Policy: policy } = request;
    this.#replace('PutBucketPolicy', request, (bucket) => {
      const checked = checkPolicy(policy, bucket.name);
      if (checked.public && this.#blocksOf(bucket).some((block) => block?.BlockPublicPolicy === true)) {
        throw s3Error(
          'AccessDenied',
          `User: arn:aws:iam::${bucket.owner}:root is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${bucket.name}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
        );
      }
      return { ...bucket, policy };
    });
  }

  deleteBucketPolicy(request: BucketRequest): void {
    this.#replace('DeleteBucketPolicy', request, ({ policy: _, ...bucket }) => bucket);
  }

  getBucketWebsite(request: BucketRequest): WebsiteConfiguration {
    return this.#lookAtBucket('GetBucketWebsite', request, (bucket) => {
      if (bucket.website !== undefined) return bucket.website;
      throw s3Error('NoSuchWebsiteConfiguration', 'The specified bucket does not have a website configuration', {
        BucketName: bucket.name,
      });
    });
  }

  putBucketWebsite(request: BucketRequest & { readonly WebsiteConfiguration: WebsiteConfiguration }): void {
    const website = structuredClone(request.WebsiteConfiguration);
    this.#replace('PutBucketWebsite', request, (bucket) => {
      checkWebsite(website);
      return { ...bucket, website };
    });
  }

  deleteBucketWebsite(request: BucketRequest): void {
    this.#replace('DeleteBucketWebsite', request, ({ website: _, ...bucket }) => bucket);
  }

  /** Streams; what is refused is refused before a byte is read, and checked again when the last one has come. */
  async putObject(request: PutObjectRequest): Promise<{ readonly ETag: string; readonly Size: number }> {
    const { Bucket: name, Key: key } = request;
    const { store, operations } = this.#context;
    const metadata = metadataOf(request);
    return operations.runLong({ service: 's3', operation: 'PutObject', resource: objectKey(name, key) }, async () => {
      store.read((view) => this.#checkPut(view, request));
      const begun = this.#bodies.begin();
      const written = await this.#write(request, metadata, begun);
      await this.#bodies.sweepQuietly();
      return { ETag: `"${written.md5}"`, Size: written.size };
    });
  }

  headObject(request: ObjectRequest): ObjectHead {
    return this.#lookAtBucket('HeadObject', request, (bucket, view) => headOf(findObject(view, bucket, request.Key)));
  }

  getObject(
    request: ObjectRequest & {
      readonly Range?: ByteRange | undefined;
      /** With or without quotes. */
      readonly IfMatch?: string | undefined;
    },
  ): GetObjectAnswer {
    return this.#lookAtBucket('GetObject', request, (bucket, view) => {
      const record = findObject(view, bucket, request.Key);
      if (request.IfMatch !== undefined && request.IfMatch.replaceAll('"', '') !== record.etag) {
        throw s3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
          Condition: 'If-Match',
        });
      }
      const range = rangeWithin(request.Range, record.size);
      return {
        ...headOf(record),
        ...(range === undefined ? {} : { ContentLength: range.last - range.first + 1 }),
        Body: this.#context.bodies.read(record.body, range),
        ACL: record.acl,
      };
    });
  }

  /** Nothing happens when the object is not there. */
  async deleteObject(request: ObjectRequest): Promise<void> {
    this.#changeBucket('DeleteObject', request, (bucket, transaction) => {
      this.#dropObject(transaction, bucket.name, request.Key);
    });
    await this.#bodies.sweepQuietly();
  }

  /** Up to a thousand keys; what is not there counts as deleted. */
  async deleteObjects(
    request: BucketRequest & { readonly Keys: readonly string[] },
  ): Promise<{ readonly Deleted: readonly string[] }> {
    const { Keys: keys } = request;
    this.#changeBucket('DeleteObjects', request, (bucket, transaction) => {
      if (keys.length === 0 || keys.length > 1000) {
        throw s3Error(
          'MalformedXML',
          'The XML you provided was not well-formed or did not validate against our published schema',
        );
      }
      for (const key of keys) this.#dropObject(transaction, bucket.name, key);
    });
    await this.#bodies.sweepQuietly();
    return { Deleted: keys };
  }

  listObjects(request: BucketRequest & ListObjectsRequest): ObjectList {
    return this.#lookAtBucket('ListObjectsV2', request, (bucket, view) => listObjects(view, bucket.name, request));
  }

  /** Removes what killed uploads and replaced objects left behind, so many bodies at most; answers how many. */
  sweep(limit?: number): Promise<number> {
    return this.#bodies.sweep(limit);
  }

  /** Writes the body, and then lets the object refer to it; when either fails, the body is taken back. */
  async #write(request: PutObjectRequest, metadata: ObjectMetadata, begun: NotedBody): Promise<WrittenBody> {
    const { Bucket: name, Key: key } = request;
    const { store, bodies, clock } = this.#context;
    try {
      const written = await bodies.write(begun.name, request.Body);
      store.transact((transaction) => {
        this.#checkPut(transaction, request);
        this.#dropObject(transaction, name, key);
        this.#bodies.keep(transaction, begun);
        const record: ObjectRecord = {
          ...metadata,
          size: written.size,
          etag: written.md5,
          lastModified: clock.now(),
          body: begun.name,
          acl: request.ACL ?? 'private',
        };
        transaction.put(objects, objectKey(name, key), record);
      });
      return written;
    } catch (error) {
      await this.#bodies.abandon(begun);
      throw error;
    }
  }

  #checkPut(view: View, request: PutObjectRequest): void {
    const bucket = findBucket(view, request.Bucket, this.#callerOf(request));
    checkKey(request.Key);
    checkMetadata(request);
    const rules = { ownership: bucket.ownership, blocks: this.#blocksOf(bucket) };
    const resource = `arn:aws:s3:::${bucket.name}/${request.Key}`;
    checkObjectAcl(request.ACL, rules, resource, this.#context.account.id);
    checkPutCondition(view.get(objects, objectKey(bucket.name, request.Key))?.etag, request);
  }

  #dropObject(transaction: Transaction, bucket: string, key: string): void {
    const existing = transaction.get(objects, objectKey(bucket, key));
    if (existing === undefined) return;
    transaction.remove(objects, objectKey(bucket, key));
    this.#bodies.drop(transaction, existing.body);
  }

  #blocksOf(bucket: BucketRecord): readonly (PublicAccessBlockConfiguration | undefined)[] {
    return [bucket.publicAccessBlock, this.#context.account.publicAccessBlock];
  }

  #callerOf(request: BucketRequest): { readonly account: string; readonly region?: string | undefined } {
    return { account: this.#context.account.id, region: request.Region };
  }

  #look<Answer>(operation: string, resource: string, look: (view: View) => Answer): Answer {
    const { store, operations } = this.#context;
    return operations.run({ service: 's3', operation, resource }, () => store.read(look));
  }

  #change<Answer>(operation: string, resource: string, change: (transaction: Transaction) => Answer): Answer {
    const { store, operations } = this.#context;
    return operations.run({ service: 's3', operation, resource }, () => store.transact(change));
  }

  #lookAtBucket<Answer>(
    operation: string,
    request: BucketRequest & { readonly Key?: string | undefined },
    look: (bucket: BucketRecord, view: View) => Answer,
  ): Answer {
    return this.#look(operation, resourceOf(request), (view) =>
      look(findBucket(view, request.Bucket, this.#callerOf(request)), view),
    );
  }

  #changeBucket(
    operation: string,
    request: BucketRequest & { readonly Key?: string | undefined },
    change: (bucket: BucketRecord, transaction: Transaction) => void,
  ): void {
    this.#change(operation, resourceOf(request), (transaction) =>
      change(findBucket(transaction, request.Bucket, this.#callerOf(request)), transaction),
    );
  }

  #replace(operation: string, request: BucketRequest, change: (bucket: BucketRecord) => BucketRecord): void {
    this.#changeBucket(operation, request, (bucket, transaction) =>
      transaction.put(buckets, bucket.name, change(bucket)),
    );
  }
}

function resourceOf(request: BucketRequest & { readonly Key?: string | undefined }): string {
  return request.Key === undefined ? request.Bucket : objectKey(request.Bucket, request.Key);
}
