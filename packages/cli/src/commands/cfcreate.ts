import {
  type CreatedDistribution,
  createDistribution,
  type UseCaseEvent,
  type VersionedDistribution,
  waitForDistribution,
} from '@s3front/core';
import {
  certificateText,
  type DistributionDocument,
  distributionDocument,
  EXAMPLE_DISTRIBUTION,
  printCreated,
} from '../output/distribution.ts';
import { createNarrator } from '../output/narrate.ts';
import type { Output } from '../output/output.ts';
import { type Command, defineCommand } from './command.ts';
import { aliasesOf, bucketOf, exclusive, loggingOf, waitTimeoutOf } from './words.ts';

/** What `cfcreate --json` prints. */
export interface CreatedDocument {
  readonly distribution: DistributionDocument;
  /** `finished`: an earlier call was cut short, and this one did the rest. */
  readonly outcome: 'created' | 'finished';
  /** What lets CloudFront read private objects; null with --public-origin. */
  readonly access: {
    /** The id of the origin access control. */
    readonly control: string;
    readonly controlOrigin: 'made' | 'reused';
    readonly statement: 'added' | 'present';
  } | null;
  /** The offline account made the certificate for this call. */
  readonly certificateIssued: boolean;
}

const EXAMPLE: CreatedDocument = {
  distribution: { ...EXAMPLE_DISTRIBUTION, status: 'InProgress' },
  outcome: 'created',
  access: { control: 'E2EXAMPLEOAC12', controlOrigin: 'made', statement: 'added' },
  certificateIssued: false,
};

export const command: Command = defineCommand({
  examples: [
    { command: 's3front cfcreate s3://public.example.org', summary: 'Publish a bucket; CloudFront alone may read it.' },
    {
      command: 's3front cfcreate s3://public.example.org --cf-add-cname cdn.example.org',
      summary: 'With a name of its own, and the certificate that covers it.',
    },
  ],
  positionals: [{ name: 's3://BUCKET', summary: 'The bucket to publish', required: true, repeatable: false }],
  options: [
    'cf-add-cname',
    'cf-comment',
    'cf-default-root-object',
    'access-logging-target-prefix',
    'enable',
    'disable',
    'certificate',
    'public-origin',
    'force',
    'alias-quota',
    'wait',
    'timeout',
  ],
  details: [
    'The distribution redirects to HTTPS, compresses, speaks HTTP/2 and HTTP/3 and IPv6. The bucket stays private: an origin access control and one statement in the bucket policy let this distribution, and nobody else, read it. --public-origin leaves access alone.',
    'A bucket that has a distribution already is not given another one without --force. A call that was cut short is finished by calling it again.',
  ],
  json: EXAMPLE,
  async run(context, { words, options }) {
    const { output, environment } = context;
    exclusive('--enable', options.enable, '--disable', options.disable);
    const bucket = bucketOf(words[0] ?? '');
    const logging = options['access-logging-target-prefix'];
    const request = {
      bucket,
      aliases: aliasesOf(options['cf-add-cname'], '--cf-add-cname'),
      comment: options['cf-comment'],
      defaultRootObject: options['cf-default-root-object'],
      logging: logging === undefined ? undefined : loggingOf(logging),
      enabled: !options.disable,
      certificate: options.certificate,
      access: options['public-origin'] ? ('public' as const) : ('private' as const),
      force: options.force,
      aliasQuota: (await context.settings()).aliasQuota,
    };
    const timeout = waitTimeoutOf(options);
    const issued = new Set<string>();
    const narrate = createNarrator(output, environment.clock);
    const useCase = await context.useCase((event: UseCaseEvent) => {
      if (event.kind === 'certificate-issued') issued.add(event.arn);
      else narrate(event);
    });
    context.ifInterrupted(`Finish it by calling it again: s3front cfcreate s3://${bucket}`);
    const created = await createDistribution(useCase, request);
    const { id } = created.distribution;
    const certificateIssued = issued.has(certificateText(created.distribution) ?? '');
    output.print(created.outcome === 'created' ? 'Distribution created:' : 'Distribution finished:');
    printCreated(output, created);
    printExtras(output, created, certificateIssued);
    let last: VersionedDistribution = created;
    if (options.wait) {
      context.ifInterrupted(`The distribution is there. Go on waiting: s3front wait cf://${id}`);
      last = await waitForDistribution(useCase, { id, timeout });
      output.live.stop();
      output.print(`Distribution cf://${id} deployed`);
    }
    const { outcome, access } = created;
    output.document({
      distribution: distributionDocument(last),
      outcome,
      access: access ?? null,
      certificateIssued,
    } satisfies CreatedDocument);
  },
});

/** What s3cmd never had to say: who may read the bucket, and which certificate was attached. */
function printExtras(output: Output, { access, distribution }: CreatedDistribution, certificateIssued: boolean): void {
  if (access === undefined) output.field('Access', 'left as it is');
  else {
    const statement = access.statement === 'added' ? 'statement added to' : 'statement present in';
    output.field(
      'Access',
      `private; origin access control ${access.control} ${access.controlOrigin}, ${statement} the bucket policy`,
    );
  }
  const certificate = certificateText(distribution);
  if (certificate === undefined) return;
  output.field('Certificate', certificateIssued ? `${certificate} (issued now by the offline account)` : certificate);
}
