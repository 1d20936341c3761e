import {
  type BucketName,
  type Certificates,
  type DistributionId,
  type DomainName,
  expectParsed,
  type Provider,
  parseAlias,
  parseBucketName,
  parseDistributionId,
  type UseCaseContext,
  type UseCaseEvent,
} from '@s3front/core';
import { createProvider, createWorld, VirtualClock, type World } from '@s3front/testing';

/** An account in a World of its own, where waiting takes no time. */
export interface TestAccount {
  readonly world: World;
  readonly clock: VirtualClock;
  readonly provider: Provider;
  readonly context: UseCaseContext;
  /** What the use cases reported, in order. */
  readonly events: UseCaseEvent[];
}

const PROPAGATION = 60_000;

export function openAccount(options: { readonly blockPublicAcls?: boolean } = {}): TestAccount {
  const clock = new VirtualClock({ advanceOnSleep: true });
  const block = options.blockPublicAcls ?? false;
  const world = createWorld({
    clock,
    seed: 1,
    propagation: PROPAGATION,
    account: {
      publicAccessBlock: {
        BlockPublicAcls: block,
        IgnorePublicAcls: block,
        BlockPublicPolicy: false,
        RestrictPublicBuckets: false,
      },
    },
  });
  const provider = createProvider(world);
  const events: UseCaseEvent[] = [];
  let drawn = 0;
  const context: UseCaseContext = {
    provider,
    clock,
    random: {
      next: () => {
        drawn += 1;
        return (drawn * 0.618_034) % 1;
      },
    },
    report: (event) => events.push(event),
  };
  return { world, clock, provider, context, events };
}

export function bucketName(text: string): BucketName {
  return expectParsed(parseBucketName(text), 'BUCKET_NAME_INVALID', text);
}

export function aliases(...texts: readonly string[]): readonly DomainName[] {
  return texts.map((text) => expectParsed(parseAlias(text), 'ALIAS_INVALID', text));
}

export function distributionId(text: string): DistributionId {
  return expectParsed(parseDistributionId(text), 'CF_URI_INVALID', text);
}

/** An issued certificate, as an account of AWS would have it. */
export async function issueCertificate(account: TestAccount, ...names: readonly string[]): Promise<string> {
  const certificates: Certificates = account.provider.certificates;
  const requested = await certificates.requestCertificate(aliases(...names));
  account.world.acm.markIssued(requested.arn);
  return requested.arn;
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
