import { ALERTS, type AlertRecord } from '../../alerts/alert-collections.ts';
import { alertText } from '../../alerts/alert-text.ts';
import type { Overview } from '../../console/overview/overview-contract.ts';
import type { OverviewDesk } from '../../console/overview/overview-desk.ts';
import { describeFailure } from '../../diagnosis/describe-failure.ts';
import { chooseNextStep } from '../../diagnosis/setup.ts';
import { BREAKERS, type BreakerRecord } from '../../models/failover/breaker-record.ts';
import type { AdviceLanguage } from '../../runtime/sentence.ts';
import { countsOf } from '../../usage/activity.ts';
import { addDays, durationsOf, totalsByDay } from '../../usage/activity-numbers.ts';
import { daysBefore } from '../../usage/days.ts';
import { sumMoney } from '../../usage/money.ts';
import type { DayUsage } from '../../usage/ports.ts';
import type { Prices } from '../../usage/prices.ts';
import type { ConsoleWorld } from './console-world.ts';

/** Opens the desk for the numbers of accounts. They come from totals per day, so that no turn is looked at. */
export function openOverviewDesk({
  store,
  usage,
  runtime,
  books,
  dayOf,
  setup,
}: ConsoleWorld): OverviewDesk {
  const alerts = store.collections.open<AlertRecord>(ALERTS);
  const breakers = store.collections.open<BreakerRecord>(BREAKERS);

  const readAlarms = async (account: string, language: AdviceLanguage) =>
    (await alerts.list(''))
      .map(({ value }) => value)
      .filter(({ state, incident }) => state === 'open' && incident.account === account)
      .map((alarm) => ({ at: alarm.at, sentence: alertText(alarm)[language] }));
  const readBreakers = async (language: AdviceLanguage) =>
    (await breakers.list('')).map(({ value }) => {
      const { provider, model, keyNumber, failure, probeAt } = value;
      const { sentence, remedy } = describeFailure(failure);
      return {
        ...{ provider, model, probeAt, sentence: sentence[language], remedy: remedy[language] },
        ...(keyNumber !== undefined && { keyNumber }),
      };
    });

  return {
    async read({ account, days }, language) {
      await books.accounts.requireKnown(account);
      const today = dayOf(account, runtime.clock.now());
      const range = { from: daysBefore(today, days - 1), to: today };
      const [activity, used, alarms, open] = await Promise.all([
        store.activity.ofAccount(account, range),
        store.usage.ofAccount(account, range),
        readAlarms(account, language),
        readBreakers(language),
      ]);
      const all = addDays(activity);
      const messages = Object.fromEntries(countsOf(all, 'message'));
      const isHeard = Object.keys(messages).length > 0;
      const state = setup();
      return {
        today,
        series: [...totalsByDay(activity, range)],
        messages,
        ways: Object.fromEntries(countsOf(all, 'answer')),
        origins: Object.fromEntries(countsOf(all, 'origin')),
        firstWords: durationsOf(all, 'first'),
        wholeAnswer: durationsOf(all, 'whole'),
        failures: toFailures(countsOf(all, 'failure'), language),
        refused: Object.fromEntries(countsOf(all, 'refused')),
        cost: toCost(used, today, usage.prices),
        alarms,
        breakers: open,
        next: chooseNextStep({
          ...state,
          lastMessageAt: isHeard ? runtime.clock.now() : state.lastMessageAt,
        }),
      };
    },
  };
}

function toFailures(
  counts: ReadonlyMap<string, number>,
  language: AdviceLanguage,
): Overview['failures'] {
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([code, count]) => {
      const { sentence, remedy } = describeFailure(code);
      return { code, count, sentence: sentence[language], remedy: remedy[language] };
    });
}

function toCost(used: readonly DayUsage[], today: string, prices: Prices): Overview['cost'] {
  const models = [...new Set(used.map(({ model }) => model))].map((model) => {
    const rows = used.filter((row) => row.model === model);
    const sum = (name: 'calls' | 'input' | 'output') =>
      rows.reduce((all, row) => all + row[name], 0);
    return {
      ...{ model, calls: sum('calls'), input: sum('input'), output: sum('output') },
      ...(prices.of(model) && { money: sumMoney(rows, prices) }),
    };
  });
  return {
    money: sumMoney(used, prices),
    today: sumMoney(
      used.filter(({ day }) => day === today),
      prices,
    ),
    models,
  };
}
