import type { Runtime } from '../runtime/runtime.ts';
import { waitAtMost } from '../runtime/wait-at-most.ts';

/** Beyond this, a store that hangs would hold up the stop; the next process takes over what was not written. */
const LAST_WRITES_MS = 3000;

/** Waits for what an account writes after it was told to hand over, for 3 s at most. */
export function waitForLastWrites({
  clock,
  background,
}: Pick<Runtime, 'clock' | 'background'>): Promise<void> {
  return waitAtMost(clock, LAST_WRITES_MS, background.settled());
}
