import { describe, expect, it } from 'vitest';
import { createAttemptTimeout } from '../../src/delivery/attempt-timeout.ts';
import { createStepClock } from '../support/step-clock.ts';

describe('how long WeChat waits', () => {
  it('is the whole 5 s until WeChat closes an attempt sooner', () => {
    expect(createAttemptTimeout(5000, createStepClock()).ms()).toBe(5000);
  });

  it('follows immediately an attempt that was closed sooner, whatever older ones said', () => {
    const timeout = createAttemptTimeout(5000, createStepClock());
    timeout.note(4500);
    timeout.note(4100);
    timeout.note(4800);
    expect(timeout.ms()).toBe(4100);
  });

  it('grows again with time, up to the whole 5 s', () => {
    const clock = createStepClock();
    const timeout = createAttemptTimeout(5000, clock);
    timeout.note(3000);
    clock.jump(1000);
    expect(timeout.ms()).toBe(3250);
    clock.jump(60_000);
    expect(timeout.ms()).toBe(5000);
  });

  it('ignores a connection that broke much sooner', () => {
    const timeout = createAttemptTimeout(5000, createStepClock());
    timeout.note(800);
    expect(timeout.ms()).toBe(5000);
  });
});
