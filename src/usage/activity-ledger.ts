import type { ActivityCount, ActivityStore } from './activity.ts';
import { createCountWriter, type CountWriter, type CountWriterDeps } from './count-writer.ts';

/** Writes down what happened, at most once a second. A process that is killed loses the counts of its last second. */
export interface ActivityLedger extends Pick<CountWriter<ActivityCount>, 'close'> {
  count(account: string, day: string, name: string): void;
}

const WRITE_EVERY_MS = 1000;

export function createActivityLedger({
  store,
  ...deps
}: CountWriterDeps & { readonly store: Pick<ActivityStore, 'add'> }): ActivityLedger {
  const { add, close } = createCountWriter<ActivityCount>(
    {
      what: { en: 'The totals of the day', zh: '当日统计' },
      store,
      keyOf: ({ account, day, name }) => JSON.stringify([account, day, name]),
      sum: (one, other) => ({ ...one, count: one.count + other.count }),
      gatherMs: WRITE_EVERY_MS,
    },
    deps,
  );
  return { count: (account, day, name) => add({ account, day, name, count: 1 }), close };
}
