import type { DueItem } from '../../turns/ports.ts';
import type { Session } from './session.ts';

/** A taken due item. Both functions belong inside a write, and do nothing when the item was added anew meanwhile. */
export interface TakenItem {
  readonly item: DueItem;
  forget(): void;
  postpone(nextAt: number): void;
}

/** A place where due items are stored. All but `isAnyDue` is called inside a write. */
export interface DueItemSource {
  isAnyDue(now: number): boolean;
  /** Takes due items and hides them from other processes until `hiddenUntil`. */
  take(now: number, hiddenUntil: number, most: number): TakenItem[];
}

export interface DueItemRows extends DueItemSource {
  /** Adds an item; one that is stored already gets the new time. */
  add(item: DueItem, delayMs: number): void;
}

interface DueItemRow {
  kind: string;
  account: string;
  open_id: string;
  turn_id: string;
}

const IS_ROW = 'kind = :kind AND account = :account AND open_id = :openId AND turn_id = :turnId';

/**
 * Stores due items in rows of their own: checks of followers, and what is added from outside. The store's own checks of
 * turns stand with the turns.
 */
export function createDueItemRows({
  database,
  clock,
}: Pick<Session, 'database' | 'clock'>): DueItemRows {
  const insert = database.prepare(
    `INSERT INTO work (kind, account, open_id, turn_id, due_at)
     VALUES (:kind, :account, :openId, :turnId, :dueAt)
     ON CONFLICT (kind, account, open_id, turn_id) DO UPDATE SET due_at = excluded.due_at`,
  );
  const anyDue = database.prepare('SELECT 1 FROM work WHERE due_at <= :now LIMIT 1');
  const take = database.prepare<DueItemRow>(
    `UPDATE work SET due_at = :hiddenUntil WHERE (kind, account, open_id, turn_id) IN
       (SELECT kind, account, open_id, turn_id FROM work WHERE due_at <= :now ORDER BY due_at LIMIT :most)
     RETURNING kind, account, open_id, turn_id`,
  );
  const isTaken = `${IS_ROW} AND due_at = :hiddenUntil`;
  const forget = database.prepare(`DELETE FROM work WHERE ${isTaken}`);
  const postpone = database.prepare(`UPDATE work SET due_at = :nextAt WHERE ${isTaken}`);

  return {
    add: (item, delayMs) => void insert.run({ dueAt: clock.now() + delayMs, ...toKey(item) }),
    isAnyDue: (now) => anyDue.first({ now }) !== undefined,
    take: (now, hiddenUntil, most) =>
      take.all({ now, hiddenUntil, most }).map((row) => {
        const item = toItem(row);
        const taken = { hiddenUntil, ...toKey(item) };
        return {
          item,
          forget: () => void forget.run(taken),
          postpone: (nextAt) => void postpone.run({ nextAt, ...taken }),
        };
      }),
  };
}

function toKey({ kind, follower, turnId = '' }: DueItem) {
  return { kind, account: follower.account, openId: follower.openId, turnId };
}

function toItem({ kind, account, open_id: openId, turn_id: turnId }: DueItemRow): DueItem {
  const follower = { account, openId };
  return turnId === '' ? { kind, follower } : { kind, follower, turnId };
}
