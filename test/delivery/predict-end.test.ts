import { describe, expect, it } from 'vitest';
import { willEndLate, type GrowthFacts } from '../../src/delivery/predict-end.ts';

const many = (length: number, count = 200) => Array.from({ length: count }, () => length);

/** An answer that has 80 characters after 1 s, of an account whose answers have 600; 3 s are left. */
const facts = (over: Partial<GrowthFacts> = {}): GrowthFacts => ({
  now: 1500,
  answerBy: 4500,
  firstTextAt: 500,
  length: 80,
  lengths: many(600),
  ...over,
});

describe('the end of an answer is predicted to be late', () => {
  it.each<[string, Partial<GrowthFacts>, boolean]>([
    ['when the median needs much longer than the time left', {}, true],
    ['not when the account has fewer than 30 answers', { lengths: many(600, 29) }, false],
    ['with 30 answers', { lengths: many(600, 30) }, true],
    ['not when it is written fast enough', { length: 160 }, false],
    [
      'not within the safety of 1.3: 391 characters at 80 a second need 3.9 s',
      { lengths: many(391) },
      false,
    ],
    ['beyond it: 393 characters', { lengths: many(393) }, true],
    ['not when it is longer than the median already', { length: 80, lengths: many(80) }, false],
    [
      'not after less than 0.3 s of text: a rate needs time',
      { firstTextAt: 1300, length: 10 },
      false,
    ],
    ['not before a sentence is stored', { length: 0 }, false],
    [
      'not when more than a twentieth of the answers as long as this would be whole by then',
      { lengths: [...many(200, 12), ...many(600, 188)] },
      false,
    ],
    ['when at most a twentieth would be', { lengths: [...many(200, 10), ...many(600, 190)] }, true],
    [
      'when shorter answers than what is written were many: this is none of them',
      { lengths: [...many(50, 90), ...many(600, 110)] },
      true,
    ],
  ])('%s', (_when, over, isLate) => {
    expect(willEndLate(facts(over))).toBe(isLate);
  });
});
