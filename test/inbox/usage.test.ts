import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countQuestion, usedOf, type UsageRecord } from '../../src/inbox/usage.ts';

const MINUTE_MS = 60_000;
const NOW = 1_700_000_000_000;
const TODAY = '2026-11-23';

const usage = (over: Partial<UsageRecord> = {}): UsageRecord => ({
  ...{ day: TODAY, questions: 3, tokens: 70, minuteFrom: NOW, minuteQuestions: 2 },
  ...over,
});

describe('what a follower has used', () => {
  it.each([
    ['all of it in the same minute', NOW + 20_000, TODAY, [2, 40_000, 3, 70]],
    ['the minute to its last millisecond', NOW + MINUTE_MS - 1, TODAY, [2, 1, 3, 70]],
    ['no minute that is over', NOW + MINUTE_MS, TODAY, [0, 0, 3, 70]],
    ['no minute that has not begun, because a clock was set back', NOW - 1, TODAY, [0, 0, 3, 70]],
    ['nothing of an earlier day', NOW + MINUTE_MS, '2026-11-24', [0, 0, 0, 0]],
    ['a later day than the time tells', NOW, '2026-11-22', [2, MINUTE_MS, 3, 70]],
  ])('is %s', (_what, now, day, [inMinute, minuteEndsInMs, today, tokensToday]) => {
    expect(usedOf(usage(), now, day)).toEqual({ inMinute, minuteEndsInMs, today, tokensToday });
  });
});

describe('a question', () => {
  it.each([
    ['is the first', undefined, NOW, usage({ questions: 1, tokens: 0, minuteQuestions: 1 })],
    ['adds to its minute', usage(), NOW + 1, usage({ questions: 4, minuteQuestions: 3 })],
    [
      'begins a minute',
      usage(),
      NOW + MINUTE_MS,
      usage({ questions: 4, minuteFrom: NOW + MINUTE_MS, minuteQuestions: 1 }),
    ],
    [
      'begins a day in the same minute',
      usage({ day: '2026-11-22' }),
      NOW,
      usage({ questions: 1, tokens: 0, minuteQuestions: 3 }),
    ],
    [
      'does not go back to an earlier day',
      usage({ day: '2026-11-24' }),
      NOW,
      usage({ day: '2026-11-24', questions: 4, minuteQuestions: 3 }),
    ],
  ])('%s', (_what, before, now, after) => {
    expect(countQuestion(before, now, TODAY)).toEqual(after);
  });

  it('counts in exactly one minute, which begins with its first question', () => {
    const pauses = fc.array(fc.nat(2 * MINUTE_MS), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(pauses, (pausesMs) => {
        let [record, now]: [UsageRecord | undefined, number] = [undefined, NOW];
        let minute: number[] = [];
        for (const pauseMs of pausesMs) {
          now += pauseMs;
          const [first = now] = minute;
          minute = now - first < MINUTE_MS ? [...minute, now] : [now];
          record = countQuestion(record, now, TODAY);
          expect(usedOf(record, now, TODAY).inMinute).toBe(minute.length);
        }
        expect(record?.questions).toBe(pausesMs.length);
      }),
    );
  });
});
