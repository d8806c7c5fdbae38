import { expect, test } from 'vitest';
import { createCitationFilter } from '../../../src/answering/passages/citation-filter.ts';

test('a run of very many blanks stays, and the citations around it are checked', () => {
  const filter = createCitationFilter(new Set([1]));
  const text = filter.push(`x${' '.repeat(40_000)}y [2] [1]`) + filter.end();
  expect(text).toBe(`x${' '.repeat(40_000)}y [1]`);
});
