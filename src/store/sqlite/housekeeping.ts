import { createForgetting } from './forgetting.ts';
import type { Session } from './session.ts';

const EVERY_MS = 60_000;
/** Small bites, so that nobody waits for the clean-up. */
const MOST_ROWS = 500;
const PAUSE_MS = 50;
const CHANGES_KEPT_MS = 60_000;

/** Deletes what has expired, every minute, until the returned function is called. */
export function startHousekeeping(
  session: Session,
  settings: { readonly retentionMs: number; readonly pushMemoryMs: number },
): () => void {
  const { database, write, clock } = session;
  const forgetting = createForgetting(database);
  const trimChanges = database.prepare('DELETE FROM changes WHERE at < :before');
  const trimPushes = database.prepare('DELETE FROM pushes WHERE seen_at < :before');
  let cancel = () => {};

  const cleanUp = async () => {
    const now = clock.now();
    await write(() => trimChanges.run({ before: now - CHANGES_KEPT_MS }));
    await write(() => trimPushes.run({ before: now - settings.pushMemoryMs }));
    return write(() => forgetting.expire(now - settings.retentionMs, MOST_ROWS));
  };
  const schedule = (delayMs: number) => {
    cancel = clock.after(delayMs, () => {
      // Nothing depends on it: what could not be deleted now goes next time.
      void cleanUp().then(
        (left) => schedule(left === 'more' ? PAUSE_MS : EVERY_MS),
        () => schedule(EVERY_MS),
      );
    });
  };
  schedule(EVERY_MS);
  return () => cancel();
}
