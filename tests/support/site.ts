import { type BucketName, type CreateDistributionRequest, makeBucket } from '@s3front/core';
import { bucketName, collect, openAccount, type TestAccount } from './account.ts';

/** The bucket that the use cases publish. */
export const site: BucketName = bucketName('site.example.org');

/** An account with the bucket in it, and what a publication of it consists of. */
export interface Site extends TestAccount {
  policy(): Promise<{ readonly Statement: readonly { readonly Sid: string }[] } | undefined>;
  /** The names of the origin access controls. */
  controls(): Promise<readonly string[]>;
  /** The ids of the distributions. */
  distributions(): Promise<readonly string[]>;
}

export async function openSite(): Promise<Site> {
  const account = openAccount();
  const { cdn, objects } = account.provider;
  await makeBucket(account.context, { bucket: site, allowPublicAcls: false });
  account.events.length = 0;
  return {
    ...account,
    async policy() {
      const text = await objects.getBucketPolicy(site);
      return text === undefined ? undefined : JSON.parse(text);
    },
    async controls() {
      return (await collect(cdn.listOriginAccessControls())).map((control) => control.name);
    },
    async distributions() {
      return (await collect(cdn.listDistributions())).map((distribution) => distribution.id);
    },
  };
}

/** A request to publish the bucket privately. */
export function publishing(more: Partial<CreateDistributionRequest> = {}): CreateDistributionRequest {
  return { bucket: site, aliases: [], access: 'private', ...more };
}
