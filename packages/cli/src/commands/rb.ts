import { removeBucket } from '@s3front/core';
import { type Command, defineCommand } from './command.ts';
import { bucketOf } from './words.ts';

/** What `rb --json` prints. */
export interface RemovedBucketsDocument {
  readonly buckets: readonly {
    readonly uri: string;
    readonly bucket: string;
    /** How many objects were deleted before it. */
    readonly deletedObjects: number;
  }[];
}

const EXAMPLE: RemovedBucketsDocument = {
  buckets: [{ uri: 's3://public.example.org/', bucket: 'public.example.org', deletedObjects: 0 }],
};

export const command: Command = defineCommand({
  examples: [
    { command: 's3front rb s3://public.example.org', summary: 'Remove an empty bucket.' },
    { command: 's3front rb --force s3://public.example.org', summary: 'Delete what is in it first.' },
  ],
  positionals: [{ name: 's3://BUCKET', summary: 'The bucket to remove', required: true, repeatable: true }],
  options: ['force', 'recursive', 'yes'],
  details: [
    'With --force (or --recursive) every object is deleted first, for good. On a terminal that is asked about, unless --yes is given.',
  ],
  json: EXAMPLE,
  async run(context, { words, options }) {
    const buckets = words.map(bucketOf);
    const force = options.force || options.recursive;
    const removed: RemovedBucketsDocument['buckets'][number][] = [];
    for (const bucket of buckets) {
      if (force && !options.yes) await context.confirm(`Delete ALL objects of s3://${bucket}/ and the bucket itself?`);
      const { deletedObjects } = await removeBucket(await context.useCase(), { bucket, force });
      removed.push({ uri: `s3://${bucket}/`, bucket, deletedObjects });
      context.output.print(`Bucket 's3://${bucket}/' removed`);
    }
    context.output.document({ buckets: removed } satisfies RemovedBucketsDocument);
  },
});
