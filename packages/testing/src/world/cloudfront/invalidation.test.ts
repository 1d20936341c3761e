import { describe, expect, it } from 'vitest';
import { codeOf, PROPAGATION, testWorld } from '../create-world.test-support.ts';
import { minimalConfig } from './config.test-support.ts';

const open = () => {
  const world = testWorld({ limits: { pathsPerInvalidation: 5 } });
  const { Id: id } = world.cloudfront.distributions.create(minimalConfig()).Distribution;
  return { ...world, id, invalidations: world.cloudfront.invalidations };
};

describe('a path', () => {
  it.each([
    ['/', 'fine'],
    ['/*', 'fine'],
    ['/images/*', 'fine'],
    ['/a*b', 'fine'],
    ['/a.jpg?x=1&y=2', 'fine'],
    ['/caf%C3%A9', 'fine'],
    ["/it's(a),path;of:@=+$!", 'fine'],
    ['#tag', 'fine'],
    [`/${'x'.repeat(3999)}`, 'fine'],
    [`/${'x'.repeat(4000)}`, 'InvalidArgument'],
    ['', 'InvalidArgument'],
    ['index.html', 'InvalidArgument'],
    ['*', 'InvalidArgument'],
    ['/a b', 'InvalidArgument'],
    ['/café', 'InvalidArgument'],
    ['/a<b', 'InvalidArgument'],
    ['/100%', 'InvalidArgument'],
    ['/~home', 'InvalidArgument'],
    ['/%7Ehome', 'InvalidArgument'],
    ['#', 'InvalidArgument'],
    ['#a,b', 'InvalidArgument'],
  ])('%j: %s', (path, code) => {
    const { invalidations, id } = open();
    const batch = { CallerReference: 'one', Paths: { Quantity: 1, Items: [path] } };
    expect(codeOf(() => invalidations.create(id, batch))).toBe(code);
  });
});

describe('a batch', () => {
  it.each([
    ['InvalidArgument', { Paths: { Quantity: 1, Items: ['/a'] } }],
    ['InvalidArgument', { CallerReference: 'one', Paths: { Quantity: 0 } }],
    ['InconsistentQuantities', { CallerReference: 'one', Paths: { Quantity: 2, Items: ['/a'] } }],
    ['InconsistentQuantities', { CallerReference: 'one' }],
    ['BatchTooLarge', { CallerReference: 'one', Paths: { Quantity: 6, Items: ['/1', '/2', '/3', '/4', '/5', '/6'] } }],
  ])('%s: %j', (code, batch) => {
    const { invalidations, id } = open();
    expect(codeOf(() => invalidations.create(id, batch))).toBe(code);
    expect(invalidations.list(id).Quantity).toBe(0);
  });

  it('counts as in progress until it is completed', () => {
    const { invalidations, cloudfront, clock, id } = open();
    const inProgress = () => cloudfront.distributions.get(id).Distribution.InProgressInvalidationBatches;
    invalidations.create(id, { CallerReference: 'one', Paths: { Quantity: 1, Items: ['/a'] } });
    clock.advance(PROPAGATION - 1);
    invalidations.create(id, { CallerReference: 'two', Paths: { Quantity: 1, Items: ['/b'] } });
    expect(inProgress()).toBe(2);
    clock.advance(1);
    expect(inProgress()).toBe(1);
    invalidations.create(id, { CallerReference: 'three', Paths: { Quantity: 1, Items: ['/c'] } });
    clock.advance(PROPAGATION);
    expect(inProgress()).toBe(0);
  });

  it('is not there any more with its distribution', () => {
    const { invalidations, cloudfront, clock, id } = open();
    const made = invalidations.create(id, { CallerReference: 'one', Paths: { Quantity: 1, Items: ['/a'] } });
    const { DistributionConfig: config, ETag } = cloudfront.distributions.getConfig(id);
    const disabled = cloudfront.distributions.update(id, ETag, { ...config, Enabled: false });
    clock.advance(PROPAGATION);
    cloudfront.distributions.delete(id, disabled.ETag);
    expect(codeOf(() => invalidations.get(id, made.Id))).toBe('NoSuchDistribution');
  });
});
