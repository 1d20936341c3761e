import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDistribution, type DistributionId, makeBucket, type UseCaseContext } from '@s3front/core';
import { systemClock, systemRandom } from '@s3front/core/node';
import { type Operation, openDatabase, openOperations } from '@s3front/server';
import { type LocalProvider, openLocalProvider } from '@s3front/testing/local';
import { bucketName, collect } from '../support/account.ts';
import { type WorkerMessage, WorkerProcess, type WorkerProcessRequest } from './worker-process.ts';

/** Milliseconds. */
const PROPAGATION = 1_000;
const LEASE = 1_500;

/** An account on disk with published buckets, and the processes that take them back. */
export class Removals {
  readonly distributions: readonly DistributionId[];
  readonly #directory: string;
  readonly #provider: LocalProvider;
  readonly #killed = new Set<number>();
  /** What the processes told when they were ready, and what went wrong in them. */
  readonly starts: WorkerMessage[] = [];
  readonly faults: string[] = [];

  constructor(directory: string, provider: LocalProvider, distributions: readonly DistributionId[]) {
    this.#directory = directory;
    this.#provider = provider;
    this.distributions = distributions;
  }

  get killed(): number {
    return this.#killed.size;
  }

  get directory(): string {
    return this.#directory;
  }

  request(database: string, accept: readonly string[] = []): WorkerProcessRequest {
    return {
      database,
      state: join(this.#directory, 'state'),
      propagation: PROPAGATION,
      journal: join(this.#directory, 'journal'),
      lease: LEASE,
      accept,
    };
  }

  /**
   * Runs worker processes one after the other in this place. Each is killed when it has told of as many acts as `lives`
   * says for it; the one after the last lives until everything is done, and is asked to end.
   */
  async runPlace(request: WorkerProcessRequest, lives: readonly number[]): Promise<void> {
    let next = request;
    for (const acts of lives) {
      if (await this.#runOne(next, acts)) return;
      next = { ...request, accept: [] };
    }
    await this.#runOne(next, Number.POSITIVE_INFINITY);
  }

  /** True when everything was done before this process had to die. */
  async #runOne(request: WorkerProcessRequest, acts: number): Promise<boolean> {
    const worker = new WorkerProcess(request);
    let told = 0;
    for await (const message of worker.messages()) {
      this.#note(message);
      if (message.finished === true) return this.#end(worker);
      told += message.moment === undefined ? 0 : 1;
      if (told < acts) continue;
      this.#killed.add(worker.pid);
      worker.kill();
    }
    const { errors, signal } = await worker.ended();
    if (signal !== 'SIGKILL') throw new Error(`The worker ended by itself: ${errors}`);
    return false;
  }

  async #end(worker: WorkerProcess): Promise<true> {
    const code = await worker.stop();
    if (code !== 0) throw new Error(`The worker ended with ${String(code)}: ${(await worker.ended()).errors}`);
    return true;
  }

  #note(message: WorkerMessage): void {
    if (message.ready !== undefined) this.starts.push(message);
    if (message.fault !== undefined) this.faults.push(message.fault);
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
  repetitions(): readonly string[] {
    const open = new Map<string, number>();
    const done = new Set<string>();
    const wrong: string[] = [];
    for (const line of readFileSync(join(this.#directory, 'journal'), 'utf8').split('\n').filter(Boolean)) {
      const [pid = '', moment = '', act = '', distribution = ''] = line.split(' ');
      const key = `${act} ${distribution}`;
      if (moment === 'begin') {
        const other = open.get(key);
        if (other !== undefined && !this.#killed.has(other)) wrong.push(`${key}: begun by ${other} and by ${pid}`);
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
