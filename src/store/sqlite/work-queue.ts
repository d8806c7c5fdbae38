import type { Work, WorkQueue } from '../../turns/ports.ts';
import type { Session } from './session.ts';

/** How long after a turn was written down somebody looks whether its process still lives. */
export const LOOK_AT_TURN_AFTER_MS = 3000;

const POLL_MS = 250;
/** Work that was taken comes again after this time, unless it is done before. */
const HIDDEN_WHILE_HANDLED_MS = 10_000;
const MOST_AT_ONCE = 100;
const RETRY_MS = 1000;

/** Adding and forgetting work, inside a write. */
export function scheduleWork({ database, clock }: Pick<Session, 'database' | 'clock'>) {
  const insert = database.prepare(
    `INSERT INTO work (kind, subject, due_at) VALUES (:kind, :subject, :dueAt)
     ON CONFLICT (kind, subject) DO UPDATE SET due_at = excluded.due_at`,
  );
  const remove = database.prepare('DELETE FROM work WHERE kind = :kind AND subject = :subject');
  return {
    add: (work: Work, delayMs: number) =>
      insert.run({ ...toRow(work), dueAt: clock.now() + delayMs }),
    remove: (work: Work) => remove.run(toRow(work)),
  };
}

/** A table and a timer. */
export function createWorkQueue(session: Session): WorkQueue {
  const { database, write, clock } = session;
  const work = scheduleWork(session);
  const isAnyDue = database.prepare('SELECT 1 FROM work WHERE due_at <= :now LIMIT 1');
  const take = database.prepare<{ kind: string; subject: string; due_at: number }>(
    `UPDATE work SET due_at = :hiddenUntil WHERE (kind, subject) IN
       (SELECT kind, subject FROM work WHERE due_at <= :now ORDER BY due_at LIMIT :most)
     RETURNING kind, subject, due_at`,
  );
  // Only while nobody asked for another look meanwhile.
  const forget = database.prepare(
    'DELETE FROM work WHERE kind = :kind AND subject = :subject AND due_at = :dueAt',
  );
  const postpone = database.prepare(
    `UPDATE work SET due_at = :nextAt WHERE kind = :kind AND subject = :subject AND due_at = :dueAt`,
  );

  return {
    add: async (item, delayMs) => void (await write(() => work.add(item, delayMs))),
    start(handle) {
      let isStopped = false;
      let cancel = () => {};
      let running = Promise.resolve();

      const handleOne = async (row: { kind: string; subject: string; due_at: number }) => {
        const mine = { kind: row.kind, subject: row.subject, dueAt: row.due_at };
        const result = await handle(fromRow(row)).catch(() => ({ againInMs: RETRY_MS }));
        await write(() =>
          result === 'done'
            ? forget.run(mine)
            : postpone.run({ ...mine, nextAt: clock.now() + result.againInMs }),
        );
      };
      const look = async () => {
        const now = clock.now();
        if (isAnyDue.first({ now }) === undefined) return;
        const rows = await write(() =>
          take.all({ now, hiddenUntil: now + HIDDEN_WHILE_HANDLED_MS, most: MOST_AT_ONCE }),
        );
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
      schedule();
      return async () => {
        isStopped = true;
        cancel();
        await running;
      };
    },
  };
}

function toRow(work: Work): { kind: string; subject: string } {
  const { account, openId } = work.follower;
  const subject = work.kind === 'turn' ? [account, openId, work.turnId] : [account, openId];
  return { kind: work.kind, subject: JSON.stringify(subject) };
}

function fromRow({ kind, subject }: { kind: string; subject: string }): Work {
  const [account = '', openId = '', turnId = ''] = JSON.parse(subject) as string[];
  const follower = { account, openId };
  return kind === 'turn' ? { kind, follower, turnId } : { kind: 'follower', follower };
}
