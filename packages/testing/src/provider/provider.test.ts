import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Provider } from '@s3front/core';
import { cdnContract } from '../contract/cdn-contract.ts';
import { certificatesContract } from '../contract/certificates-contract.ts';
import { objectStoreContract } from '../contract/object-store-contract.ts';
import type { ContractSubject, SetUp } from '../contract/subject.ts';
import { createDiskBodies } from '../world/bodies/disk-bodies.ts';
import { createWorld } from '../world/create-world.ts';
import { ALL_BLOCKED, NOTHING_BLOCKED } from '../world/s3/access.ts';
import { openLmdbStore } from '../world/store/lmdb-store.ts';
import { VirtualClock } from '../world/virtual-clock.ts';
import type { World, WorldOptions } from '../world/world.ts';
import { createProvider } from './provider.ts';

const PROPAGATION = 60_000;

function subjectOver(
  world: World,
  clock: VirtualClock,
  provider: Provider,
  close: () => Promise<void>,
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
    close,
  };
}

function setUpWith(
  storage: () => { readonly options: Partial<WorldOptions>; readonly clean: () => void },
  issuesCertificates: boolean,
): SetUp {
  return async ({ limits, accountBlocksPublicAcls }) => {
    const clock = new VirtualClock();
    const { options, clean } = storage();
    const publicAccessBlock = accountBlocksPublicAcls === true ? ALL_BLOCKED : NOTHING_BLOCKED;
    const world = createWorld({ ...options, clock, propagation: PROPAGATION, limits, account: { publicAccessBlock } });
    const provider = createProvider(world, { issuesCertificates });
    return subjectOver(world, clock, provider, async () => {
      await provider.close();
      clean();
    });
  };
}

const inMemory = setUpWith(() => ({ options: {}, clean: () => {} }), false);
const onDisk = setUpWith(() => {
  const directory = mkdtempSync(join(tmpdir(), 's3front-provider-'));
  return {
    options: { store: openLmdbStore(directory), bodies: createDiskBodies(join(directory, 'objects')) },
    clean: () => rmSync(directory, { recursive: true, force: true }),
  };
}, true);

for (const [name, setUp] of [
  ['the provider door in memory', inMemory],
  ['the provider door on disk', onDisk],
] as const) {
  cdnContract(name, setUp);
  objectStoreContract(name, setUp);
  certificatesContract(name, setUp);
}
