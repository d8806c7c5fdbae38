import { expect, it } from 'vitest';
import { createExpiringSet } from '../../src/runtime/expiring-set.ts';
import { createStepClock } from '../support/step-clock.ts';

it('remembers for so long, and no longer', () => {
  const clock = createStepClock();
  const recently = createExpiringSet(1000, clock);
  recently.add('one');
  clock.jump(999);
  recently.add('two');
  expect([recently.has('one'), recently.has('two'), recently.has('three')]).toEqual([
    ...[true, true, false],
  ]);
  clock.jump(1);
  expect(recently.has('one')).toBe(true);
  clock.jump(1);
  expect([recently.has('one'), recently.has('two')]).toEqual([false, true]);
  clock.jump(998);
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

it('remembers what is added again from then on', () => {
  const clock = createStepClock();
  const recently = createExpiringSet(1000, clock);
  recently.add('one');
  clock.jump(800);
  recently.add('one');
  clock.jump(1000);
  expect(recently.has('one')).toBe(true);
  clock.jump(1);
  expect(recently.has('one')).toBe(false);
});

it('keeps apart what is young and what is old, however many came', () => {
  const clock = createStepClock();
  const recently = createExpiringSet(1000, clock);
  for (let n = 0; n < 10_000; n += 1) {
    recently.add(`message ${n}`);
    clock.jump(1);
  }
  const remembered = Array.from({ length: 10_000 }, (_, n) => n).filter((n) =>
    recently.has(`message ${n}`),
  );
  expect(remembered).toEqual(Array.from({ length: 1000 }, (_, n) => 9000 + n));
});
