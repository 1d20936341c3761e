import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bucketName, collect, distributionOf, domainNames } from '../contract/account.ts';
import { VirtualClock } from '../world/virtual-clock.ts';
import { type LocalProvider, openLocalProvider } from './local-provider.ts';

let directory: string;
let open: LocalProvider[];
const clock = new VirtualClock();
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 's3front-local-'));
  open = [];
});
afterEach(async () => {
  for (const provider of open) await provider.close();
  rmSync(directory, { recursive: true, force: true });
});

async function openAgain(seed?: number): Promise<LocalProvider> {
  const provider = await openLocalProvider({ directory, propagation: 1000, clock, seed });
  open.push(provider);
  return provider;
}

const files = () =>
  readdirSync(join(directory, 'objects'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(directory, 'objects', name)).isFile(),
  );

const body = (text: string) => ({
  size: text.length,
  open: async function* () {
    yield Buffer.from(text);
  },
});

describe('the local provider', () => {
  const bucket = bucketName('site');

  it('is there again when it is opened again', async () => {
    const first = await openAgain();
    await first.objects.createBucket(bucket, { region: 'eu-west-1', ownership: 'BucketOwnerEnforced' });
    await first.objects.putObject({ bucket, key: 'a/é', body: body('Hello'), headers: { contentType: 'text/plain' } });
    const made = await first.cdn.createDistribution(distributionOf('site'));
    await first.close();
    await first.close();
    const second = await openAgain();
    expect(await second.objects.bucketRegion(bucket)).toBe('eu-west-1');
    const found = await second.objects.getObject(bucket, 'a/é');
    expect(Buffer.concat(await collect(found.body)).toString()).toBe('Hello');
    expect(await second.cdn.getDistribution(made.distribution.id)).toEqual(made);
  });

  it('may be open twice, each seeing what the other does', async () => {
    const [first, second] = [await openAgain(), await openAgain()];
    const { distribution, etag } = await first.cdn.createDistribution(distributionOf('site'));
    expect(await collect(second.cdn.listDistributions())).toHaveLength(1);
    await second.cdn.updateDistribution(distribution.id, etag, { comment: 'Other' });
    await expect(first.cdn.updateDistribution(distribution.id, etag, {})).rejects.toThrow(
      expect.objectContaining({ code: 'PRECONDITION_FAILED' }),
    );
  });

  it('gives identifiers by its seed, and another directory others', async () => {
    const make = async (seed?: number) => {
      const provider = await openAgain(seed);
      const { distribution } = await provider.cdn.createDistribution(distributionOf('site'));
      await provider.close();
      rmSync(directory, { recursive: true });
      return distribution.id;
    };
    expect(await make(1)).toBe(await make(1));
    expect(await make()).not.toBe(await make());
  });

  it('issues certificates on demand', async () => {
    const { certificates, cdn } = await openAgain();
    const names = domainNames('cdn.example.org', 'www.example.org');
    const issued = await certificates.issueNow?.(names);
    const certificate = { kind: 'acm', arn: issued?.arn ?? '' } as const;
    const { distribution } = await cdn.createDistribution(distributionOf('site', { aliases: names, certificate }));
    expect(distribution.settings.certificate).toEqual(certificate);
  });

  it('sweeps what a killed upload and replaced objects left', async () => {
    const { objects, world } = await openAgain();
    await objects.createBucket(bucket, { region: 'us-east-1', ownership: 'BucketOwnerEnforced' });
    for (const text of ['one', 'two']) await objects.putObject({ bucket, key: 'a', body: body(text), headers: {} });
    // As if the process had gone in the middle: the body is on its way, and nobody will ever end it.
    const stuck = objects.putObject({
      bucket,
      key: 'b',
      headers: {},
      body: {
        size: 10,
        open: async function* () {
          yield Buffer.from('half');
          await new Promise(() => {});
        },
      },
    });
    void stuck;
    while (files().length < 3) await new Promise(setImmediate);
    clock.advance(60_000);
    expect(await world.s3.sweep()).toBe(1);
    expect(files()).toHaveLength(2);
    clock.advance(24 * 60 * 60 * 1000);
    expect(await world.s3.sweep()).toBe(1);
    expect(files()).toHaveLength(1);
  });

  it('says clearly what is wrong with its directory', async () => {
    writeFileSync(join(directory, 'data.mdb'), 'garbage');
    await expect(openAgain()).rejects.toThrow(expect.objectContaining({ code: 'STATE_DAMAGED', kind: 'file' }));
    const file = join(directory, 'data.mdb');
    await expect(openLocalProvider({ directory: file, propagation: 0, clock })).rejects.toThrow(
      expect.objectContaining({ code: 'STATE_UNREADABLE' }),
    );
  });
});
