import {
  type DistributionId,
  findDistribution,
  hasCode,
  removeDistribution,
  sweepBucket,
  type Target,
  type UseCaseContext,
  type UseCaseEvent,
} from '@s3front/core';
import { createNarrator } from '../output/narrate.ts';
import { type Command, defineCommand } from './command.ts';
import { distributionOf, exclusive, targetOf, timeoutOf } from './words.ts';

/** What `cfdelete --json` prints. */
export interface RemovedDocument {
  readonly uri: string;
  /** `disabled`: it is off, or on its way there, and a later call deletes it. */
  readonly outcome: 'removed' | 'disabled';
  /** Buckets whose policy lost the statement that named the distribution. */
  readonly statementsRemoved: readonly string[];
  /** Origin access controls of s3front's that nothing used any more. */
  readonly controlsDeleted: readonly string[];
  /** Milliseconds. */
  readonly elapsed: number;
}

const EXAMPLE: RemovedDocument = {
  uri: 'cf://E3RPA4Z4ALGTGO',
  outcome: 'removed',
  statementsRemoved: ['s3://public.example.org/'],
  controlsDeleted: ['E2EXAMPLEOAC12'],
  elapsed: 241_000,
};

export const command: Command = defineCommand({
  examples: [
    { command: 's3front cfremove cf://E3RPA4Z4ALGTGO', summary: 'Disable it, wait, and delete it.' },
    {
      command: 's3front cfremove --no-wait cf://E3RPA4Z4ALGTGO',
      summary: 'Disable it and return; run it again later.',
    },
  ],
  positionals: [{ name: 'TARGET', summary: 'cf://ID or s3://BUCKET', required: true, repeatable: false }],
  options: ['cf-distribution', 'yes', 'force', 'no-wait', 'timeout'],
  details: [
    'CloudFront deletes only what is disabled and deployed, so this takes minutes. It may be cut at any moment: run again, it carries on. What s3front made for it goes as well: the statement in the bucket policy, and the origin access control once nothing uses it. The bucket and its objects stay.',
    'On a terminal it asks first, unless --yes or --force is given.',
  ],
  json: EXAMPLE,
  async run(context, { words, options }) {
    const { output, environment } = context;
    exclusive('--no-wait', options['no-wait'], '--timeout', options.timeout !== undefined);
    const target = targetOf(words[0] ?? '');
    const timeout = timeoutOf(options.timeout);
    const statementsRemoved: string[] = [];
    const controlsDeleted: string[] = [];
    const narrate = createNarrator(output, environment.clock);
    const useCase = await context.useCase((event: UseCaseEvent) => {
      if (event.kind === 'statement-removed') statementsRemoved.push(`s3://${event.bucket}/`);
      if (event.kind === 'control-deleted') controlsDeleted.push(event.control);
      narrate(event);
    });
    const id = await found(useCase, target, distributionOf(options['cf-distribution']));
    if (!options.yes && !options.force) await context.confirm(`Remove the distribution cf://${id} for good?`);
    context.ifInterrupted(`The removal is not finished. Go on with: s3front cfremove cf://${id}`);
    const { outcome, elapsed } = await removeDistribution(useCase, { id, wait: !options['no-wait'], timeout });
    output.live.stop();
    if (outcome === 'removed') {
      output.print(`Distribution cf://${id} deleted`);
      if (statementsRemoved.length > 0) {
        output.field('Access', `statement removed from the policy of ${statementsRemoved.join(', ')}`);
      }
      if (controlsDeleted.length > 0) output.field('Control', `${controlsDeleted.join(', ')} deleted`);
    } else {
      output.print(`Distribution cf://${id} disabled`);
      output.note(`Delete it when that is deployed: s3front cfremove cf://${id}`);
    }
    output.document({
      uri: `cf://${id}`,
      outcome,
      statementsRemoved,
      controlsDeleted,
      elapsed,
    } satisfies RemovedDocument);
  },
});

/** The distribution that is meant; a bucket that none serves any more is swept of what gone ones left in its policy. */
async function found(
  context: UseCaseContext,
  target: Target,
  chosen: DistributionId | undefined,
): Promise<DistributionId> {
  try {
    return await findDistribution(context, target, chosen);
  } catch (error) {
    if (target.kind === 's3' && hasCode(error, 'DISTRIBUTION_NOT_FOUND')) await sweepBucket(context, target.bucket);
    throw error;
  }
}
