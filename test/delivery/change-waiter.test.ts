import { describe, expect, it } from 'vitest';
import { createChangeWaiter, type WaitConditions } from '../../src/delivery/change-waiter.ts';
import type { Change } from '../../src/turns/ports.ts';
import { createStepClock, settle } from '../support/step-clock.ts';

function start() {
  const clock = createStepClock();
  const listeners = new Set<(change: Change) => void>();
  const changes = {
    follow(_follower: unknown, onChange: (change: Change) => void) {
      listeners.add(onChange);
      return () => void listeners.delete(onChange);
    },
  };
  const watch = createChangeWaiter({ changes, clock }, { account: 'default', openId: 'o' });
  const tell = (change: Change) => listeners.forEach((listener) => listener(change));
  const wait = (conditions: WaitConditions) => {
    const waiting = { isOver: false };
    void watch.wait(conditions).then(() => (waiting.isOver = true));
    return waiting;
  };
  return { clock, watch, tell, wait, listeners };
}

const grown = (grownBytes: number): Change => ({ what: 'answer', grownBytes });
const state: Change = { what: 'state' };

describe('a wait', () => {
  it('ends at its time', async () => {
    const { clock, wait } = start();
    const waiting = wait({ at: clock.now() + 3000, afterBytes: 9 });
    await clock.advance(2999);
    expect(waiting.isOver).toBe(false);
    await clock.advance(1);
    await settle();
    expect(waiting.isOver).toBe(true);
  });

  it('ends immediately when its time is over', async () => {
    const { clock, wait } = start();
    const waiting = wait({ at: clock.now() - 1, afterBytes: 9 });
    await clock.advance(0);
    await settle();
    expect(waiting.isOver).toBe(true);
  });

  it.each([
    ['enough text in one piece', 100, [grown(100)], true],
    ['enough text in pieces', 100, [grown(60), grown(40)], true],
    ['too little text', 100, [grown(99)], false],
    ['any text, when any is asked for', 0, [grown(1)], true],
    ['nothing, when any text is asked for', 0, [], false],
    ['text of no length', 0, [grown(0)], false],
    ['a change of state', 100, [state], true],
  ])('with %s', async (_what, afterBytes, changes, isOver) => {
    const { wait, tell } = start();
    const waiting = wait({ afterBytes });
    changes.forEach(tell);
    await settle();
    expect(waiting.isOver).toBe(isOver);
  });

  it('does not miss a change between reading the state and waiting', async () => {
    const { watch, wait, tell } = start();
    watch.reset();
    tell(grown(10));
    tell(state);
    const waiting = wait({ afterBytes: 100 });
    await settle();
    expect(waiting.isOver).toBe(true);
  });

  it('forgets a change from before the state was read', async () => {
    const { watch, wait, tell } = start();
    tell(grown(10));
    tell(state);
    watch.reset();
    const waiting = wait({ afterBytes: 0 });
    await settle();
    expect(waiting.isOver).toBe(false);
  });

  it('ends with its waiter, as does every later one', async () => {
    const { watch, wait, listeners } = start();
    const one = wait({ afterBytes: 100 });
    watch.end();
    const other = wait({ afterBytes: 100 });
    await settle();
    expect([one.isOver, other.isOver]).toEqual([true, true]);
    expect(listeners.size).toBe(0);
  });
});
