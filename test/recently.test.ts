import { expect, it } from 'vitest';
import { createRecently } from '../src/recently.ts';
import { createStepClock } from './support/step-clock.ts';

it('remembers for so long, from the last time on', () => {
  const clock = createStepClock();
  const recently = createRecently(1000, clock);
  recently.add('one');
  clock.jump(600);
  recently.add('other');
  expect([recently.has('one'), recently.has('other'), recently.has('third')]).toEqual([
    ...[true, true, false],
  ]);
  recently.add('one');
  clock.jump(600);
  expect(recently.has('one')).toBe(true);
  clock.jump(401);
  expect(recently.has('one')).toBe(false);
  expect(recently.has('other')).toBe(false);
});
