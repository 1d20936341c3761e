import type { WorldContext } from '../context.ts';
import type { Transaction, View } from '../store/store.ts';
import type { PublicAccessBlockConfiguration } from './access.ts';
import { BodyLedger } from './body-ledger.ts';
import { type BucketRecord, buckets, findBucket } from './bucket.ts';
import { objectKey } from './object.ts';
import type { BucketRequest } from './requests.ts';

/** What the families of S3's operations share: the way in, and the bucket that a call is about. */
export class Room {
  readonly context: WorldContext;
  readonly bodies: BodyLedger;

  constructor(context: WorldContext) {
    this.context = context;
    this.bodies = new BodyLedger(context);
  }

  blocksOf(bucket: BucketRecord): readonly (PublicAccessBlockConfiguration | undefined)[] {
    return [bucket.publicAccessBlock, this.context.account.publicAccessBlock];
  }

  callerOf(request: BucketRequest): { readonly account: string; readonly region?: string | undefined } {
    return { account: this.context.account.id, region: request.Region };
  }

  look<Answer>(operation: string, resource: string, look: (view: View) => Answer): Answer {
    const { store, operations } = this.context;
    return operations.run({ service: 's3', operation, resource }, () => store.read(look));
  }

  change<Answer>(operation: string, resource: string, change: (transaction: Transaction) => Answer): Answer {
    const { store, operations } = this.context;
    return operations.run({ service: 's3', operation, resource }, () => store.transact(change));
  }

  lookAtBucket<Answer>(
    operation: string,
    request: BucketRequest & { readonly Key?: string | undefined },
    look: (bucket: BucketRecord, view: View) => Answer,
  ): Answer {
    return this.look(operation, resourceOf(request), (view) =>
      look(findBucket(view, request.Bucket, this.callerOf(request)), view),
    );
  }

  changeBucket(
    operation: string,
    request: BucketRequest & { readonly Key?: string | undefined },
    change: (bucket: BucketRecord, transaction: Transaction) => void,
  ): void {
    this.change(operation, resourceOf(request), (transaction) =>
      change(findBucket(transaction, request.Bucket, this.callerOf(request)), transaction),
    );
  }

  replace(operation: string, request: BucketRequest, change: (bucket: BucketRecord) => BucketRecord): void {
    this.changeBucket(operation, request, (bucket, transaction) =>
      transaction.put(buckets, bucket.name, change(bucket)),
    );
  }
}

function resourceOf(request: BucketRequest & { readonly Key?: string | undefined }): string {
  return request.Key === undefined ? request.Bucket : objectKey(request.Bucket, request.Key);
}
