import { findDistribution, listInvalidations } from '@s3front/core';
import {
  EXAMPLE_INVALIDATION,
  type InvalidationDocument,
  invalidationDocument,
  printInvalidation,
} from '../output/invalidation.ts';
import { checkReader } from '../output/output-closed.ts';
import { type Command, defineCommand } from './command.ts';
import { distributionOf, targetOf } from './words.ts';

/** What `cfinvalinfo --json` prints, newest first. */
export interface InvalidationsDocument {
  readonly invalidations: readonly InvalidationDocument[];
}

const EXAMPLE: InvalidationsDocument = { invalidations: [EXAMPLE_INVALIDATION] };

export const command: Command = defineCommand({
  examples: [
    { command: 's3front cfinvalinfo cf://E3RPA4Z4ALGTGO', summary: 'All invalidations of a distribution.' },
    { command: 's3front cfinvalinfo cf://E3RPA4Z4ALGTGO/I4ZGG5UKUDVEXPLDM6JTVKDP2P', summary: 'One of them.' },
  ],
  positionals: [
    { name: 'TARGET', summary: 'cf://ID, cf://ID/INVALIDATION or s3://BUCKET', required: true, repeatable: true },
  ],
  options: ['cf-distribution'],
  details: [],
  json: EXAMPLE,
  async run(context, { words, options }) {
    const { output } = context;
    const targets = words.map(targetOf);
    const chosen = distributionOf(options['cf-distribution']);
    const useCase = await context.useCase();
    const documents: InvalidationDocument[] = [];
    for (const target of targets) {
      const distribution = await findDistribution(useCase, target, chosen);
      if (target.kind === 'cf' && target.invalidation !== undefined) {
        const { cdn } = useCase.provider;
        const found = await cdn.getInvalidation(distribution, target.invalidation, { signal: context.signal });
        printInvalidation(output, distribution, found);
        documents.push(invalidationDocument(distribution, found));
        continue;
      }
      for await (const found of listInvalidations(useCase, distribution)) {
        checkReader(output);
        printInvalidation(output, distribution, found);
        documents.push(invalidationDocument(distribution, found));
      }
    }
    if (documents.length === 0) output.note('There is no invalidation that CloudFront remembers.');
    output.document({ invalidations: documents } satisfies InvalidationsDocument);
  },
});
