import type { WorkQueue } from '../../turns/ports.ts';
import type { Session } from './session.ts';
import { createTurnChecks } from './turn-checks.ts';
import { createWorkRows, type DueWork } from './work-rows.ts';

const POLL_MS = 250;
/** Work that was taken comes again after this time, unless it is done before. */
const HIDDEN_WHILE_HANDLED_MS = 10_000;
/** So many looks at turns, and so many at followers. */
const MOST_AT_ONCE = 100;
const RETRY_MS = 1000;

/** What is written down in rows of its own and with the turns, and a timer that looks whether something is due. */
export function createWorkQueue(session: Session): WorkQueue {
  const { database, write, clock, processId } = session;
  const rows = createWorkRows(session);
  const guards = createTurnChecks(session, rows);
  const livingOthers = database.prepare<{ id: string }>(
    'SELECT id FROM processes WHERE alive_until > :now AND id <> :processId',
  );

  const take = (): DueWork[] => {
    const hiddenUntil = clock.now() + HIDDEN_WHILE_HANDLED_MS;
    // First, because they hand looks at followers over to the rows.
    const turns = guards.take(clock.now(), hiddenUntil, MOST_AT_ONCE);
    return [...turns, ...rows.take(clock.now(), hiddenUntil, MOST_AT_ONCE)];
  };

  return {
    add: (work, delayMs) => write(() => rows.add(work, delayMs)),
    start(handle) {
      let isStopped = false;
      let cancel = () => {};
      let running = Promise.resolve();

      const handleOne = async (due: DueWork) => {
        const result = await handle(due.work).catch(() => ({ againInMs: RETRY_MS }));
        await write(() =>
          result === 'done' ? due.forget() : due.postpone(clock.now() + result.againInMs),
        );
      };
      let others: readonly string[] = [];
      const hurryWhenOneIsGone = async (now: number) => {
        const ids = livingOthers.all({ now, processId }).map((row) => row.id);
        const isOneGone = others.some((id) => !ids.includes(id));
        if (isOneGone) await write(() => guards.hurryOrphans());
        others = ids;
      };
      const look = async () => {
        const now = clock.now();
        await hurryWhenOneIsGone(now);
        if (!guards.isAnyDue(now) && !rows.isAnyDue(now)) return;
        const due = await write(take);
        await Promise.all(due.map(handleOne));
      };
      const schedule = () => {
        cancel = clock.after(POLL_MS, () => {
          // What could not be taken or finished now is due again later.
          running = look()
            .catch(() => {})
            .finally(() => isStopped || schedule());
        });
      };
      running = write(() => guards.hurryOrphans())
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
