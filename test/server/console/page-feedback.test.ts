import { expect, it } from 'vitest';
import { pageFeedback } from '../../../src/server/console/page-feedback.ts';

it('pages of feedback meet without a gap or a repeat, also where several came in one moment and new ones come', () => {
  const said = Array.from({ length: 120 }, (_, number) => ({
    ...{ at: 1000 - Math.floor(number / 60), turn: String(999 - number) },
  }));
  const first = pageFeedback(said, undefined);
  expect(first.page).toEqual(said.slice(0, 50));
  const grown = [{ at: 2000, turn: '1' }, ...said];
  const second = pageFeedback(grown, first.next);
  expect(second.page).toEqual(said.slice(50, 100));
  const third = pageFeedback(grown, second.next);
  expect(third).toEqual({ page: said.slice(100), next: undefined });
});

it('an empty list and a cursor that is none have no page', () => {
  expect(pageFeedback([], undefined)).toEqual({ page: [], next: undefined });
  expect(pageFeedback([{ at: 1, turn: 'a' }], 'nonsense').page).toEqual([]);
});
