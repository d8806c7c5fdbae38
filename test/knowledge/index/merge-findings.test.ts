import { expect, it } from 'vitest';
import type { Findings, Passage } from '../../../src/answering/retriever.ts';
import { mergeFindings } from '../../../src/knowledge/index/merge-findings.ts';

function passage(document: string, score: number): Passage {
  return { document, title: '', heading: '', body: '', asks: '', score };
}
function findings(fit: Findings['fit'], ...found: readonly Passage[]): Findings {
  return { fit, isBelowFloor: found.length === 0, found };
}
const documentsOf = ({ found }: Findings) => found.map(({ document }) => document);

it('takes the better passage of two bases again and again, and keeps the order of each', () => {
  const one = findings('certain', passage('a', 9), passage('b', 3), passage('c', 5));
  const other = findings('certain', passage('d', 7), passage('e', 4));
  const merged = mergeFindings([one, other], 4);
  expect(documentsOf(merged)).toEqual(['a', 'd', 'e', 'b']);
  expect(merged.fit).toBe('certain');
});

it('begins with the base whose fit is the best, because the first may be quoted', () => {
  const merged = mergeFindings(
    [findings('perhaps', passage('a', 9)), findings('exact', passage('b', 1), passage('c', 0))],
    5,
  );
  expect(documentsOf(merged)).toEqual(['b', 'a', 'c']);
  expect(merged.fit).toBe('exact');
});

it('calls no heading exact when two bases have it', () => {
  const exact = (document: string) => findings('exact', passage(document, 1));
  expect(mergeFindings([exact('a'), exact('b')], 5).fit).toBe('perhaps');
});

it('is below the floor only when every base is, and puts bases below it last', () => {
  const below: Findings = { fit: 'perhaps', isBelowFloor: true, found: [passage('a', 9)] };
  expect(mergeFindings([below, below], 5).isBelowFloor).toBe(true);
  const merged = mergeFindings([below, findings('certain', passage('b', 1))], 5);
  expect(merged.isBelowFloor).toBe(false);
  expect(documentsOf(merged)).toEqual(['b', 'a']);
});

it('finds nothing in no base', () => {
  expect(mergeFindings([], 5)).toEqual({ fit: 'perhaps', isBelowFloor: true, found: [] });
});
