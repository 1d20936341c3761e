import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDistribution, type DistributionId, makeBucket, type UseCaseContext } from '@s3front/core';
import { systemClock, systemRandom } from '@s3front/core/node';
import { type Operation, openDatabase, openOperations } from '@s3front/server';
import { type LocalProvider, openLocalProvider } from '@s3front/testing/local';
import { bucketName, collect } from '../support/account.ts';
import type { ServerRequest } from './server-place.ts';

/** Milliseconds. */
const PROPAGATION = 1_000;
const LEASE = 1_500;

/** An account on disk with published buckets, and what servers leave of it. */
export class Removals {
  readonly distributions: readonly DistributionId[];
  readonly #directory: string;
  readonly #provider: LocalProvider;

  constructor(directory: string, provider: LocalProvider, distributions: readonly DistributionId[]) {
    this.#directory = directory;
    this.#provider = provider;
    this.distributions = distributions;
  }

  get directory(): string {
    return this.#directory;
  }

  request(database: string): ServerRequest {
    return {
      database,
      state: join(this.#directory, 'state'),
      propagation: PROPAGATION,
      journal: join(this.#directory, 'journal'),
      lease: LEASE,
    };
  }

  /** What the database says of every operation, oldest first. */
  async operations(location: string): Promise<readonly Operation[]> {
    const database = await openDatabase(location);
    try {
      const { operations } = await openOperations(database, systemClock).list({ limit: 1000 });
      return [...operations].reverse();
    } finally {
      await database.close();
    }
  }

  /** Every act that was begun while another process was at the same one, or done although it was done before. */
  repetitions(killed: readonly number[]): readonly string[] {
    const open = new Map<string, number>();
    const done = new Set<string>();
    const wrong: string[] = [];
    for (const line of readFileSync(join(this.#directory, 'journal'), 'utf8').split('\n').filter(Boolean)) {
      const [pid = '', moment = '', act = '', distribution = ''] = line.split(' ');
      const key = `${act} ${distribution}`;
      if (moment === 'begin') {
        const other = open.get(key);
        if (other !== undefined && !killed.includes(other)) wrong.push(`${key}: begun by ${other} and by ${pid}`);
        if (done.has(key)) wrong.push(`${key}: begun again by ${pid}`);
        open.set(key, Number(pid));
      } else {
        if (done.has(key)) wrong.push(`${key}: done again by ${pid}`);
        done.add(key);
        open.delete(key);
      }
    }
    return wrong;
  }

  /** What is left in the account of what was published: distributions, controls, and our statements. */
  async leftovers(): Promise<readonly string[]> {
    const { cdn, objects } = this.#provider;
    const left = (await collect(cdn.listDistributions())).map((distribution) => distribution.id as string);
    left.push(...(await collect(cdn.listOriginAccessControls())).map((control) => control.id));
    for (const bucket of await collect(objects.listBuckets())) {
      const policy = await objects.getBucketPolicy(bucketName(bucket.name));
      if (policy?.includes('S3Front')) left.push(policy);
    }
    return left;
  }

  async close(): Promise<void> {
    await this.#provider.close();
    await rm(this.#directory, { recursive: true, force: true });
  }
}

/** Publishes as many buckets as there are distributions to be removed, and waits for nothing. */
export async function publishAll(count: number): Promise<Removals> {
  const directory = await mkdtemp(join(tmpdir(), 's3front-removals-'));
  await writeFile(join(directory, 'journal'), '');
  const provider = await openLocalProvider({
    directory: join(directory, 'state'),
    propagation: PROPAGATION,
    clock: systemClock,
    seed: 1,
  });
  const context: UseCaseContext = { provider, clock: systemClock, random: systemRandom };
  const distributions: DistributionId[] = [];
  for (let index = 0; index < count; index += 1) {
    const bucket = bucketName(`site-${index}.example.org`);
    await makeBucket(context, { bucket, allowPublicAcls: false });
    const created = await createDistribution(context, { bucket, aliases: [], access: 'private' });
    distributions.push(created.distribution.id);
  }
  return new Removals(directory, provider, distributions);
}
