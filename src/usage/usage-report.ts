import { moneyOf } from './money.ts';
import type { DayUsage } from './ports.ts';
import type { Prices } from './prices.ts';

/** What calls used and cost; `unknown` where a price is missing. */
interface ReportedUsage {
  readonly calls: number;
  /** Those of `calls` whose tokens are estimated, because the vendor told none. */
  readonly estimated: number;
  readonly input: number;
  readonly cached: number;
  readonly output: number;
  readonly reasoning: number;
  readonly money: number | 'unknown';
}

/** One model of one account on one day. */
interface ReportedDay extends ReportedUsage {
  readonly day: string;
  readonly account: string;
  readonly model: string;
}

/** What `kuaihui usage` prints. */
export interface UsageReport {
  readonly days: readonly ReportedDay[];
  readonly total: ReportedUsage;
  /** The part of the total whose price is known. */
  readonly knownMoney: number;
}

/** Puts together what accounts used, by day, account and model, at the prices of now. */
export function createUsageReport(
  accounts: readonly { readonly account: string; readonly rows: readonly DayUsage[] }[],
  prices: Prices,
): UsageReport {
  const days = accounts
    .flatMap(({ account, rows }) => rows.map((row) => toReportedDay(account, row, prices)))
    .sort((one, other) => compare(keyOf(one), keyOf(other)));
  const sum = (name: 'calls' | 'estimated' | 'input' | 'cached' | 'output' | 'reasoning') =>
    days.reduce((all, day) => all + day[name], 0);
  const known = days.map(({ money }) => money).filter((money) => money !== 'unknown');
  const knownMoney = toMoney(known.reduce((all, money) => all + money, 0));
  return {
    days,
    total: {
      ...{ calls: sum('calls'), estimated: sum('estimated') },
      ...{ input: sum('input'), cached: sum('cached') },
      ...{ output: sum('output'), reasoning: sum('reasoning') },
      money: known.length === days.length ? knownMoney : 'unknown',
    },
    knownMoney,
  };
}

function toReportedDay(account: string, row: DayUsage, prices: Prices): ReportedDay {
  const { day, model, calls, estimated, input, cached, output, reasoning } = row;
  const price = prices.of(model);
  const money = price ? toMoney(moneyOf(row, price)) : 'unknown';
  return { day, account, model, calls, estimated, input, cached, output, reasoning, money };
}

/** Leaves out the digits that only the arithmetic made. */
function toMoney(money: number): number {
  return Number(money.toFixed(8));
}

function keyOf({ day, account, model }: ReportedDay): string {
  return `${day} ${account} ${model}`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
