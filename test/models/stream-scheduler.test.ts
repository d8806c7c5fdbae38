import { setImmediate as nextLoopTurn } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { createStreamScheduler } from '../../src/models/stream-scheduler.ts';

const limits = { perTurn: 2, atOnce: 2, pauseMs: 6 };

/** So many ask for a turn; answers how many have had it. */
function ask(nextTurn: () => Promise<void>, count: number): () => number {
  let had = 0;
  for (let number = 0; number < count; number += 1) void nextTurn().then(() => (had += 1));
  return () => had;
}

async function withFakeTimeouts(run: () => Promise<void>): Promise<void> {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  try {
    await run();
  } finally {
    vi.useRealTimers();
  }
}

describe('streams that are read by turns', () => {
  it('are read a few in each turn of the event loop', async () => {
    const had = ask(createStreamScheduler(limits), 3);
    await nextLoopTurn();
    expect(had()).toBe(2);
    await nextLoopTurn();
    expect(had()).toBe(3);
  });

  it('wait after some turns, so that others have their time', () =>
    withFakeTimeouts(async () => {
      const had = ask(createStreamScheduler(limits), 9);
      for (let turn = 0; turn < 5; turn += 1) await nextLoopTurn();
      expect(had()).toBe(4);
      await vi.advanceTimersByTimeAsync(limits.pauseMs);
      expect(had()).toBe(6);
      for (let turn = 0; turn < 5; turn += 1) await nextLoopTurn();
      expect(had(), 'each further turn waits as well').toBe(6);
      await vi.advanceTimersByTimeAsync(2 * limits.pauseMs);
      expect(had()).toBe(9);
    }));

  it('follow each other without a pause again once no stream waited', () =>
    withFakeTimeouts(async () => {
      const nextTurn = createStreamScheduler(limits);
      for (let again = 0; again < 3; again += 1) {
        const had = ask(nextTurn, 4);
        for (let turn = 0; turn < 3; turn += 1) await nextLoopTurn();
        expect(had()).toBe(4);
      }
    }));
});
