import { type DistributionId, findDistributions, listDistributions } from '@s3front/core';
import {
  type DistributionDocument,
  type DistributionSummaryDocument,
  distributionDocument,
  EXAMPLE_DISTRIBUTION,
  printDetails,
  printSummary,
  summaryDocument,
} from '../output/distribution.ts';
import { type Command, type CommandContext, defineCommand } from './command.ts';
import { targetOf } from './words.ts';

/** What `cfinfo --json` prints: in detail with arguments, summaries without. */
export interface DistributionsDocument {
  readonly distributions: readonly (DistributionDocument | DistributionSummaryDocument)[];
}

const EXAMPLE: DistributionsDocument = { distributions: [EXAMPLE_DISTRIBUTION] };

export const command: Command = defineCommand({
  examples: [
    { command: 's3front cfinfo', summary: 'Every distribution of the account.' },
    { command: 's3front cfinfo cf://E3RPA4Z4ALGTGO', summary: 'One in detail.' },
    { command: 's3front cfinfo s3://public.example.org', summary: 'Those that serve a bucket.' },
  ],
  positionals: [{ name: 'TARGET', summary: 'cf://ID or s3://BUCKET', required: false, repeatable: true }],
  options: [],
  details: [
    'Without arguments --json leaves out what a list of CloudFront does not tell: defaultRootObject, logging, certificate, etag.',
  ],
  json: EXAMPLE,
  run: (context, { words }) => showDistributions(context, words),
});

/** The same for cflist, which s3cmd treats as another name when it is given arguments. */
export async function showDistributions(context: CommandContext, words: readonly string[]): Promise<void> {
  const { output } = context;
  const targets = words.map(targetOf);
  const useCase = await context.useCase();
  if (targets.length === 0) {
    const all = await listDistributions(useCase);
    for (const distribution of all) printSummary(output, distribution);
    output.document({ distributions: all.map(summaryDocument) } satisfies DistributionsDocument);
    return;
  }
  const ids: DistributionId[] = [];
  for (const target of targets) ids.push(...(await findDistributions(useCase, target)));
  const documents: DistributionDocument[] = [];
  for (const id of new Set(ids)) {
    const found = await useCase.provider.cdn.getDistribution(id, { signal: context.signal });
    printDetails(output, found);
    documents.push(distributionDocument(found));
  }
  output.document({ distributions: documents } satisfies DistributionsDocument);
}
