import { describe, expect, it } from 'vitest';
import { VirtualClock } from './virtual-clock.ts';

describe('a virtual clock', () => {
  it('stands still until it is moved, and wakes in order', async () => {
    const clock = new VirtualClock({ start: 1000 });
    const woken: string[] = [];
    const sleeps = [
      clock.sleep(20).then(() => woken.push('later')),
      clock.sleep(10).then(() => woken.push('sooner')),
      clock.sleep(30).then(() => woken.push('last')),
    ];
    expect(clock.sleeping).toBe(3);
    clock.advance(20);
    await Promise.all(sleeps.slice(0, 2));
    expect([woken, clock.now(), clock.sleeping]).toEqual([['sooner', 'later'], 1020, 1]);
    clock.advance(10);
    await sleeps[2];
    expect(woken).toEqual(['sooner', 'later', 'last']);
  });

  it('does not hold up who sleeps for no time', async () => {
    const clock = new VirtualClock();
    await clock.sleep(0);
    expect(clock.sleeping).toBe(0);
  });

  it('moves by itself when it is told to', async () => {
    const clock = new VirtualClock({ start: 0, advanceOnSleep: true });
    await clock.sleep(60_000);
    expect(clock.now()).toBe(60_000);
  });

  it.each([false, true])('lets go of who is interrupted (moving by itself: %s)', async (advanceOnSleep) => {
    const clock = new VirtualClock({ start: 0, advanceOnSleep });
    await expect(clock.sleep(10, AbortSignal.abort('enough'))).rejects.toBe('enough');
    expect([clock.now(), clock.sleeping]).toEqual([0, 0]);
  });

  it('lets go of who is interrupted while asleep', async () => {
    const clock = new VirtualClock();
    const interruption = new AbortController();
    const sleep = clock.sleep(10, interruption.signal);
    interruption.abort('enough');
    await expect(sleep).rejects.toBe('enough');
    expect(clock.sleeping).toBe(0);
  });
});
