import type { Clock } from '../runtime/clock.ts';

/** Calls `onSilence` when nothing resets it for long enough. */
export interface Watchdog {
  /** Starts to count, anew if it was counting. */
  arm(silenceMs: number): void;
  disarm(): void;
  /** The silence that was too long, once it was. */
  firedAfterMs(): number | undefined;
}

/** The openai package limits the wait for headers only; a stream that stalls afterwards would hang for ever. */
export function createWatchdog(clock: Clock, onSilence: () => void): Watchdog {
  let firedAfterMs: number | undefined;
  let cancel: (() => void) | undefined;
  const disarm = () => {
    cancel?.();
    cancel = undefined;
  };
  return {
    arm(silenceMs) {
      disarm();
      cancel = clock.after(silenceMs, () => {
        firedAfterMs = silenceMs;
        onSilence();
      });
    },
    disarm,
    firedAfterMs: () => firedAfterMs,
  };
}
