import type { TokenUsage } from '../turns/answer-event.ts';
import type { DayUsage } from './ports.ts';
import type { Price } from './parse-prices.ts';
import type { Prices } from './prices.ts';

const TOKENS_OF_A_PRICE = 1_000_000;

/** Returns what tokens cost; thinking is a part of the output and costs the same. */
export function moneyOf(
  { input, cached, output }: Pick<TokenUsage, 'input' | 'cached' | 'output'>,
  price: Price,
): number {
  const fresh = input - cached;
  const all = fresh * price.input + cached * price.cached + output * price.output;
  return all / TOKENS_OF_A_PRICE;
}

/** Returns what rows cost together, without those of models whose price is unknown. */
export function sumMoney(rows: readonly DayUsage[], prices: Prices): number {
  return rows.reduce((sum, row) => {
    const price = prices.of(row.model);
    return price ? sum + moneyOf(row, price) : sum;
  }, 0);
}
