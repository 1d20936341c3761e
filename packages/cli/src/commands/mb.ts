import { makeBucket } from '@s3front/core';
import { type Command, defineCommand } from './command.ts';
import { newBucketOf } from './words.ts';

/** What `mb --json` prints. */
export interface MadeBucketsDocument {
  readonly buckets: readonly {
    readonly uri: string;
    readonly bucket: string;
    readonly region: string;
    /** Whether `put --acl-public` works there. */
    readonly publicAcls: boolean;
  }[];
}

const EXAMPLE: MadeBucketsDocument = {
  buckets: [{ uri: 's3://public.example.org/', bucket: 'public.example.org', region: 'us-east-1', publicAcls: false }],
};

export const command: Command = defineCommand({
  examples: [
    { command: 's3front mb s3://public.example.org', summary: 'A private bucket, as AWS makes them today.' },
    {
      command: 's3front mb --allow-public-acls s3://public.example.org',
      summary: 'One that accepts put --acl-public.',
    },
  ],
  positionals: [{ name: 's3://BUCKET', summary: 'The bucket to make', required: true, repeatable: true }],
  options: ['bucket-location', 'allow-public-acls'],
  details: [
    'A new bucket refuses ACLs and blocks public access. A distribution serves it all the same: cfcreate lets CloudFront, and nobody else, read it.',
  ],
  json: EXAMPLE,
  async run(context, { words, options }) {
    const buckets = words.map(newBucketOf);
    const settings = await context.settings();
    const useCase = await context.useCase();
    const made: MadeBucketsDocument['buckets'][number][] = [];
    for (const bucket of buckets) {
      const result = await makeBucket(useCase, {
        bucket,
        region: options['bucket-location'] ?? settings.region,
        allowPublicAcls: options['allow-public-acls'],
      });
      made.push({ uri: `s3://${bucket}/`, bucket, region: result.region, publicAcls: result.publicAcls });
      context.output.print(`Bucket 's3://${bucket}/' created`);
    }
    context.output.document({ buckets: made } satisfies MadeBucketsDocument);
  },
});
