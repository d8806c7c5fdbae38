import { expect, it } from 'vitest';
import type { Repeat } from '../bench/judge-answer.ts';
import type { Seen } from '../../src/simulator/platform/platform.ts';
import { explainRepeats } from './explain-repeats.ts';

const seen = (at: number, via: Seen['via'] = 'customer-service'): Seen => ({
  ...{ at, via, kind: 'text', text: '', links: [] },
});
const repeat = (first: Seen, again: Seen): Repeat => ({ sentence: 1, first, again });
const doubt = { from: 10_000, to: 12_000, ofEverything: false };

it.each<[string, readonly Repeat[], readonly number[], typeof doubt?]>([
  ['inDoubt', [repeat(seen(9_500), seen(15_000))], [], doubt],
  ['unexplained', [repeat(seen(9_500), seen(15_000))], []],
  ['unexplained', [repeat(seen(8_000), seen(15_000))], [], doubt],
  ['unexplained', [repeat(seen(14_000), seen(15_000))], [], doubt],
  ['unexplained', [repeat(seen(9_500, 'passive'), seen(15_000))], [], doubt],
  ['inDoubt', [repeat(seen(9_500, 'passive'), seen(15_000))], [], { ...doubt, ofEverything: true }],
  ['askedAgain', [repeat(seen(8_000, 'passive'), seen(15_000))], [14_000]],
  ['unexplained', [repeat(seen(8_000, 'passive'), seen(13_000))], [14_000]],
])('a repeat is %s', (expected, repeats, askedAgainAt, ofFault) => {
  const explained = explainRepeats({ repeats, askedAgainAt, doubt: ofFault });
  const counts = Object.entries(explained).map(
    ([why, found]: [string, readonly Repeat[]]) => [why, found.length] as const,
  );
  expect(Object.fromEntries(counts)).toEqual({
    ...{ inDoubt: 0, askedAgain: 0, unexplained: 0 },
    [expected]: 1,
  });
});

it('explains one more copy for each time a follower asked again, and one for a doubt', () => {
  const first = seen(9_500);
  const repeats = [13_000, 14_000, 15_000].map((at) => repeat(first, seen(at)));
  const explained = explainRepeats({ repeats, askedAgainAt: [9_000], doubt });
  expect(explained.askedAgain).toHaveLength(1);
  expect(explained.inDoubt).toHaveLength(1);
  expect(explained.unexplained).toHaveLength(1);
});
