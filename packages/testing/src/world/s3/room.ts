import type { WorldContext } from '../context.ts';
import type { Transaction, View } from '../store/store.ts';
import type { PublicAccessBlockConfiguration } from './access.ts';
import { authorize, isAllowed } from './authorization.ts';
import { BodyLedger } from './body-ledger.ts';
import { type BucketRecord, buckets, findBucket } from './bucket.ts';
import type { S3Caller } from './caller.ts';
import { type ObjectRecord, objectKey } from './object.ts';
import { actionOf } from './operation-action.ts';
import type { BucketRequest, S3Request } from './requests.ts';
import { VersionKeeper } from './versions.ts';

/** What the families of S3's operations share: the way in, and the bucket that a call is about. */
export class Room {
  readonly context: WorldContext;
  readonly bodies: BodyLedger;
  readonly versions: VersionKeeper;

  constructor(context: WorldContext) {
    this.context = context;
    this.bodies = new BodyLedger(context);
    this.versions = new VersionKeeper(this.bodies, (transaction) => context.identifiers.token(transaction));
  }

  blocksOf(bucket: BucketRecord): readonly (PublicAccessBlockConfiguration | undefined)[] {
    const { account } = this.context;
    return account.id === bucket.owner
      ? [bucket.publicAccessBlock, account.publicAccessBlock]
      : [bucket.publicAccessBlock];
  }

  callerOf(request: S3Request): S3Caller {
    return request.Caller ?? { kind: 'account', account: this.context.account.id };
  }

  /** The bucket that the call names, when the caller may do this to it. */
  bucketFor(view: View, request: BucketRequest, operation: string): BucketRecord {
    const bucket = this.openBucket(view, request);
    this.allow(bucket, request, actionOf(operation));
    return bucket;
  }

  /** The bucket that the call names; what the caller may do has still to be asked. */
  openBucket(view: View, request: BucketRequest): BucketRecord {
    return findBucket(view, request.Bucket, { region: request.Region, owner: request.ExpectedBucketOwner });
  }

  /** @throws `AccessDenied` */
  allow(bucket: BucketRecord, request: BucketRequest, action: string, on: ObjectInQuestion = {}): void {
    authorize(this.#question(bucket, request, action, on));
  }

  mayDo(bucket: BucketRecord, request: BucketRequest, action: string, on: ObjectInQuestion = {}): boolean {
    return isAllowed(this.#question(bucket, request, action, on));
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
    return this.look(operation, resourceOf(request), (view) => look(this.bucketFor(view, request, operation), view));
  }

  changeBucket<Answer>(
    operation: string,
    request: BucketRequest & { readonly Key?: string | undefined },
    change: (bucket: BucketRecord, transaction: Transaction) => Answer,
  ): Answer {
    return this.change(operation, resourceOf(request), (transaction) =>
      change(this.bucketFor(transaction, request, operation), transaction),
    );
  }

  replace(operation: string, request: BucketRequest, change: (bucket: BucketRecord) => BucketRecord): void {
    this.changeBucket(operation, request, (bucket, transaction) =>
      transaction.put(buckets, bucket.name, change(bucket)),
    );
  }

  #question(bucket: BucketRecord, request: BucketRequest, action: string, on: ObjectInQuestion) {
    return {
      caller: this.callerOf(request),
      action,
      bucket,
      key: on.key,
      object: on.object,
      conditions: request.Conditions,
      blocks: this.blocksOf(bucket),
      now: this.context.clock.now(),
    };
  }
}

/** The object that an action is about; without a key it is about the bucket. */
export interface ObjectInQuestion {
  readonly key?: string | undefined;
  readonly object?: ObjectRecord | undefined;
}

function resourceOf(request: BucketRequest & { readonly Key?: string | undefined }): string {
  return request.Key === undefined ? request.Bucket : objectKey(request.Bucket, request.Key);
}
