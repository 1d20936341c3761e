import type { ObjectOwnership } from '@aws-sdk/client-s3';
import { type BucketName, isAccountRegional } from '../naming/bucket-name.ts';
import type { CallOptions } from '../ports/call-options.ts';
import type { ObjectStore, PublicAccessBlock } from '../ports/object-store.ts';
import { atBorder, type Call, everyItem, refusalCode } from './border.ts';
import { bucketRegion } from './bucket-region.ts';
import type { Clients, S3 } from './clients.ts';
import { readBuckets } from './s3-listing.ts';
import { readWebsite, writeWebsite } from './website.ts';
import { httpOptions } from './wire.ts';

type BucketCalls = Pick<
  ObjectStore,
  | 'createBucket'
  | 'deleteBucket'
  | 'bucketRegion'
  | 'listBuckets'
  | 'getOwnership'
  | 'getPublicAccessBlock'
  | 'putPublicAccessBlock'
  | 'getBucketPolicy'
  | 'putBucketPolicy'
  | 'deleteBucketPolicy'
  | 'hasWebsite'
  | 'getWebsite'
  | 'putWebsite'
  | 'deleteWebsite'
>;

const NOTHING_BLOCKED: PublicAccessBlock = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};

/** What is asked of S3 about buckets themselves. */
export function bucketCalls(clients: Clients): BucketCalls {
  /** One call about one bucket. */
  function ask<Answer>(
    operation: string,
    bucket: BucketName,
    options: CallOptions | undefined,
    run: (s3: S3, http: ReturnType<typeof httpOptions>) => Promise<Answer>,
  ): Promise<Answer> {
    const call: Call = { service: 's3', operation, subject: { bucket }, signal: options?.signal };
    return atBorder(call, async () => run(await clients.s3(), httpOptions(options)));
  }

  return {
    createBucket: (bucket, { region, ownership }, options) => {
      const subject = { bucket, region };
      return atBorder({ service: 's3', operation: 'CreateBucket', subject, signal: options?.signal }, async () => {
        // A bucket is made in the region of the endpoint that is asked; the SDK adds the matching location constraint
        // everywhere but in us-east-1, which knows none.
        const { sdk, client } = await clients.s3(region);
        const command = new sdk.CreateBucketCommand({
          Bucket: bucket,
          ObjectOwnership: ownership,
          ...(isAccountRegional(bucket) ? { BucketNamespace: 'account-regional' } : {}),
        });
        await client.send(command, httpOptions(options));
      });
    },

    deleteBucket: (bucket, options) =>
      ask('DeleteBucket', bucket, options, async ({ sdk, client }, http) => {
        await client.send(new sdk.DeleteBucketCommand({ Bucket: bucket }), http);
      }),

    bucketRegion: (bucket, options) => bucketRegion(clients, bucket, options),

    listBuckets: (options) =>
      everyItem(
        { service: 's3', operation: 'ListBuckets', subject: {}, signal: options?.signal },
        async () => {
          const { sdk, client } = await clients.s3();
          // Without a page size S3 refuses to list an account with more than 10,000 buckets.
          return sdk.paginateListBuckets({ client, pageSize: 1000 }, {}, httpOptions(options));
        },
        readBuckets,
      ),

    getOwnership: (bucket, options) =>
      ask('GetBucketOwnershipControls', bucket, options, async ({ sdk, client }, http) => {
        const command = new sdk.GetBucketOwnershipControlsCommand({ Bucket: bucket });
        // A bucket without the setting is older than it: its ACLs count, and whoever writes an object owns it.
        const answer = await unlessAbsent('OwnershipControlsNotFoundError', () => client.send(command, http));
        const found: ObjectOwnership | undefined = answer?.OwnershipControls?.Rules?.[0]?.ObjectOwnership;
        return found ?? 'ObjectWriter';
      }),

    getPublicAccessBlock: (bucket, options) =>
      ask('GetPublicAccessBlock', bucket, options, async ({ sdk, client }, http) => {
        const command = new sdk.GetPublicAccessBlockCommand({ Bucket: bucket });
        const answer = await unlessAbsent('NoSuchPublicAccessBlockConfiguration', () => client.send(command, http));
        const block = answer?.PublicAccessBlockConfiguration;
        if (block === undefined) return NOTHING_BLOCKED;
        return {
          blockPublicAcls: block.BlockPublicAcls ?? false,
          ignorePublicAcls: block.IgnorePublicAcls ?? false,
          blockPublicPolicy: block.BlockPublicPolicy ?? false,
          restrictPublicBuckets: block.RestrictPublicBuckets ?? false,
        };
      }),

    putPublicAccessBlock: (bucket, block, options) =>
      ask('PutPublicAccessBlock', bucket, options, async ({ sdk, client }, http) => {
        const command = new sdk.PutPublicAccessBlockCommand({
          Bucket: bucket,
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: block.blockPublicAcls,
            IgnorePublicAcls: block.ignorePublicAcls,
            BlockPublicPolicy: block.blockPublicPolicy,
            RestrictPublicBuckets: block.restrictPublicBuckets,
          },
        });
        await client.send(command, http);
      }),

    getBucketPolicy: (bucket, options) =>
      ask('GetBucketPolicy', bucket, options, async ({ sdk, client }, http) => {
        const command = new sdk.GetBucketPolicyCommand({ Bucket: bucket });
        const answer = await unlessAbsent('NoSuchBucketPolicy', () => client.send(command, http));
        return answer?.Policy;
      }),

    putBucketPolicy: (bucket, policy, options) =>
      ask('PutBucketPolicy', bucket, options, async ({ sdk, client }, http) => {
        await client.send(new sdk.PutBucketPolicyCommand({ Bucket: bucket, Policy: policy }), http);
      }),

    deleteBucketPolicy: (bucket, options) =>
      ask('DeleteBucketPolicy', bucket, options, async ({ sdk, client }, http) => {
        await client.send(new sdk.DeleteBucketPolicyCommand({ Bucket: bucket }), http);
      }),

    hasWebsite: (bucket, options) =>
      ask('GetBucketWebsite', bucket, options, async ({ sdk, client }, http) => {
        const command = new sdk.GetBucketWebsiteCommand({ Bucket: bucket });
        const answer = await unlessAbsent('NoSuchWebsiteConfiguration', () => client.send(command, http));
        return answer !== undefined;
      }),

    getWebsite: (bucket, options) =>
      ask('GetBucketWebsite', bucket, options, async ({ sdk, client }, http) => {
        const command = new sdk.GetBucketWebsiteCommand({ Bucket: bucket });
        const answer = await unlessAbsent('NoSuchWebsiteConfiguration', () => client.send(command, http));
        return answer === undefined ? undefined : readWebsite(answer);
      }),

    putWebsite: (bucket, website, options) =>
      ask('PutBucketWebsite', bucket, options, async ({ sdk, client }, http) => {
        const input = { Bucket: bucket, WebsiteConfiguration: writeWebsite(website) };
        await client.send(new sdk.PutBucketWebsiteCommand(input), http);
      }),

    deleteWebsite: (bucket, options) =>
      ask('DeleteBucketWebsite', bucket, options, async ({ sdk, client }, http) => {
        await client.send(new sdk.DeleteBucketWebsiteCommand({ Bucket: bucket }), http);
      }),
  };
}

/** The answer, or undefined when AWS says with this code that there is none. */
async function unlessAbsent<Answer>(code: string, ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (refusalCode(error) === code) return undefined;
    throw error;
  }
}
