import { describe, expect, it } from 'vitest';
import { createAttemptTimeout } from '../../src/delivery/attempt-timeout.ts';
import { createStepClock } from '../support/step-clock.ts';

describe('how long WeChat waits', () => {
  it('is taken to be the whole 5 s until an attempt tells otherwise', () => {
    expect(createAttemptTimeout(5000, createStepClock()).ms()).toBe(5000);
  });

  it('is believed at once when an attempt was closed sooner, whatever older ones said', () => {
    const patience = createAttemptTimeout(5000, createStepClock());
    patience.note(4500);
    patience.note(4100);
    patience.note(4800);
    expect(patience.ms()).toBe(4100);
  });

  it('grows again with the time, and never beyond the whole', () => {
    const clock = createStepClock();
    const patience = createAttemptTimeout(5000, clock);
    patience.note(3000);
    clock.jump(1000);
    expect(patience.ms()).toBe(3250);
    clock.jump(60_000);
    expect(patience.ms()).toBe(5000);
  });

  it('is not what a connection tells that broke much sooner', () => {
    const patience = createAttemptTimeout(5000, createStepClock());
    patience.note(800);
    expect(patience.ms()).toBe(5000);
  });
});
