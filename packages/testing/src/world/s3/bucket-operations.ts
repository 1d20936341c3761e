import { s3Error } from '../aws-error.ts';
import { addToTally, tally } from '../tally.ts';
import { buckets, bucketsOfAccount } from './bucket.ts';
import { isRepeatedInFirstRegion, nameTaken, newBucket } from './new-bucket.ts';
import { objectKey, objects } from './object.ts';
import type { BucketRequest, CreateBucketRequest, S3Request } from './requests.ts';
import type { Room } from './room.ts';
import { dropUploadsOf } from './upload.ts';
import { hiddenVersions } from './versions.ts';

export interface ListBucketsRequest extends S3Request {
  /** At most, and by default, ten thousand. */
  readonly MaxBuckets?: number | undefined;
  /** The name to go on after. */
  readonly ContinuationToken?: string | undefined;
  readonly Prefix?: string | undefined;
  /** Only the buckets of this region. */
  readonly BucketRegion?: string | undefined;
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
  /** Where the bucket is, for its owner alone. */
  getBucketLocation(request: BucketRequest): { readonly BucketRegion: string };
  listBuckets(request?: ListBucketsRequest): BucketList;
}

export function bucketOperations(room: Room): BucketOperations {
  return {
    createBucket(request: CreateBucketRequest): { readonly Location: string } {
      const { Bucket: name } = request;
      const { limits } = room.context;
      const account = accountOf(room, request);
      return room.change('CreateBucket', name, (transaction) => {
        const made = newBucket(request, account, room.context.clock.now());
        const existing = transaction.get(buckets, name);
        if (existing !== undefined) {
          const endpoint = request.Region ?? made.region;
          if (isRepeatedInFirstRegion(existing, account, endpoint)) return { Location: `/${name}` };
          throw nameTaken(existing, account);
        }
        if (tally(transaction, `${account}/buckets`) >= limits.buckets) {
          throw s3Error('TooManyBuckets', 'You have attempted to create more buckets than allowed');
        }
        transaction.put(buckets, name, made);
        transaction.put(bucketsOfAccount, `${account}/${name}`, { name });
        addToTally(transaction, `${account}/buckets`, 1);
        return { Location: `/${name}` };
      });
    },

    deleteBucket(request: BucketRequest): void {
      room.changeBucket('DeleteBucket', request, (bucket, transaction) => {
        const inside = { prefix: objectKey(bucket.name, ''), limit: 1 };
        const full =
          transaction.scan(objects, inside).length > 0 || transaction.scan(hiddenVersions, inside).length > 0;
        if (full) {
          throw s3Error('BucketNotEmpty', 'The bucket you tried to delete is not empty', { BucketName: bucket.name });
        }
        dropUploadsOf(transaction, room.bodies, bucket.name);
        transaction.remove(buckets, bucket.name);
        transaction.remove(bucketsOfAccount, `${bucket.owner}/${bucket.name}`);
        addToTally(transaction, `${bucket.owner}/buckets`, -1);
      });
    },

    headBucket(request: BucketRequest): { readonly BucketRegion: string } {
      return room.lookAtBucket('HeadBucket', request, (bucket) => ({ BucketRegion: bucket.region }));
    },

    getBucketLocation(request: BucketRequest): { readonly BucketRegion: string } {
      return room.lookAtBucket('GetBucketLocation', request, (bucket) => ({ BucketRegion: bucket.region }));
    },

    listBuckets(request: ListBucketsRequest = {}): BucketList {
      const {
        MaxBuckets: most = 10_000,
        ContinuationToken: after,
        Prefix: prefix = '',
        BucketRegion: region,
      } = request;
      if (!Number.isInteger(most) || most < 1 || most > 10_000) {
        throw s3Error('InvalidArgument', 'Argument max-buckets must be an integer between 1 and 10000');
      }
      const home = `${accountOf(room, request)}/`;
      return room.look('ListBuckets', '', (view) => {
        const found = view.scan(bucketsOfAccount, {
          prefix: home + prefix,
          ...(after === undefined ? {} : { after: home + after }),
          limit: most + 1,
        });
        const taken = found.slice(0, most);
        const last = taken.at(-1)?.value.name;
        const page = taken
          .flatMap((entry) => view.get(buckets, entry.value.name) ?? [])
          .filter((bucket) => region === undefined || bucket.region === region);
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

/** @throws `AccessDenied` to whoever has no account */
function accountOf(room: Room, request: S3Request): string {
  const caller = room.callerOf(request);
  if (caller.kind !== 'account') throw s3Error('AccessDenied', 'Access Denied');
  return caller.account;
}
