import type { WorkQueue } from '../../turns/ports.ts';
import type { Session } from './session.ts';
import { createTurnChecks } from './turn-checks.ts';
import { createDueItemRows, type TakenItem } from './due-item-rows.ts';

const POLL_MS = 250;
/** A taken item is due again after this time, unless it was handled before. */
const HIDDEN_WHILE_HANDLED_MS = 10_000;
/** The most turns, and the most followers, that one run takes. */
const BATCH_SIZE = 100;
const RETRY_MS = 1000;

/** Creates the queue: a timer that reads what is due in rows of its own and in the rows of turns. */
export function createWorkQueue(session: Session): WorkQueue {
  const { database, write, clock, processId } = session;
  const rows = createDueItemRows(session);
  const checks = createTurnChecks(session, rows);
  const livingOthers = database.prepare<{ id: string }>(
    'SELECT id FROM processes WHERE alive_until > :now AND id <> :processId',
  );

  const take = (): TakenItem[] => {
    const hiddenUntil = clock.now() + HIDDEN_WHILE_HANDLED_MS;
    // First, because they move checks of followers to the rows.
    const turns = checks.take(clock.now(), hiddenUntil, BATCH_SIZE);
    return [...turns, ...rows.take(clock.now(), hiddenUntil, BATCH_SIZE)];
  };

  return {
    add: (item, delayMs) => write(() => rows.add(item, delayMs)),
    start(handle) {
      let isStopped = false;
      let cancel = () => {};
      let running = Promise.resolve();

      const handleOne = async (taken: TakenItem) => {
        const result = await handle(taken.item).catch(() => ({ againInMs: RETRY_MS }));
        await write(() =>
          result === 'done' ? taken.forget() : taken.postpone(clock.now() + result.againInMs),
        );
      };
      let others: readonly string[] = [];
      const hurryWhenOneIsGone = async (now: number) => {
        const ids = livingOthers.all({ now, processId }).map((row) => row.id);
        const isOneGone = others.some((id) => !ids.includes(id));
        if (isOneGone) await write(() => checks.hurryOrphans());
        others = ids;
      };
      const look = async () => {
        const now = clock.now();
        await hurryWhenOneIsGone(now);
        if (!checks.isAnyDue(now) && !rows.isAnyDue(now)) return;
        const due = await write(take);
        await Promise.all(due.map(handleOne));
      };
      const schedule = () => {
        cancel = clock.after(POLL_MS, () => {
          // An item that could not be taken or handled is due again later.
          running = look()
            .catch(() => {})
            .finally(() => isStopped || schedule());
        });
      };
      running = write(() => checks.hurryOrphans())
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
