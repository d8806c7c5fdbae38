import type { BackgroundStorage } from '../background/background-storage.ts';
import { readNow } from './reader.ts';
import type { Session } from './session.ts';

const LOOK_EVERY_MS = 500;

interface BackgroundRow {
  kind: string;
  key: string;
  state: string;
  failures: number;
  additions: number;
}

/** Stores background items in a table of their own. */
export function createBackgroundStorage({
  database,
  write,
  clock,
  newId,
}: Pick<Session, 'database' | 'write' | 'clock' | 'newId'>): BackgroundStorage {
  const insert = database.prepare(
    `INSERT INTO background (kind, key, state, due_at) VALUES (:kind, :key, :state, :dueAt)
     ON CONFLICT (kind, key) DO UPDATE SET
       state = excluded.state, due_at = excluded.due_at, failures = 0, additions = additions + 1`,
  );
  const isDue = `due_at <= :now AND hidden_until <= :now
    AND kind IN (SELECT value FROM json_each(:kinds))`;
  const anyDue = database.prepare(`SELECT 1 FROM background WHERE ${isDue} LIMIT 1`);
  const take = database.prepare<BackgroundRow>(
    `UPDATE background SET lease = :lease, hidden_until = :hiddenUntil WHERE (kind, key) IN
       (SELECT kind, key FROM background WHERE ${isDue} ORDER BY due_at LIMIT 1)
     RETURNING kind, key, state, failures, additions`,
  );
  const isMine = 'kind = :kind AND key = :key AND lease = :lease';
  const isAsTaken = `${isMine} AND additions = :additions`;
  const forget = database.prepare(`DELETE FROM background WHERE ${isAsTaken}`);
  const postpone = database.prepare(
    `UPDATE background SET state = :state, failures = :failures, due_at = :dueAt
     WHERE ${isAsTaken}`,
  );
  const show = database.prepare(
    `UPDATE background SET lease = NULL, hidden_until = 0 WHERE ${isMine}`,
  );

  return {
    lookEveryMs: LOOK_EVERY_MS,
    add: ({ kind, key, state }, delayMs) =>
      write(() => {
        insert.run({ kind, key, state, dueAt: clock.now() + delayMs });
      }),
    async take(kinds, hiddenMs) {
      const among = JSON.stringify(kinds);
      // Most looks find nothing, and a read disturbs no other process.
      if (!readNow(() => anyDue.first({ now: clock.now(), kinds: among }))) return undefined;
      const lease = newId();
      const row = await write(() => {
        const now = clock.now();
        return take.first({ lease, now, kinds: among, hiddenUntil: now + hiddenMs });
      });
      if (!row) return undefined;
      const { kind, key, state, failures, additions } = row;
      return {
        item: { kind, key, state },
        failures,
        lease,
        additions,
      };
    },
    settle: ({ item: { kind, key }, lease, additions }, settlement) =>
      write(() => {
        const taken = { kind, key, lease, additions };
        if (settlement === 'done') forget.run(taken);
        else {
          const { state, failures, dueInMs } = settlement;
          const dueAt = clock.now() + dueInMs;
          postpone.run({ kind, key, lease, additions, state, failures, dueAt });
        }
        show.run({ kind, key, lease });
      }),
  };
}
