import type { Work, WorkQueue } from '../../turns/ports.ts';
import type { Session } from './session.ts';

/** How long after a turn was written down somebody looks whether its process still lives. */
export const LOOK_AT_TURN_AFTER_MS = 3000;

const POLL_MS = 250;
/** A turn whose process lives is looked at again after this time; when that dies, its turns are due at once. */
const LOOK_AT_LIVING_AFTER_MS = 30_000;
/** Work that was taken comes again after this time, unless it is done before. */
const HIDDEN_WHILE_HANDLED_MS = 10_000;
const MOST_AT_ONCE = 100;
const RETRY_MS = 1000;

interface WorkRow {
  kind: string;
  account: string;
  open_id: string;
  turn_id: string;
  due_at: number;
}

const IS_ROW = 'kind = :kind AND account = :account AND open_id = :openId AND turn_id = :turnId';

/** Adding and forgetting work, inside a write. */
export function scheduleWork({ database, clock }: Pick<Session, 'database' | 'clock'>) {
  const insert = database.prepare(
    `INSERT INTO work (kind, account, open_id, turn_id, due_at)
     VALUES (:kind, :account, :openId, :turnId, :dueAt)
     ON CONFLICT (kind, account, open_id, turn_id) DO UPDATE SET due_at = excluded.due_at`,
  );
  const remove = database.prepare(`DELETE FROM work WHERE ${IS_ROW}`);
  return {
    add: (work: Work, delayMs: number) =>
      insert.run({ ...toKey(work), dueAt: clock.now() + delayMs }),
    remove: (work: Work) => remove.run(toKey(work)),
  };
}

/** A table and a timer. */
export function createWorkQueue(session: Session): WorkQueue {
  const { database, write, clock, processId } = session;
  const work = scheduleWork(session);
  const isAnyDue = database.prepare('SELECT 1 FROM work WHERE due_at <= :now LIMIT 1');
  // Most turns that are due for a look have a living owner: one statement passes over all of them.
  const passOverLiving = database.prepare(
    `UPDATE work SET due_at = :nextAt
     WHERE due_at <= :now AND kind = 'turn' AND EXISTS (
       SELECT 1 FROM turns JOIN processes ON processes.id = turns.owner
       WHERE turns.id = work.turn_id AND processes.alive_until > :now)`,
  );
  const livingOthers = database.prepare<{ id: string }>(
    'SELECT id FROM processes WHERE alive_until > :now AND id <> :processId',
  );
  // When a process is gone, or all were, nobody has to wait for the time of the look.
  const hurryOrphans = database.prepare(
    `UPDATE work SET due_at = :now
     WHERE kind = 'turn' AND due_at > :now AND NOT EXISTS (
       SELECT 1 FROM turns JOIN processes ON processes.id = turns.owner
       WHERE turns.id = work.turn_id AND (processes.alive_until > :now OR turns.starts_at > :now))`,
  );
  const take = database.prepare<WorkRow>(
    `UPDATE work SET due_at = :hiddenUntil WHERE (kind, account, open_id, turn_id) IN
       (SELECT kind, account, open_id, turn_id FROM work WHERE due_at <= :now ORDER BY due_at LIMIT :most)
     RETURNING kind, account, open_id, turn_id, due_at`,
  );
  // Only while nobody asked for another look meanwhile.
  const forget = database.prepare(`DELETE FROM work WHERE ${IS_ROW} AND due_at = :dueAt`);
  const postpone = database.prepare(
    `UPDATE work SET due_at = :nextAt WHERE ${IS_ROW} AND due_at = :dueAt`,
  );

  return {
    add: async (item, delayMs) => void (await write(() => work.add(item, delayMs))),
    start(handle) {
      let isStopped = false;
      let cancel = () => {};
      let running = Promise.resolve();

      const handleOne = async (row: WorkRow) => {
        const item = fromRow(row);
        const mine = { ...toKey(item), dueAt: row.due_at };
        const result = await handle(item).catch(() => ({ againInMs: RETRY_MS }));
        await write(() =>
          result === 'done'
            ? forget.run(mine)
            : postpone.run({ ...mine, nextAt: clock.now() + result.againInMs }),
        );
      };
      let others: readonly string[] = [];
      const hurryWhenOneIsGone = async (now: number) => {
        const ids = livingOthers.all({ now, processId }).map((row) => row.id);
        const isOneGone = others.some((id) => !ids.includes(id));
        if (isOneGone) await write(() => void hurryOrphans.run({ now: clock.now() }));
        others = ids;
      };
      const look = async () => {
        const now = clock.now();
        await hurryWhenOneIsGone(now);
        if (isAnyDue.first({ now }) === undefined) return;
        const rows = await write(() => {
          passOverLiving.run({ now, nextAt: now + LOOK_AT_LIVING_AFTER_MS });
          return take.all({ now, hiddenUntil: now + HIDDEN_WHILE_HANDLED_MS, most: MOST_AT_ONCE });
        });
        await Promise.all(rows.map(handleOne));
      };
      const schedule = () => {
        cancel = clock.after(POLL_MS, () => {
          // What could not be taken or finished now is due again later.
          running = look()
            .catch(() => {})
            .finally(() => isStopped || schedule());
        });
      };
      running = write(() => void hurryOrphans.run({ now: clock.now() }))
        .catch(() => {})
        .finally(schedule);
      return async () => {
        isStopped = true;
        cancel();
        await running;
      };
    },
  };
}

function toKey(work: Work) {
  const turnId = work.kind === 'turn' ? work.turnId : '';
  return { kind: work.kind, ...work.follower, turnId };
}

function fromRow(row: WorkRow): Work {
  const follower = { account: row.account, openId: row.open_id };
  return row.kind === 'turn'
    ? { kind: 'turn', follower, turnId: row.turn_id }
    : { kind: 'follower', follower };
}
