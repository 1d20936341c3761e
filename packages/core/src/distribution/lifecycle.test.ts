import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Goal, nextStep, type Observed, type Step } from './lifecycle.ts';

const present = (enabled: boolean, status: 'InProgress' | 'Deployed', more: object = {}): Observed => ({
  kind: 'present',
  enabled,
  status,
  ...more,
});

describe('nextStep', () => {
  it.each<[Goal, Observed, string]>([
    ['live', present(true, 'Deployed'), 'done'],
    ['live', present(true, 'InProgress'), 'wait'],
    ['live', present(false, 'Deployed'), 'enable'],
    ['live', present(false, 'InProgress'), 'enable'],
    ['dormant', present(true, 'Deployed'), 'disable'],
    ['dormant', present(true, 'InProgress'), 'disable'],
    ['dormant', present(false, 'InProgress'), 'wait'],
    ['dormant', present(false, 'Deployed'), 'done'],
    ['gone', present(true, 'Deployed'), 'disable'],
    ['gone', present(true, 'InProgress'), 'disable'],
    ['gone', present(false, 'InProgress'), 'wait'],
    ['gone', present(false, 'Deployed'), 'delete'],
    ['gone', { kind: 'absent' }, 'done'],
    ['live', { kind: 'absent' }, 'blocked'],
    ['dormant', { kind: 'absent' }, 'blocked'],
  ])('%s, seen %j: %s', (goal, observed, step) => {
    expect(nextStep(goal, observed).kind).toBe(step);
  });

  it.each(['pricing-plan', 'tenants', 'staging', 'other'] as const)('is blocked by %s', (obstacle) => {
    expect(nextStep('gone', present(false, 'Deployed', { obstacle }))).toEqual({ kind: 'blocked', reason: obstacle });
  });

  it('gives up on a distribution that somebody enables again and again', () => {
    expect(nextStep('gone', present(true, 'Deployed', { timesDisabled: 2 })).kind).toBe('disable');
    expect(nextStep('gone', present(true, 'Deployed', { timesDisabled: 3 }))).toEqual({
      kind: 'blocked',
      reason: 'enabled-again',
    });
  });

  const observed: fc.Arbitrary<Observed> = fc.oneof(
    fc.constant<Observed>({ kind: 'absent' }),
    fc.record({
      kind: fc.constant('present' as const),
      enabled: fc.boolean(),
      status: fc.constantFrom('InProgress' as const, 'Deployed' as const),
      timesDisabled: fc.nat(5),
    }),
  );

  it('never deletes what is enabled or undeployed', () => {
    fc.assert(
      fc.property(fc.constantFrom<Goal>('live', 'dormant', 'gone'), observed, (goal, seen) => {
        if (nextStep(goal, seen).kind !== 'delete') return;
        expect(goal).toBe('gone');
        expect(seen).toMatchObject({ kind: 'present', enabled: false, status: 'Deployed' });
      }),
    );
  });

  it('reaches every goal in a bounded number of steps when nobody interferes', () => {
    fc.assert(
      fc.property(fc.constantFrom<Goal>('live', 'dormant', 'gone'), observed, (goal, start) => {
        const unreachable = start.kind === 'absent' && goal !== 'gone';
        expect(lastStep(goal, start)).toBe(unreachable ? 'blocked' : 'done');
      }),
    );
  });
});

/** What the lifecycle ends with when every step is carried out at once and nobody else acts. */
function lastStep(goal: Goal, start: Observed): Step['kind'] {
  let seen: Observed = start.kind === 'present' ? { ...start, timesDisabled: 0 } : start;
  for (let turn = 0; turn < 6; turn += 1) {
    const { kind } = nextStep(goal, seen);
    if (kind === 'done' || kind === 'blocked') return kind;
    seen = carriedOut(kind, seen);
  }
  throw new Error('the goal was not reached in six steps');
}

function carriedOut(step: 'enable' | 'disable' | 'wait' | 'delete', seen: Observed): Observed {
  if (step === 'delete' || seen.kind === 'absent') return { kind: 'absent' };
  return step === 'wait' ? { ...seen, status: 'Deployed' } : present(step === 'enable', 'InProgress');
}
