import type { Task } from '../answering/task.ts';
import type { FollowerLimits } from '../inbox/follower-limits.ts';
import type { Texts, UsedByFollower } from '../inbox/texts/texts.ts';
import { daysBefore } from './days.ts';
import type { DayUsage } from './ports.ts';
import type { SpendingSettings, UsageDeps } from './usage-deps.ts';

interface UsageTaskDeps extends Pick<UsageDeps, 'ledger' | 'store' | 'clock'> {
  readonly dayOf: SpendingSettings['dayOf'];
  readonly limits: FollowerLimits;
  readonly texts: Pick<Texts, 'usedByFollower'>;
}

/** How many days the follower reads about, today included. */
const DAYS = 30;

/** Tells a follower what was used today and in the last 30 days, and what is left of the limits. */
export function createUsageTask(deps: UsageTaskDeps): Task {
  const { ledger, store, limits, texts, clock } = deps;
  return {
    name: 'usage',
    async run({ follower }) {
      await ledger.settled();
      const today = deps.dayOf(clock.now());
      const from = daysBefore(today, DAYS - 1);
      const [rows, counted] = await Promise.all([
        store.ofFollower(follower, { from, to: today }),
        store.counted(follower),
      ]);
      const isCounted = counted !== undefined && counted.day >= today;
      const left = (limit: number, used: number) =>
        limit > 0 ? { of: limit, left: Math.max(0, limit - used) } : undefined;
      return texts.usedByFollower({
        today: sum(rows.filter(({ day }) => day === today)),
        lastDays: { days: DAYS, ...sum(rows) },
        questions: left(limits.questionsPerDay, isCounted ? counted.questions : 0),
        tokens: left(limits.tokensPerDay, isCounted ? counted.tokens : 0),
      });
    },
  };
}

function sum(rows: readonly DayUsage[]): UsedByFollower['today'] {
  return {
    questions: rows.reduce((all, { questions }) => all + questions, 0),
    tokens: rows.reduce((all, { input, output }) => all + input + output, 0),
  };
}
