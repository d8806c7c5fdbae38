import { createClock, type Clock } from '../../src/runtime/clock.ts';

/** A clock whose timers run when the test says so, and whose time stands still otherwise. */
export interface HandClock extends Clock {
  /** The delays of the timers that are set now, in milliseconds. */
  pending(): number[];
  /** Waits until a timer with this delay is set. */
  isSet(delayMs: number): Promise<void>;
  /** Waits until a timer with this delay is set, then lets it run. */
  run(delayMs: number): Promise<void>;
  /** Lets time pass without a timer. */
  pass(ms: number): void;
}

/** Starts at `start`, milliseconds since 1970. */
export function createHandClock(start = 1_700_000_000_000): HandClock {
  let now = start;
  const timers = new Set<{ delayMs: number; task: () => void }>();
  let wake: (() => void) | undefined;
  async function find(delayMs: number) {
    for (;;) {
      const timer = [...timers].find((candidate) => candidate.delayMs === delayMs);
      if (timer !== undefined) return timer;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  return {
    ...createClock({
      now: () => now,
      after(delayMs, task) {
        const timer = { delayMs, task };
        timers.add(timer);
        wake?.();
        return () => timers.delete(timer);
      },
    }),
    pass(ms) {
      now += ms;
    },
    pending: () => [...timers].map(({ delayMs }) => delayMs),
    isSet: async (delayMs) => void (await find(delayMs)),
    async run(delayMs) {
      const timer = await find(delayMs);
      timers.delete(timer);
      now += delayMs;
      timer.task();
    },
  };
}
