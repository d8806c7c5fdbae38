import { expect, it } from 'vitest';
import { createExpiringSet } from '../../src/runtime/expiring-set.ts';
import { createStepClock } from '../support/step-clock.ts';

it('remembers for so long, and at most twice as long', () => {
  const clock = createStepClock();
  const recently = createExpiringSet(1000, clock);
  recently.add('one');
  clock.jump(999);
  recently.add('two');
  expect([recently.has('one'), recently.has('two'), recently.has('three')]).toEqual([
    ...[true, true, false],
  ]);
  clock.jump(1000);
  expect(recently.has('two')).toBe(true);
  clock.jump(1);
  expect([recently.has('one'), recently.has('two')]).toEqual([false, false]);
});

it('forgets nothing because the clock was set back', () => {
  const clock = createStepClock();
  const recently = createExpiringSet(1000, clock);
  recently.add('one');
  clock.jump(1000);
  recently.add('two');
  for (const backMs of [50, 60_000]) {
    clock.jump(-backMs);
    expect([recently.has('one'), recently.has('two')]).toEqual([true, true]);
  }
  clock.jump(2000);
  expect([recently.has('one'), recently.has('two')]).toEqual([false, false]);
});
