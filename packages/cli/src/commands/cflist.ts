import { EXAMPLE_SUMMARY } from '../output/distribution.ts';
import { type DistributionsDocument, showDistributions } from './cfinfo.ts';
import { type Command, defineCommand } from './command.ts';

const EXAMPLE: DistributionsDocument = { distributions: [EXAMPLE_SUMMARY] };

export const command: Command = defineCommand({
  examples: [{ command: 's3front cflist', summary: 'Every distribution of the account.' }],
  positionals: [{ name: 'TARGET', summary: 'cf://ID or s3://BUCKET: as cfinfo', required: false, repeatable: true }],
  options: [],
  details: [],
  json: EXAMPLE,
  run: (context, { words }) => showDistributions(context, words),
});
