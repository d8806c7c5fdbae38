import type { DueItem } from '../../turns/ports.ts';
import type { Session } from './session.ts';

/** Work that was taken. Both functions belong inside a write, and leave alone what was asked for anew meanwhile. */
export interface DueWork {
  readonly work: DueItem;
  forget(): void;
  postpone(nextAt: number): void;
}

/** Where work is written down; all of it inside a write, but for `isAnyDue`. */
export interface WorkSource {
  isAnyDue(now: number): boolean;
  /** Takes what is due, so that nobody else does until `hiddenUntil`. */
  take(now: number, hiddenUntil: number, most: number): DueWork[];
}

export interface WorkRows extends WorkSource {
  /** What is there already gets the new time. */
  add(work: DueItem, delayMs: number): void;
}

interface WorkRow {
  kind: DueItem['kind'];
  account: string;
  open_id: string;
  turn_id: string;
}

const IS_ROW = 'kind = :kind AND account = :account AND open_id = :openId AND turn_id = :turnId';

/**
 * Work in rows of its own: looks at followers, and what is added from outside. The store's own looks at turns stand
 * with the turns.
 */
export function createWorkRows({ database, clock }: Pick<Session, 'database' | 'clock'>): WorkRows {
  const insert = database.prepare(
    `INSERT INTO work (kind, account, open_id, turn_id, due_at)
     VALUES (:kind, :account, :openId, :turnId, :dueAt)
     ON CONFLICT (kind, account, open_id, turn_id) DO UPDATE SET due_at = excluded.due_at`,
  );
  const anyDue = database.prepare('SELECT 1 FROM work WHERE due_at <= :now LIMIT 1');
  const take = database.prepare<WorkRow>(
    `UPDATE work SET due_at = :hiddenUntil WHERE (kind, account, open_id, turn_id) IN
       (SELECT kind, account, open_id, turn_id FROM work WHERE due_at <= :now ORDER BY due_at LIMIT :most)
     RETURNING kind, account, open_id, turn_id`,
  );
  const isTaken = `${IS_ROW} AND due_at = :hiddenUntil`;
  const forget = database.prepare(`DELETE FROM work WHERE ${isTaken}`);
  const postpone = database.prepare(`UPDATE work SET due_at = :nextAt WHERE ${isTaken}`);

  return {
    add: (work, delayMs) => void insert.run({ dueAt: clock.now() + delayMs, ...toKey(work) }),
    isAnyDue: (now) => anyDue.first({ now }) !== undefined,
    take: (now, hiddenUntil, most) =>
      take.all({ now, hiddenUntil, most }).map((row) => {
        const work = toWork(row);
        const taken = { hiddenUntil, ...toKey(work) };
        return {
          work,
          forget: () => void forget.run(taken),
          postpone: (nextAt) => void postpone.run({ nextAt, ...taken }),
        };
      }),
  };
}

function toKey(work: DueItem) {
  const turnId = work.kind === 'turn' ? work.turnId : '';
  return { kind: work.kind, ...work.follower, turnId };
}

function toWork({ kind, account, open_id: openId, turn_id: turnId }: WorkRow): DueItem {
  const follower = { account, openId };
  return kind === 'turn' ? { kind, follower, turnId } : { kind, follower };
}
