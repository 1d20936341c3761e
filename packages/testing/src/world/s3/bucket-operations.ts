import { s3Error } from '../aws-error.ts';
import { addToTally, tally } from '../tally.ts';
import { ALL_BLOCKED, checkNewBucketAcl, isOwnership } from './access.ts';
import { buckets, bucketsOfAccount, checkNewName } from './bucket.ts';
import { isRepeatedInFirstRegion, nameTaken, newRegion } from './new-bucket.ts';
import { objectKey, objects } from './object.ts';
import type { BucketRequest, CreateBucketRequest } from './requests.ts';
import type { Room } from './room.ts';

export interface ListBucketsRequest {
  /** At most, and by default, ten thousand. */
  readonly MaxBuckets?: number | undefined;
  /** The name to go on after. */
  readonly ContinuationToken?: string | undefined;
  readonly Prefix?: string | undefined;
}

export interface BucketList {
  readonly Buckets: readonly {
    readonly Name: string;
    /** Milliseconds since the epoch. */
    readonly CreationDate: number;
    readonly BucketRegion: string;
  }[];
  readonly ContinuationToken?: string | undefined;
}

/** Buckets themselves. */
export interface BucketOperations {
  /** Source: S3 API Reference, CreateBucket. */
  createBucket(request: CreateBucketRequest): { readonly Location: string };
  deleteBucket(request: BucketRequest): void;
  headBucket(request: BucketRequest): { readonly BucketRegion: string };
  listBuckets(request?: ListBucketsRequest): BucketList;
}

export function bucketOperations(room: Room): BucketOperations {
  return {
    createBucket(request: CreateBucketRequest): { readonly Location: string } {
      const { Bucket: name, ObjectOwnership: ownership = 'BucketOwnerEnforced' } = request;
      const { clock, limits } = room.context;
      const account = room.context.account.id;
      return room.change('CreateBucket', name, (transaction) => {
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
    },

    deleteBucket(request: BucketRequest): void {
      room.changeBucket('DeleteBucket', request, (bucket, transaction) => {
        if (transaction.scan(objects, { prefix: objectKey(bucket.name, ''), limit: 1 }).length > 0) {
          throw s3Error('BucketNotEmpty', 'The bucket you tried to delete is not empty', { BucketName: bucket.name });
        }
        transaction.remove(buckets, bucket.name);
        transaction.remove(bucketsOfAccount, `${bucket.owner}/${bucket.name}`);
        addToTally(transaction, `${bucket.owner}/buckets`, -1);
      });
    },

    headBucket(request: BucketRequest): { readonly BucketRegion: string } {
      return room.lookAtBucket('HeadBucket', request, (bucket) => ({ BucketRegion: bucket.region }));
    },

    listBuckets(request: ListBucketsRequest = {}): BucketList {
      const { MaxBuckets: most = 10_000, ContinuationToken: after, Prefix: prefix = '' } = request;
      if (!Number.isInteger(most) || most < 1 || most > 10_000) {
        throw s3Error('InvalidArgument', 'Argument max-buckets must be an integer between 1 and 10000');
      }
      const home = `${room.context.account.id}/`;
      return room.look('ListBuckets', '', (view) => {
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
    },
  };
}
