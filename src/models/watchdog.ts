import type { Clock } from '../runtime/clock.ts';

/** Calls `onSilence` when nothing resets it for long enough. */
export interface Watchdog {
  /** Starts to count, or starts anew. */
  arm(silenceMs: number): void;
  disarm(): void;
  /** Returns the silence that was too long, if there was one. */
  firedAfterMs(): number | undefined;
}

/**
 * Creates a watchdog. The openai package limits only the wait for headers; a stream that stalls later would hang for
 * ever.
 */
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
