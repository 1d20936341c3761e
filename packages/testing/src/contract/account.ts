import {
  type BucketName,
  type DistributionId,
  type DomainName,
  expectParsed,
  type InvalidationId,
  type NewDistribution,
  parseAlias,
  parseBucketName,
  parseDistributionId,
  parseInvalidationId,
} from '@s3front/core';
import { onTestFinished } from 'vitest';
import type { ContractNeeds, ContractSubject, SetUp } from './subject.ts';

/** An account for the test that is running; it is closed when the test ends. */
export async function openAccount(setUp: SetUp, needs: ContractNeeds = {}): Promise<ContractSubject> {
  const subject = await setUp(needs);
  onTestFinished(() => subject.close());
  return subject;
}

export function bucketName(text: string): BucketName {
  return expectParsed(parseBucketName(text), 'BUCKET_NAME_INVALID', text);
}

export function domainNames(...texts: readonly string[]): readonly DomainName[] {
  return texts.map((text) => expectParsed(parseAlias(text), 'ALIAS_INVALID', text));
}

/** An id that no account has. */
export const ABSENT_DISTRIBUTION: DistributionId = expectParsed(
  parseDistributionId('E0000000000000'),
  'CF_URI_INVALID',
  'id',
);

export const ABSENT_INVALIDATION: InvalidationId = expectParsed(
  parseInvalidationId('I00000000000000000000000000'),
  'CF_URI_INVALID',
  'id',
);

/** A distribution to create: of a bucket, without names of its own. */
export function distributionOf(name: string, settings: Partial<NewDistribution> = {}): NewDistribution {
  const host = `${name}.s3.us-east-1.amazonaws.com`;
  return {
    callerReference: `contract-${name}`,
    origin: { id: host, host, accessControl: undefined },
    aliases: [],
    comment: `Site ${name}`,
    enabled: true,
    defaultRootObject: 'index.html',
    logging: undefined,
    certificate: { kind: 'default' },
    ...settings,
  };
}

/** A certificate that covers these names and is issued. */
export async function issuedCertificate(
  subject: ContractSubject,
  ...names: readonly string[]
): Promise<{ readonly kind: 'acm'; readonly arn: string }> {
  const { arn } = await subject.provider.certificates.requestCertificate(domainNames(...names));
  await subject.validateCertificate(arn);
  return { kind: 'acm', arn };
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** Matches the error with this code, for `rejects.toThrow`. */
export function errorWith(code: string, kind?: string): object {
  return { asymmetricMatch: (error: unknown) => matches(error, code, kind), toString: () => `error ${code}` };
}

function matches(error: unknown, code: string, kind: string | undefined): boolean {
  if (!(error instanceof Error) || !('code' in error) || error.code !== code) return false;
  return kind === undefined || ('kind' in error && error.kind === kind);
}
