import { type BucketInvalidation, invalidate, planInvalidations, waitForInvalidation } from '@s3front/core';
import { EXAMPLE_INVALIDATION, type InvalidationDocument, invalidationDocument } from '../output/invalidation.ts';
import type { Output } from '../output/output.ts';
import { type Command, defineCommand } from './command.ts';
import { distributionOf, s3UriOf, waitTimeoutOf } from './words.ts';

/** What `cfinval --json` prints. */
export interface InvalidatedDocument {
  /** One for each bucket. */
  readonly buckets: readonly {
    readonly uri: string;
    /** `cf://ID` */
    readonly distribution: string;
    /** What is (or with --dry-run would be) sent. */
    readonly paths: readonly string[];
    /** Empty with --dry-run. */
    readonly invalidations: readonly InvalidationDocument[];
  }[];
  readonly dryRun: boolean;
}

const EXAMPLE: InvalidatedDocument = {
  buckets: [
    {
      uri: 's3://public.example.org/',
      distribution: 'cf://E3RPA4Z4ALGTGO',
      paths: ['/example/logo.png'],
      invalidations: [EXAMPLE_INVALIDATION],
    },
  ],
  dryRun: false,
};

export const command: Command = defineCommand({
  examples: [
    { command: 's3front cfinval s3://public.example.org/example/logo.png', summary: 'One object.' },
    { command: 's3front cfinval s3://public.example.org/example/', summary: 'All below a prefix.' },
    { command: 's3front cfinval s3://public.example.org', summary: 'Everything.' },
  ],
  positionals: [
    { name: 's3://BUCKET[/KEY]', summary: 'Object, or prefix that ends in /', required: true, repeatable: true },
  ],
  options: ['cf-distribution', 'dry-run', 'wait', 'timeout'],
  details: [
    'The first thousand paths of a month are free; a prefix counts as one path. Paths are encoded, de-duplicated and sent in as few requests as the limits of CloudFront allow.',
  ],
  json: EXAMPLE,
  async run(context, { words, options }) {
    const { output } = context;
    const request = { targets: words.map(s3UriOf), distribution: distributionOf(options['cf-distribution']) };
    const timeout = waitTimeoutOf(options);
    const useCase = await context.useCase();
    const dryRun = options['dry-run'];
    const results = dryRun ? await planInvalidations(useCase, request) : await invalidate(useCase, request);
    if (dryRun) {
      for (const { paths } of results) output.print(`[--dry-run] Would invalidate ${paths.join(' ')}`);
      output.warn('Exiting now because of --dry-run');
    } else printResults(output, results);
    const documents: InvalidatedDocument['buckets'][number][] = [];
    for (const { bucket, distribution, paths, invalidations } of results) {
      const shown: InvalidationDocument[] = [];
      for (const invalidation of invalidations) {
        if (!options.wait) {
          shown.push(invalidationDocument(distribution, invalidation));
          continue;
        }
        const uri = `cf://${distribution}/${invalidation.id}`;
        context.ifInterrupted(`It is requested. Go on waiting: s3front wait ${uri}`);
        const waited = { distribution, invalidation: invalidation.id, timeout };
        shown.push(invalidationDocument(distribution, await waitForInvalidation(useCase, waited)));
        output.live.stop();
        output.print(`Invalidation ${uri} completed`);
      }
      documents.push({ uri: `s3://${bucket}/`, distribution: `cf://${distribution}`, paths, invalidations: shown });
    }
    output.document({ buckets: documents, dryRun } satisfies InvalidatedDocument);
  },
});

function printResults(output: Output, results: readonly BucketInvalidation[]): void {
  let blocks = 0;
  for (const { bucket, distribution, targets, invalidations } of results) {
    for (const invalidation of invalidations) {
      if (blocks > 0) output.print();
      blocks += 1;
      output.field('URI', `s3://${bucket}/`);
      output.field('DistId', distribution);
      output.field('Nr of paths', String(targets));
      output.field('Status', 'Created');
      output.field('RequestId', invalidation.id);
      output.field('Info', `Check progress with: s3front cfinvalinfo cf://${distribution}/${invalidation.id}`);
    }
  }
}
