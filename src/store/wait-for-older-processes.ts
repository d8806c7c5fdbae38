import type { Clock } from '../runtime/clock.ts';
import { OlderProcessError, type OlderProcess } from './older-process-error.ts';

/** Longer than the lease of a process that was killed just now. */
const PATIENCE_MS = 5000;
const PAUSE_MS = 250;

/**
 * Resolves when no process of 0.1 works with the data any more. Called before this version changes anything. Throws
 * OlderProcessError when one is still alive after 5 s.
 */
export async function waitForOlderProcesses(
  findOlder: () => Promise<OlderProcess | undefined>,
  clock: Clock,
): Promise<void> {
  const giveUpAt = clock.now() + PATIENCE_MS;
  for (;;) {
    const older = await findOlder();
    if (!older) return;
    if (clock.now() >= giveUpAt) throw new OlderProcessError(older);
    await clock.sleep(PAUSE_MS);
  }
}
