import { findDistribution, waitForDistribution, waitForInvalidation } from '@s3front/core';
import { type Command, defineCommand } from './command.ts';
import { distributionOf, targetOf, timeoutOf } from './words.ts';

/** What `wait --json` prints. */
export interface WaitedDocument {
  readonly uri: string;
  readonly status: 'Deployed' | 'Completed';
}

const EXAMPLE: WaitedDocument = { uri: 'cf://E3RPA4Z4ALGTGO', status: 'Deployed' };

export const command: Command = defineCommand({
  examples: [
    { command: 's3front wait cf://E3RPA4Z4ALGTGO', summary: 'Until the last change is deployed.' },
    {
      command: 's3front wait cf://E3RPA4Z4ALGTGO/I4ZGG5UKUDVEXPLDM6JTVKDP2P --timeout 10m',
      summary: 'Until an invalidation is completed, for ten minutes at the most.',
    },
  ],
  positionals: [
    { name: 'TARGET', summary: 'cf://ID, cf://ID/INVALIDATION or s3://BUCKET', required: true, repeatable: false },
  ],
  options: ['cf-distribution', 'timeout'],
  details: ['A wait that times out ends with 75; the work itself goes on.'],
  json: EXAMPLE,
  async run(context, { words, options }) {
    const { output } = context;
    const target = targetOf(words[0] ?? '');
    const timeout = timeoutOf(options.timeout);
    const chosen = distributionOf(options['cf-distribution']);
    context.ifInterrupted('The work itself goes on. Wait again with the same command.');
    const useCase = await context.useCase();
    if (target.kind === 'cf' && target.invalidation !== undefined) {
      const { distribution, invalidation } = target;
      await waitForInvalidation(useCase, { distribution, invalidation, timeout });
      output.live.stop();
      const uri = `cf://${distribution}/${invalidation}`;
      output.print(`Invalidation ${uri} completed`);
      output.document({ uri, status: 'Completed' } satisfies WaitedDocument);
      return;
    }
    const id = await findDistribution(useCase, target, chosen);
    await waitForDistribution(useCase, { id, timeout });
    output.live.stop();
    output.print(`Distribution cf://${id} deployed`);
    output.document({ uri: `cf://${id}`, status: 'Deployed' } satisfies WaitedDocument);
  },
});
