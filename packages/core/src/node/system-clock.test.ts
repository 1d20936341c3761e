import { expect, it } from 'vitest';
import { systemClock } from './system-clock.ts';
import { systemRandom } from './system-random.ts';

it('tells the time of the machine', () => {
  const before = Date.now();
  const now = systemClock.now();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});

it('sleeps for no time at all', async () => {
  await expect(systemClock.sleep(0)).resolves.toBeUndefined();
  await expect(systemClock.sleep(-5)).resolves.toBeUndefined();
});

it("wakes with the signal's own reason", async () => {
  const stop = new AbortController();
  const sleeping = systemClock.sleep(1e10, stop.signal);
  stop.abort('enough');
  await expect(sleeping).rejects.toBe('enough');
  await expect(systemClock.sleep(0, stop.signal)).rejects.toBe('enough');
});

it('makes random numbers of at least 0, below 1', () => {
  const drawn = Array.from({ length: 100 }, () => systemRandom.next());
  expect(drawn.every((number) => number >= 0 && number < 1)).toBe(true);
  expect(new Set(drawn).size).toBeGreaterThan(90);
});
