import {
  findDistribution,
  isEmptyChange,
  modifyDistribution,
  S3FrontError,
  type SettingsPatch,
  type UseCaseEvent,
  type VersionedDistribution,
  waitForDistribution,
} from '@s3front/core';
import type { OptionValues } from '../arguments/option.ts';
import {
  certificateText,
  type DistributionDocument,
  distributionDocument,
  EXAMPLE_DISTRIBUTION,
  printModified,
} from '../output/distribution.ts';
import { createNarrator } from '../output/narrate.ts';
import { type Command, defineCommand } from './command.ts';
import { aliasesOf, distributionOf, exclusive, loggingOf, targetOf, waitTimeoutOf } from './words.ts';

/** What `cfmodify --json` prints. */
export interface ModifiedDocument {
  readonly distribution: DistributionDocument;
  /** False when the distribution was as wanted already. */
  readonly changed: boolean;
  /** The offline account made the certificate for this call. */
  readonly certificateIssued: boolean;
}

const EXAMPLE: ModifiedDocument = {
  distribution: { ...EXAMPLE_DISTRIBUTION, status: 'InProgress' },
  changed: true,
  certificateIssued: false,
};

const SETTINGS = [
  'cf-add-cname',
  'cf-remove-cname',
  'cf-comment',
  'cf-default-root-object',
  'enable',
  'disable',
  'access-logging-target-prefix',
  'no-access-logging',
] as const;

export const command: Command = defineCommand({
  examples: [
    { command: 's3front cfmodify cf://E3RPA4Z4ALGTGO --cf-add-cname cdn.example.org', summary: 'Add an alias.' },
    { command: 's3front cfmodify --disable cf://E3RPA4Z4ALGTGO', summary: 'Stop serving.' },
  ],
  positionals: [{ name: 'TARGET', summary: 'cf://ID or s3://BUCKET', required: true, repeatable: false }],
  options: [...SETTINGS, 'certificate', 'cf-distribution', 'alias-quota', 'wait', 'timeout'],
  details: [
    'Only what is named changes; every other setting of the distribution stays as it is, also those that s3front does not know. When somebody else changes it at the same time, both changes are kept.',
    'An alias needs a certificate that covers it: without --certificate, an issued one in us-east-1 that covers every alias is found and attached.',
  ],
  json: EXAMPLE,
  async run(context, { words, options }) {
    const { output, environment } = context;
    const target = targetOf(words[0] ?? '');
    const patch = patchOf(options);
    if (Object.values(patch).every((value) => value === undefined) && options.certificate === undefined) {
      throw nothingToChange();
    }
    const timeout = waitTimeoutOf(options);
    const chosen = distributionOf(options['cf-distribution']);
    const { aliasQuota } = await context.settings();
    const issued = new Set<string>();
    const narrate = createNarrator(output, environment.clock);
    const useCase = await context.useCase((event: UseCaseEvent) => {
      if (event.kind === 'certificate-issued') issued.add(event.arn);
      else narrate(event);
    });
    const id = await findDistribution(useCase, target, chosen);
    const modified = await modifyDistribution(useCase, { id, patch, certificate: options.certificate, aliasQuota });
    const changed = !isEmptyChange(modified.change);
    const certificate = certificateText(modified.distribution);
    const certificateIssued = issued.has(certificate ?? '');
    output.print(`Distribution modified: cf://${id}`);
    printModified(output, modified);
    if (modified.change.certificate !== undefined && certificate !== undefined) {
      output.field(
        'Certificate',
        certificateIssued ? `${certificate} (issued now by the offline account)` : certificate,
      );
    }
    if (!changed) output.note('It was like this already; nothing was sent.');
    let last: VersionedDistribution = modified;
    if (options.wait) {
      context.ifInterrupted(`The change is made. Go on waiting: s3front wait cf://${id}`);
      last = await waitForDistribution(useCase, { id, timeout });
      output.live.stop();
      output.print(`Distribution cf://${id} deployed`);
    }
    output.document({
      distribution: distributionDocument(last),
      changed,
      certificateIssued,
    } satisfies ModifiedDocument);
  },
});

function patchOf(options: OptionValues<(typeof SETTINGS)[number]>): Omit<SettingsPatch, 'certificate'> {
  const logging = options['access-logging-target-prefix'];
  exclusive('--enable', options.enable, '--disable', options.disable);
  exclusive(
    '--access-logging-target-prefix',
    logging !== undefined,
    '--no-access-logging',
    options['no-access-logging'],
  );
  const added = options['cf-add-cname'];
  const removed = options['cf-remove-cname'];
  return {
    addAliases: added.length === 0 ? undefined : aliasesOf(added, '--cf-add-cname'),
    removeAliases: removed.length === 0 ? undefined : aliasesOf(removed, '--cf-remove-cname'),
    comment: options['cf-comment'],
    defaultRootObject: options['cf-default-root-object'],
    enabled: options.enable ? true : options.disable ? false : undefined,
    logging: logging !== undefined ? loggingOf(logging) : options['no-access-logging'] ? null : undefined,
  };
}

function nothingToChange(): S3FrontError {
  return new S3FrontError({
    code: 'NOTHING_TO_CHANGE',
    kind: 'usage',
    message: 'Nothing is said of what to change.',
    hint: 'For example: s3front cfmodify cf://ID --cf-add-cname cdn.example.org',
  });
}
