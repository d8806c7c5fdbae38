/** Tells the time, in milliseconds since 1970. It is passed in, so that a test can decide what time it is. */
export interface Clock extends Timekeeper {
  /** Resolves after `delayMs`. */
  sleep(delayMs: number): Promise<void>;
}

/** The functions of which a clock is made. */
export interface Timekeeper {
  now: () => number;
  /** Runs `task` after `delayMs`; the returned function cancels it. */
  after: (delayMs: number, task: () => void) => () => void;
}

/** Creates a clock whose `sleep` follows the same time. */
export function createClock({ now, after }: Timekeeper): Clock {
  return {
    now,
    after,
    sleep: (delayMs) => new Promise((resolve) => void after(delayMs, resolve)),
  };
}

/** The machine's clock. */
export const systemClock: Clock = createClock({
  now: () => Date.now(),
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
});
