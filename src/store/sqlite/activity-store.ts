import type { ActivityStore, DayActivity } from '../../usage/activity.ts';
import type { Session } from './session.ts';

interface ActivityRow {
  day: string;
  name: string;
  count: number;
}

/** Creates the store of the totals of days: a row for each account, day and thing that is counted. */
export function createActivityStore({
  database,
  operations: { read, write },
}: Pick<Session, 'database' | 'operations'>): ActivityStore {
  const add = database.prepare(
    `INSERT INTO activity (account, day, name, count) VALUES (:account, :day, :name, :count)
     ON CONFLICT (account, day, name) DO UPDATE SET count = count + excluded.count`,
  );
  const list = database.prepare<ActivityRow>(
    `SELECT day, name, count FROM activity
     WHERE account = :account AND day BETWEEN :from AND :to ORDER BY day, name`,
  );

  return {
    add: (_batchId, counts) =>
      write('activity.add', () => {
        for (const one of counts) add.run({ ...one });
      }),
    ofAccount: (account, { from, to }) =>
      read('activity.ofAccount', () => {
        const days = new Map<string, Record<string, number>>();
        for (const { day, name, count } of list.all({ account, from, to })) {
          const counts = days.get(day) ?? {};
          counts[name] = count;
          days.set(day, counts);
        }
        return [...days].map(([day, counts]): DayActivity => ({ day, counts }));
      }),
  };
}
