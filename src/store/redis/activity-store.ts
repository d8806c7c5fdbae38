import type { ActivityStore } from '../../usage/activity.ts';
import { listDays, TOTALS_KEPT_MS } from '../../usage/days.ts';
import type { Session } from './session.ts';

/** Creates the store of the totals of days: a hash for each account and day. */
export function createActivityStore({
  scripts,
  operation,
}: Pick<Session, 'scripts' | 'operation'>): ActivityStore {
  const add = scripts.define('add-activity', ['batch', 'kept']);
  const read = scripts.define('read-activity', ['account']);

  return {
    add: operation('activity.add', async (batch, counts) => {
      await add(
        { batch, kept: TOTALS_KEPT_MS },
        counts.flatMap(({ account, day, name, count }) => [
          ...[encodeURIComponent(account), day, name, count],
        ]),
      );
    }),
    ofAccount: operation('activity.ofAccount', async (account, range) => {
      const days = listDays(range);
      const found = (await read({ account: encodeURIComponent(account) }, days)) as string[][];
      return found.flatMap((fields, index) =>
        fields.length === 0 ? [] : [{ day: days[index] ?? '', counts: toCounts(fields) }],
      );
    }),
  };
}

function toCounts(fields: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (let at = 0; at < fields.length; at += 2) counts[fields[at] ?? ''] = Number(fields[at + 1]);
  return counts;
}
