import { listDays, toDay, TOTALS_KEPT_MS } from '../../usage/days.ts';
import type { DayUsage, UsageAmounts, UsageStore } from '../../usage/ports.ts';
import { toUsageRows, type UsageRow } from '../../usage/to-usage-rows.ts';
import { toUsage } from './arrival-reply.ts';
import { nameOf } from './keys.ts';
import type { Session } from './session.ts';

/** In the order in which the script takes them. */
const COUNTS = [
  ...(['questions', 'calls', 'estimated', 'input', 'cached', 'output', 'reasoning'] as const),
];
const NOTHING: UsageAmounts = {
  ...{ questions: 0, calls: 0, estimated: 0 },
  ...{ input: 0, cached: 0, output: 0, reasoning: 0 },
};

/** Creates the store of what models used: a hash for each account and day, and one for each follower. */
export function createUsageStore(
  { scripts, operation, clock }: Pick<Session, 'scripts' | 'operation' | 'clock'>,
  { retentionMs }: { readonly retentionMs: number },
): UsageStore {
  const add = scripts.define('add-usage', ['batch', 'kept', 'oldest']);
  const readFollower = scripts.define('read-usage', ['f']);
  const readAccount = scripts.define('read-account-usage', ['account']);

  return {
    add: operation('usage.add', async (batch, counts) => {
      const oldest = toDay(clock.now() - retentionMs);
      await add({ batch, kept: TOTALS_KEPT_MS, oldest }, toUsageRows(counts).flatMap(toArguments));
    }),
    ofAccount: operation('usage.ofAccount', async (account, range) => {
      const days = listDays(range);
      const found = (await readAccount(
        { account: encodeURIComponent(account) },
        days,
      )) as string[][];
      return found.flatMap((fields, index) => toUsages(fields, days[index] ?? ''));
    }),
    ofFollower: operation('usage.ofFollower', async (follower, { from, to }) => {
      const [fields] = (await readFollower({ f: nameOf(follower) })) as [string[]];
      return toUsages(fields).filter(({ day }) => from <= day && day <= to);
    }),
    counted: operation('usage.counted', async (follower) => {
      const [, counted] = (await readFollower({ f: nameOf(follower) })) as [
        unknown,
        Parameters<typeof toUsage>[0],
      ];
      return toUsage(counted);
    }),
  };
}

function toArguments({ day, model, amounts, of }: UsageRow): (string | number)[] {
  const whose =
    'account' in of ? [encodeURIComponent(of.account), 'total'] : [nameOf(of.follower), 'part'];
  return [...whose, day, model, ...COUNTS.map((name) => amounts[name])];
}

/** Reads a hash whose fields are named by what they count, the day where it is not known already, and the model. */
function toUsages(fields: readonly string[], knownDay?: string): DayUsage[] {
  const found = new Map<string, DayUsage>();
  for (let at = 0; at < fields.length; at += 2) {
    const [name = '', ...words] = (fields[at] ?? '').split(' ');
    if (words.length === 0) continue;
    const day = knownDay ?? words.shift() ?? '';
    const model = words.join(' ');
    const key = `${day} ${model}`;
    const known = found.get(key) ?? { day, model, ...NOTHING };
    found.set(key, { ...known, [name]: Number(fields[at + 1]) });
  }
  return [...found.values()].sort((one, other) => compare(one, other));
}

function compare(one: DayUsage, other: DayUsage): number {
  if (one.day !== other.day) return one.day < other.day ? -1 : 1;
  return one.model < other.model ? -1 : one.model > other.model ? 1 : 0;
}
