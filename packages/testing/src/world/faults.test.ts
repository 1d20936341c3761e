import { describe, expect, it } from 'vitest';
import { minimalConfig } from './cloudfront/config.test-support.ts';
import { codeOf, PROPAGATION, testWorld } from './create-world.test-support.ts';

const open = () => {
  const world = testWorld();
  const { Distribution: made, ETag } = world.cloudfront.distributions.create(minimalConfig({ Enabled: false }));
  const update = (ifMatch = ETag) => world.cloudfront.distributions.update(made.Id, ifMatch, made.DistributionConfig);
  return { ...world, id: made.Id, etag: ETag, update };
};

describe('a fault', () => {
  it('strikes the call that it is for, so many times', () => {
    const { cloudfront, faults } = open();
    faults.add({ operation: 'ListDistributions', on: 2, times: 2, fault: { kind: 'throttle' } });
    const codes = Array.from({ length: 4 }, () => codeOf(() => cloudfront.distributions.list()));
    expect(codes).toEqual(['fine', 'Throttling', 'Throttling', 'fine']);
    expect(faults.list()).toEqual([]);
  });

  it('can be taken away again', () => {
    const { s3, acm, faults } = open();
    const remove = faults.add({ operation: '*', times: Number.POSITIVE_INFINITY, fault: { kind: 'deny' } });
    expect([codeOf(() => s3.listBuckets()), codeOf(() => acm.listCertificates())]).toEqual([
      'AccessDenied',
      'AccessDeniedException',
    ]);
    expect(faults.list()).toHaveLength(1);
    remove();
    expect(codeOf(() => s3.listBuckets())).toBe('fine');
    faults.add({ operation: '*', fault: { kind: 'throttle' } });
    faults.clear();
    expect(codeOf(() => s3.listBuckets())).toBe('fine');
  });

  it('can be any error of AWS, and then nothing is done', () => {
    const { faults, cloudfront, id, etag, update } = open();
    faults.add({ operation: 'UpdateDistribution', fault: { kind: 'fail', code: 'InternalError', status: 500 } });
    expect(update).toThrow(expect.objectContaining({ code: 'InternalError', status: 500 }));
    expect(cloudfront.distributions.get(id).ETag).toBe(etag);
  });

  it('can be somebody who was faster', () => {
    const { faults, cloudfront, clock, id, etag, update } = open();
    clock.advance(PROPAGATION);
    faults.add({ operation: 'UpdateDistribution', fault: { kind: 'lose-race' } });
    expect(codeOf(update)).toBe('PreconditionFailed');
    const now = cloudfront.distributions.get(id);
    expect(now.ETag).not.toBe(etag);
    expect(now.Distribution.Status).toBe('InProgress');
    expect(codeOf(() => update(now.ETag))).toBe('fine');
    faults.add({ operation: 'DeleteDistribution', fault: { kind: 'lose-race' } });
    clock.advance(PROPAGATION);
    const { ETag } = cloudfront.distributions.get(id);
    expect(codeOf(() => cloudfront.distributions.delete(id, ETag))).toBe('PreconditionFailed');
  });

  it('can be an answer that gets lost, and then it was done', async () => {
    const { faults, cloudfront, s3, id, etag, update } = open();
    faults.add({ operation: 'UpdateDistribution', fault: { kind: 'lose-answer' } });
    expect(codeOf(update)).toBe('ServiceUnavailable');
    expect(cloudfront.distributions.get(id).ETag).not.toBe(etag);
    s3.createBucket({ Bucket: 'site' });
    faults.add({ operation: 'PutObject', fault: { kind: 'lose-answer' } });
    const body = (async function* () {
      yield Buffer.from('x');
    })();
    await expect(s3.putObject({ Bucket: 'site', Key: 'a', Body: body })).rejects.toThrow(
      expect.objectContaining({ code: 'ServiceUnavailable', status: 503 }),
    );
    expect(s3.headObject({ Bucket: 'site', Key: 'a' }).ContentLength).toBe(1);
  });
});

describe('the calls of a World', () => {
  it('are noted with what they were about and how they ended', () => {
    const { calls, s3, clock } = testWorld();
    s3.createBucket({ Bucket: 'site' });
    clock.advance(5);
    codeOf(() => s3.headObject({ Bucket: 'site', Key: 'a' }));
    const at = clock.now();
    expect(calls).toEqual([
      { service: 's3', operation: 'CreateBucket', resource: 'site', at: at - 5 },
      { service: 's3', operation: 'HeadObject', resource: 'site/a', at, error: 'NoSuchKey' },
    ]);
  });

  it('are the newest thousand', () => {
    const { calls, s3 } = testWorld();
    for (let turn = 0; turn < 1100; turn += 1) s3.listBuckets();
    expect(calls).toHaveLength(1000);
  });
});
