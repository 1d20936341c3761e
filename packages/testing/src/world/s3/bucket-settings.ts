import { s3Error } from '../aws-error.ts';
import { isOwnership, NOTHING_BLOCKED, type ObjectOwnership, type PublicAccessBlockConfiguration } from './access.ts';
import { grantsOfBucket } from './authorization.ts';
import type { BucketRecord } from './bucket.ts';
import { checkPolicy, isPublicPolicy } from './bucket-policy.ts';
import { malformedXml } from './malformed-xml.ts';
import type { BucketRequest } from './requests.ts';
import type { Room } from './room.ts';
import { checkWebsite, type WebsiteConfiguration } from './website.ts';

/** What is set on a bucket. */
export interface BucketSettings {
  getPublicAccessBlock(request: BucketRequest): PublicAccessBlockConfiguration;
  putPublicAccessBlock(
    request: BucketRequest & { readonly PublicAccessBlockConfiguration: Partial<PublicAccessBlockConfiguration> },
  ): void;
  deletePublicAccessBlock(request: BucketRequest): void;
  getBucketOwnershipControls(request: BucketRequest): { readonly ObjectOwnership: ObjectOwnership };
  putBucketOwnershipControls(request: BucketRequest & { readonly ObjectOwnership: string }): void;
  deleteBucketOwnershipControls(request: BucketRequest): void;
  /** The policy as it was put, byte for byte. */
  getBucketPolicy(request: BucketRequest): string;
  putBucketPolicy(request: BucketRequest & { readonly Policy: string }): void;
  deleteBucketPolicy(request: BucketRequest): void;
  /** Whether the policy makes the bucket public. */
  getBucketPolicyStatus(request: BucketRequest): { readonly IsPublic: boolean };
  getBucketWebsite(request: BucketRequest): WebsiteConfiguration;
  putBucketWebsite(request: BucketRequest & { readonly WebsiteConfiguration: WebsiteConfiguration }): void;
  deleteBucketWebsite(request: BucketRequest): void;
}

export function bucketSettings(room: Room): BucketSettings {
  return {
    getPublicAccessBlock(request: BucketRequest): PublicAccessBlockConfiguration {
      return room.lookAtBucket('GetPublicAccessBlock', request, (bucket) => {
        if (bucket.publicAccessBlock !== undefined) return bucket.publicAccessBlock;
        throw s3Error('NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found', {
          BucketName: bucket.name,
        });
      });
    },

    putPublicAccessBlock(
      request: BucketRequest & { readonly PublicAccessBlockConfiguration: Partial<PublicAccessBlockConfiguration> },
    ): void {
      const block = { ...NOTHING_BLOCKED, ...request.PublicAccessBlockConfiguration };
      room.replace('PutPublicAccessBlock', request, (bucket) => ({ ...bucket, publicAccessBlock: block }));
    },

    deletePublicAccessBlock(request: BucketRequest): void {
      room.replace('DeletePublicAccessBlock', request, ({ publicAccessBlock: _, ...bucket }) => bucket);
    },

    getBucketOwnershipControls(request: BucketRequest): { readonly ObjectOwnership: ObjectOwnership } {
      return room.lookAtBucket('GetBucketOwnershipControls', request, (bucket) => {
        if (bucket.ownership !== undefined) return { ObjectOwnership: bucket.ownership };
        throw s3Error('OwnershipControlsNotFoundError', 'The bucket ownership controls were not found', {
          BucketName: bucket.name,
        });
      });
    },

    putBucketOwnershipControls(request: BucketRequest & { readonly ObjectOwnership: string }): void {
      const { ObjectOwnership: ownership } = request;
      room.replace('PutBucketOwnershipControls', request, (bucket) => {
        if (!isOwnership(ownership)) throw malformedXml();
        if (ownership === 'BucketOwnerEnforced' && isShared(bucket)) {
          throw s3Error(
            'InvalidBucketAclWithObjectOwnership',
            "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
          );
        }
        return { ...bucket, ownership };
      });
    },

    deleteBucketOwnershipControls(request: BucketRequest): void {
      room.replace('DeleteBucketOwnershipControls', request, ({ ownership: _, ...bucket }) => bucket);
    },

    getBucketPolicy(request: BucketRequest): string {
      return room.lookAtBucket('GetBucketPolicy', request, (bucket) => {
        if (bucket.policy !== undefined) return bucket.policy;
        throw s3Error('NoSuchBucketPolicy', 'The bucket policy does not exist', { BucketName: bucket.name });
      });
    },

    putBucketPolicy(request: BucketRequest & { readonly Policy: string }): void {
      const { Policy: policy } = request;
      room.replace('PutBucketPolicy', request, (bucket) => {
        const checked = checkPolicy(policy, bucket.name);
        if (checked.public && room.blocksOf(bucket).some((block) => block?.BlockPublicPolicy === true)) {
          throw s3Error(
            'AccessDenied',
            `User: arn:aws:iam::${bucket.owner}:root is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${bucket.name}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
          );
        }
        return { ...bucket, policy };
      });
    },

    deleteBucketPolicy(request: BucketRequest): void {
      room.replace('DeleteBucketPolicy', request, ({ policy: _, ...bucket }) => bucket);
    },

    getBucketPolicyStatus(request: BucketRequest): { readonly IsPublic: boolean } {
      return room.lookAtBucket('GetBucketPolicyStatus', request, (bucket) => {
        if (bucket.policy !== undefined) return { IsPublic: isPublicPolicy(bucket) };
        throw s3Error('NoSuchBucketPolicy', 'The bucket policy does not exist', { BucketName: bucket.name });
      });
    },

    getBucketWebsite(request: BucketRequest): WebsiteConfiguration {
      return room.lookAtBucket('GetBucketWebsite', request, (bucket) => {
        if (bucket.website !== undefined) return bucket.website;
        throw s3Error('NoSuchWebsiteConfiguration', 'The specified bucket does not have a website configuration', {
          BucketName: bucket.name,
        });
      });
    },

    putBucketWebsite(request: BucketRequest & { readonly WebsiteConfiguration: WebsiteConfiguration }): void {
      const website = structuredClone(request.WebsiteConfiguration);
      room.replace('PutBucketWebsite', request, (bucket) => {
        checkWebsite(website);
        return { ...bucket, website };
      });
    },

    deleteBucketWebsite(request: BucketRequest): void {
      room.replace('DeleteBucketWebsite', request, ({ website: _, ...bucket }) => bucket);
    },
  };
}

/** Whether anybody but its owner has a grant on the bucket. */
function isShared(bucket: BucketRecord): boolean {
  return grantsOfBucket(bucket).some(({ grantee }) => grantee.kind === 'group' || grantee.account !== bucket.owner);
}
