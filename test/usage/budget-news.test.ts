import { expect, it } from 'vitest';
import type { DomainEvent } from '../../src/events/domain-event.ts';
import { createBudgetNews } from '../../src/usage/budget-news.ts';

it('a budget that is used up is told once a day for each account, and that there is money as well, for a process that is gone', () => {
  const told: string[] = [];
  const news = createBudgetNews({
    emit: (event: DomainEvent) =>
      void told.push(`${event.type} ${'account' in event ? event.account : ''}`),
  });
  news.heard('a', '2026-11-29', 'open');
  for (let n = 0; n < 3; n += 1) news.heard('a', '2026-11-29', 'spent');
  news.heard('b', '2026-11-29', 'spent');
  news.heard('a', '2026-11-30', 'open');
  news.heard('a', '2026-11-30', 'open');
  news.heard('a', '2026-11-30', 'spent');
  expect(told).toEqual([
    ...['budget-renewed a', 'budget-spent a', 'budget-spent b'],
    ...['budget-renewed a', 'budget-spent a'],
  ]);
});
