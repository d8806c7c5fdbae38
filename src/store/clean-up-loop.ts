import type { Clock } from '../runtime/clock.ts';

const EVERY_MS = 60_000;
/** Clean-ups delete in small batches, so that no request waits for them. */
const PAUSE_MS = 50;

/** Runs the clean-up every minute, and after a short pause while it leaves more, until the returned function is called. */
export function startCleanUp(cleanUp: () => Promise<'more' | 'done'>, clock: Clock): () => void {
  let cancel = () => {};
  const schedule = (delayMs: number) => {
    cancel = clock.after(delayMs, () => {
      // Nothing depends on it; the next run deletes what this one could not.
      void cleanUp().then(
        (left) => schedule(left === 'more' ? PAUSE_MS : EVERY_MS),
        () => schedule(EVERY_MS),
      );
    });
  };
  schedule(EVERY_MS);
  return () => cancel();
}
