import type { Clock } from '../runtime/clock.ts';
import type { Readiness } from './health.ts';

/** A probe writes to the store, and the address is public. So all requests within this time get the same answer. */
const ANSWER_HOLDS_MS = 1000;

/** Creates a check of whether the store can be used, with one `probe` at a time and at most one a second. */
export function createReadiness({
  probe,
  clock,
}: {
  readonly probe: () => Promise<void>;
  readonly clock: Clock;
}): Readiness {
  let newest: Promise<readonly string[]> | undefined;
  let isRunning = false;
  let startedAt = 0;

  const ask = async (): Promise<readonly string[]> => {
    try {
      await probe();
      return [];
    } catch (error) {
      return [error instanceof Error ? error.message : 'The store is away'];
    } finally {
      isRunning = false;
    }
  };

  return () => {
    const now = clock.now();
    const ageMs = now - startedAt;
    // An answer does not become young again when the clock is set back.
    const holds = ageMs >= 0 && ageMs < ANSWER_HOLDS_MS;
    if (newest && (isRunning || holds)) return newest;
    isRunning = true;
    startedAt = now;
    return (newest = ask());
  };
}
