import type { Clock } from '../../runtime/clock.ts';
import type { Change, Changes } from '../../turns/ports.ts';
import type { FollowerId } from '../../turns/turn.ts';
import type { Database } from './database.ts';
import { readNow } from './reader.ts';

const LOOK_EVERY_MS = 50;

/** Announces changes inside this process, and reads those of other processes while a caller follows. */
export interface SqliteChanges extends Changes {
  announce(follower: FollowerId, change: Change): void;
  /** Records a change for the other processes, inside a write; one row serves all that share the transaction. */
  record(follower: FollowerId): void;
  /** Begins a transaction and forgets what was recorded in one that failed. */
  begin(): void;
  /** Writes the recorded changes at the end of the transaction, if another process is there to read them. */
  keep(): void;
  close(): void;
}

/** Other processes' changes are seen within 50 ms: `data_version` tells cheaply whether they wrote at all. */
export function createChanges(
  { database, clock }: { database: Database; clock: Clock },
  processId: string,
): SqliteChanges {
  const dataVersion = database.prepare<{ data_version: number }>('PRAGMA data_version');
  const insert = database.prepare(
    'INSERT INTO changes (process, followers, at) VALUES (:process, :followers, :at)',
  );
  const anyOther = database.prepare('SELECT 1 FROM processes WHERE id <> :processId LIMIT 1');
  const newest = database.prepare<{ id: number }>('SELECT coalesce(max(id), 0) AS id FROM changes');
  const since = database.prepare<{ id: number; process: string; followers: string }>(
    'SELECT id, process, followers FROM changes WHERE id > :id ORDER BY id',
  );

  const listeners = new Map<string, Set<(change: Change) => void>>();
  const recorded = new Map<string, FollowerId>();
  let seenVersion = -1;
  let seenId = readNow(() => newest.first()?.id ?? 0);
  let cancel: (() => void) | undefined;

  const announce = (follower: FollowerId, change: Change) => {
    for (const listener of listeners.get(keyOf(follower)) ?? []) listener(change);
  };
  const look = () => {
    const version = dataVersion.first()?.data_version ?? 0;
    if (version === seenVersion) return;
    seenVersion = version;
    for (const row of since.all({ id: seenId })) {
      seenId = row.id;
      if (row.process === processId) continue;
      for (const follower of JSON.parse(row.followers) as FollowerId[])
        announce(follower, { what: 'state' });
    }
  };
  const schedule = () => {
    cancel = clock.after(LOOK_EVERY_MS, () => {
      try {
        look();
      } catch {
        // An unreadable store shows in /readyz; the next reading may succeed.
      }
      if (listeners.size > 0) schedule();
      else cancel = undefined;
    });
  };

  return {
    announce,
    record: (follower) => void recorded.set(keyOf(follower), follower),
    begin: () => recorded.clear(),
    keep() {
      // A process enters itself in a write of its own, before it follows. One that stood still for so long that
      // its row was deleted may miss a change; its waits end by their time.
      if (recorded.size === 0 || !anyOther.first({ processId })) return;
      const followers = JSON.stringify([...recorded.values()]);
      insert.run({ process: processId, followers, at: clock.now() });
    },
    follow(follower, onChange) {
      const key = keyOf(follower);
      const own = listeners.get(key) ?? new Set();
      listeners.set(key, own.add(onChange));
      if (!cancel) schedule();
      return () => {
        own.delete(onChange);
        if (own.size === 0 && listeners.get(key) === own) listeners.delete(key);
      };
    },
    close: () => cancel?.(),
  };
}

function keyOf({ account, openId }: FollowerId): string {
  return `${account}\n${openId}`;
}
