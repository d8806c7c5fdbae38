import type { Clock } from '../runtime/clock.ts';
import { questionStopped } from '../turns/answerer-error.ts';

/** Waits, unless the question is stopped meanwhile. */
export function pause(pauseMs: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      cancel();
      reject(questionStopped(signal));
    };
    const cancel = clock.after(pauseMs, () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
