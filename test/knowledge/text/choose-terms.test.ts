import { expect, it } from 'vitest';
import { chooseTerms } from '../../../src/knowledge/text/choose-terms.ts';

const choose = (occurrences: Readonly<Record<string, number>>) =>
  chooseTerms(Object.keys(occurrences), (term) => occurrences[term] ?? 0);

it('looks a question up by all of its terms that occur, in their order', () => {
  expect(choose({ often: 900, never: 0, rarely: 2 })).toEqual(['often', 'rarely']);
});

it('leaves the most frequent terms out where they would match many thousands of passages', () => {
  expect(choose({ everywhere: 80_000, often: 15_000, rarely: 2 })).toEqual(['often', 'rarely']);
});

it('keeps the rarest term even when it is frequent', () => {
  expect(choose({ everywhere: 90_000, often: 60_000 })).toEqual(['often']);
});
