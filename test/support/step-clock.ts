import { createClock, type Clock } from '../../src/runtime/clock.ts';

/** One time for several processes; it stands still until a test moves it. */
export interface StepClock extends Clock {
  /** Moves on, running what falls due in its order; promises settle in between. */
  advance(ms: number): Promise<void>;
  /** Moves on at once, as for machines that slept: what fell due runs with the next `advance`. */
  jump(ms: number): void;
  /** The same time for one process, whose timers can be stopped. */
  forProcess(): ProcessClock;
}

/** A process's view of the time. */
interface ProcessClock extends Clock {
  /** The process hangs: none of its timers runs any more. */
  freeze(): void;
}

interface Timer {
  readonly dueAt: number;
  readonly task: () => void;
  readonly isFrozen: () => boolean;
}

/**
 * Starts at `start`, milliseconds since 1970. `settleAll` resolves when everything that a timer began is done; for a
 * store that answers over a socket that is more than its promises.
 */
export function createStepClock({ start = 1_700_000_000_000, settleAll = settle } = {}): StepClock {
  let now = start;
  const timers = new Set<Timer>();

  const set = (delayMs: number, task: () => void, isFrozen: () => boolean) => {
    const timer = { dueAt: now + delayMs, task, isFrozen };
    timers.add(timer);
    return () => void timers.delete(timer);
  };
  const nextDue = (until: number) => {
    let next: Timer | undefined;
    for (const timer of timers)
      if (timer.dueAt <= until && !timer.isFrozen() && timer.dueAt < (next?.dueAt ?? Infinity))
        next = timer;
    return next;
  };

  return {
    ...createClock({
      now: () => now,
      after: (delayMs, task) => set(delayMs, task, () => false),
    }),
    jump: (ms) => {
      now += ms;
    },
    async advance(ms) {
      const until = now + ms;
      await settleAll();
      for (let next = nextDue(until); next; next = nextDue(until)) {
        timers.delete(next);
        now = Math.max(now, next.dueAt);
        next.task();
        await settleAll();
      }
      now = until;
    },
    forProcess() {
      let isFrozen = false;
      return {
        ...createClock({
          now: () => now,
          after: (delayMs, task) => set(delayMs, task, () => isFrozen),
        }),
        freeze: () => {
          isFrozen = true;
        },
      };
    },
  };
}

/** The store gathers writes for a few turns of the event loop; this is longer. */
const TURNS_TO_SETTLE = 6;

/** Resolves when everything that waits for nothing but promises is done. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS_TO_SETTLE; turn += 1)
    await new Promise((resolve) => setImmediate(resolve));
}
