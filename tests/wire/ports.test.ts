import type { Provider } from '@s3front/core';
import { createAwsProvider } from '@s3front/core/aws';
import {
  createMemoryBodies,
  createMemoryStore,
  createWorld,
  offlineAwsHandler,
  startOfflineAws,
  VirtualClock,
  type World,
} from '@s3front/testing';
import {
  type ContractSubject,
  cdnContract,
  certificatesContract,
  objectStoreContract,
  type SetUp,
} from '@s3front/testing/contract';

// The ports on the AWS SDK, whose AWS is the wire door: what the provider door keeps to, AWS's protocols keep to.

const PROPAGATION = 60_000;
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const ALL_BLOCKED = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

function subjectOver(
  world: World,
  clock: VirtualClock,
  provider: Provider,
  stop: () => Promise<void>,
): ContractSubject {
  return {
    provider,
    propagation: PROPAGATION,
    advance: (milliseconds) => clock.advance(milliseconds),
    validateCertificate: async (arn) => {
      world.acm.markIssued(arn);
    },
    fail: (rule) => {
      world.faults.add(rule);
    },
    enableWebsite: async (bucket) =>
      world.s3.putBucketWebsite({ Bucket: bucket, WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } } }),
    close: async () => {
      await provider.close();
      await stop();
    },
  };
}

function worldOf(clock: VirtualClock, { limits, accountBlocksPublicAcls }: Parameters<SetUp>[0]): World {
  return createWorld({
    store: createMemoryStore(),
    bodies: createMemoryBodies(),
    clock,
    propagation: PROPAGATION,
    limits,
    account: accountBlocksPublicAcls === true ? { publicAccessBlock: ALL_BLOCKED } : {},
  });
}

/** No socket: AWS's own host names, buckets in them. */
const inProcess: SetUp = async (needs) => {
  const clock = new VirtualClock();
  const world = worldOf(clock, needs);
  const { requestHandler } = offlineAwsHandler(world);
  const provider = await createAwsProvider({ region: 'us-east-1', credentials, maxAttempts: 1, requestHandler });
  return subjectOver(world, clock, provider, () => world.close());
};

/** A server on a port, buckets in the path, every signature verified. */
const overSocket: SetUp = async (needs) => {
  const clock = new VirtualClock({ start: Date.now() });
  const world = worldOf(clock, needs);
  const aws = await startOfflineAws({ world, strictAuth: true });
  const provider = await createAwsProvider({
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
    endpoint: aws.endpoint,
  });
  return subjectOver(world, clock, provider, async () => {
    await aws.close();
    await world.close();
  });
};

for (const [name, setUp] of [
  ['the AWS adapter on the wire door in process', inProcess],
  ['the AWS adapter on the wire door over a socket', overSocket],
] as const) {
  cdnContract(name, setUp);
  objectStoreContract(name, setUp);
  certificatesContract(name, setUp);
}
