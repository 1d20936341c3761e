import type { BucketInvalidation, DistributionId, Invalidation } from '@s3front/core';
import type { Output } from './output.ts';

/** What is said of an invalidation with --json. */
export interface InvalidationDocument {
  /** `cf://E3RPA4Z4ALGTGO/I4ZGG5UKUDVEXPLDM6JTVKDP2P` */
  readonly uri: string;
  readonly distribution: string;
  readonly id: string;
  readonly status: 'InProgress' | 'Completed';
  /** ISO 8601, UTC. */
  readonly created: string;
  readonly paths: readonly string[];
  readonly reference: string;
}

/** For the help pages. */
export const EXAMPLE_INVALIDATION: InvalidationDocument = {
  uri: 'cf://E3RPA4Z4ALGTGO/I4ZGG5UKUDVEXPLDM6JTVKDP2P',
  distribution: 'E3RPA4Z4ALGTGO',
  id: 'I4ZGG5UKUDVEXPLDM6JTVKDP2P',
  status: 'InProgress',
  created: '2026-11-22T09:30:00.000Z',
  paths: ['/example/logo.png'],
  reference: 's3front-mb8v1c2d-4k2j9x',
};

export function invalidationDocument(distribution: DistributionId, invalidation: Invalidation): InvalidationDocument {
  return {
    uri: `cf://${distribution}/${invalidation.id}`,
    distribution,
    id: invalidation.id,
    status: invalidation.status,
    created: new Date(invalidation.createTime).toISOString(),
    paths: invalidation.paths,
    reference: invalidation.callerReference,
  };
}

export function invalidationDocuments(sent: readonly BucketInvalidation[]): readonly InvalidationDocument[] {
  return sent.flatMap(({ distribution, invalidations }) =>
    invalidations.map((invalidation) => invalidationDocument(distribution, invalidation)),
  );
}

/** A block of `cfinvalinfo`, with s3cmd's blank line after it. */
export function printInvalidation(output: Output, distribution: DistributionId, invalidation: Invalidation): void {
  output.field('URI', `cf://${distribution}/${invalidation.id}`);
  output.field('Status', invalidation.status);
  output.field('Created', new Date(invalidation.createTime).toISOString());
  output.field('Nr of paths', String(invalidation.paths.length));
  output.field('Reference', invalidation.callerReference);
  output.print();
}
