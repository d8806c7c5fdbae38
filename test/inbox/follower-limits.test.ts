import { describe, expect, it } from 'vitest';
import { hasLimits, refuseBeyondLimits } from '../../src/inbox/follower-limits.ts';
import type { Used } from '../../src/inbox/ports.ts';
import { zh } from '../../src/inbox/texts/zh.ts';

const none = { questionsPerMinute: 0, questionsPerDay: 0, tokensPerDay: 0 };
const all = { questionsPerMinute: 3, questionsPerDay: 20, tokensPerDay: 1000 };
const little: Used = { inMinute: 2, minuteEndsInMs: 30_000, today: 19, tokensToday: 999 };
const much: Used = { inMinute: 99, minuteEndsInMs: 30_000, today: 99, tokensToday: 9999 };

describe('a follower', () => {
  it.each<[string, Used, typeof all, string | undefined]>([
    ['without limits is never refused', much, none, undefined],
    ['below all limits is not refused', little, all, undefined],
    ['with as many questions as a minute allows', { ...little, inMinute: 3 }, all, zh.tooFast(30)],
    ['with as many questions as a day allows', { ...little, today: 20 }, all, zh.questionsUsedUp],
    ['with as many tokens as a day allows', { ...little, tokensToday: 1000 }, all, zh.tokensUsedUp],
    ['beyond all limits reads the one that lasts longest', much, all, zh.questionsUsedUp],
    ['beyond one that is off is not refused', much, { ...none, tokensPerDay: 10_000 }, undefined],
    [
      'at the end of a minute waits a second, not none',
      { ...little, inMinute: 3, minuteEndsInMs: 1 },
      all,
      zh.tooFast(1),
    ],
  ])('%s', (_title, used, limits, sentence) => {
    expect(refuseBeyondLimits(used, limits, zh)).toBe(sentence);
  });
});

it.each([
  [none, false],
  [{ ...none, questionsPerMinute: 1 }, true],
  [{ ...none, questionsPerDay: 1 }, true],
  [{ ...none, tokensPerDay: 1 }, true],
])('limits %j are limits: %s', (limits, are) => {
  expect(hasLimits(limits)).toBe(are);
});
