import { toDay, TOTALS_KEPT_MS } from '../../usage/days.ts';
import { startCleanUp } from '../clean-up-loop.ts';
import { createDataDeletion } from './delete-data.ts';
import { createRecordExpiry } from './record-expiry.ts';
import { createRecordRows } from './record-rows.ts';
import type { Session } from './session.ts';

const MOST_ROWS = 500;
const CHANGES_KEPT_MS = 60_000;
/** Longer than any day for which usage counts. */
const USAGE_KEPT_MS = 48 * 60 * 60 * 1000;

/** Deletes what has expired, every minute, until the returned function is called. */
export function startHousekeeping(
  session: Pick<Session, 'database' | 'write' | 'clock' | 'registered' | 'eraseSoon'>,
  settings: { readonly retentionMs: number; readonly tracesKeptMs: number },
): () => void {
  const { database, write, clock } = session;
  const dataDeletion = createDataDeletion(session);
  const rows = createRecordRows(database);
  const recordExpiry = createRecordExpiry(session);
  // Their ids ascend with time, so the oldest are found without an index that each change would have to keep.
  const trimChanges = database.prepare(
    `DELETE FROM changes WHERE id IN
       (SELECT id FROM (SELECT id, at FROM changes ORDER BY id LIMIT :most) WHERE at < :before)`,
  );
  const trimPushes = database.prepare(
    `DELETE FROM pushes WHERE (account, signature, timestamp, nonce) IN
       (SELECT account, signature, timestamp, nonce FROM pushes WHERE forget_at <= :before LIMIT :most)`,
  );
  const trimUsage = database.prepare(
    `DELETE FROM usage WHERE (account, open_id) IN
       (SELECT account, open_id FROM usage WHERE counted_at < :before LIMIT :most)`,
  );
  const trimModelUsage = database.prepare(
    `DELETE FROM model_usage WHERE (account, open_id, day, model) IN
       (SELECT account, open_id, day, model FROM model_usage
        WHERE day < :before AND (open_id <> '' OR day < :totalsBefore) LIMIT :most)`,
  );
  const trimActivity = database.prepare(
    `DELETE FROM activity WHERE (account, day, name) IN
       (SELECT account, day, name FROM activity WHERE day < :before LIMIT :most)`,
  );

  // Rows are numbered as they come, so the oldest are found without an index.
  const trimTraces = database.prepare(
    `DELETE FROM traces WHERE rowid IN
       (SELECT id FROM (SELECT rowid AS id, begun_at FROM traces ORDER BY rowid LIMIT :most)
        WHERE begun_at <= :before)`,
  );
  const trimRings = database.prepare(
    `DELETE FROM ring_entries WHERE (ring, n) IN
       (SELECT ring, n FROM ring_entries WHERE at < :before LIMIT :most)`,
  );

  const cleanUp = async () => {
    const now = clock.now();
    const most = MOST_ROWS;
    const gone = [
      await write(() => trimChanges.run({ before: now - CHANGES_KEPT_MS, most })),
      await write(() => trimPushes.run({ before: now, most })),
      await write(() => trimUsage.run({ before: now - USAGE_KEPT_MS, most })),
    ];
    gone.push(await write(() => trimTraces.run({ before: now - settings.tracesKeptMs, most })));
    const before = now - settings.retentionMs;
    const days = { before: toDay(before), totalsBefore: toDay(now - TOTALS_KEPT_MS) };
    gone.push(await write(() => trimModelUsage.run({ most, ...days })));
    gone.push(await write(() => trimRings.run({ before, most })));
    gone.push(await write(() => trimActivity.run({ before: days.totalsBefore, most })));
    const expired = await write(() => dataDeletion.expire(before, most));
    const endedRecords = await write(() => rows.deleteExpired(now, most));
    gone.push(endedRecords);
    // A step per run is enough for what may stay a while.
    const orphanedRecords = await write(() => recordExpiry.step(before, most));
    if (expired.rows + endedRecords + orphanedRecords > 0) session.eraseSoon();
    return gone.some((rows) => rows >= most) ? 'more' : expired.left;
  };
  return startCleanUp(cleanUp, clock);
}
