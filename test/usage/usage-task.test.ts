import { expect, it } from 'vitest';
import { en } from '../../src/inbox/texts/en.ts';
import { zh } from '../../src/inbox/texts/zh.ts';
import type { DayUsage } from '../../src/usage/ports.ts';
import { createUsageTask } from '../../src/usage/usage-task.ts';
import { createStepClock } from '../support/step-clock.ts';

const row = (day: string, over: Partial<DayUsage>): DayUsage => ({
  ...{ day, model: 'p/m', questions: 0, calls: 1, estimated: 0 },
  ...{ input: 0, cached: 0, output: 0, reasoning: 0 },
  ...over,
});
const follower = { account: 'default', openId: 'oFollower' };
const asked = {
  follower,
  conversationId: 'c',
  sequence: 1,
  turnId: 't',
  question: '',
  argument: '',
  language: 'zh',
} as const;

async function tell(
  { questionsPerDay = 0, tokensPerDay = 0 },
  texts = zh,
  counted?: { day: string; questions: number; tokens: number },
) {
  const ranges: unknown[] = [];
  const task = createUsageTask({
    ledger: { count: () => {}, settled: () => Promise.resolve(), close: () => Promise.resolve() },
    store: {
      add: () => Promise.resolve(),
      ofAccount: () => Promise.reject(new Error('not a follower’s business')),
      ofFollower: (_who, range) => {
        ranges.push(range);
        return Promise.resolve([
          row('2026-11-02', { model: '', questions: 9 }),
          row('2026-11-02', { input: 90_000, cached: 80_000, output: 5000 }),
          row('2026-11-30', { model: '', questions: 2 }),
          row('2026-11-30', { input: 1000, output: 234, reasoning: 34 }),
        ]);
      },
      counted: () => Promise.resolve(counted && { ...counted, minuteFrom: 0, minuteQuestions: 0 }),
    },
    clock: createStepClock(),
    dayOf: () => '2026-11-30',
    limits: { questionsPerMinute: 30, questionsPerDay, tokensPerDay },
    texts,
  });
  return { says: await task.run(asked, new AbortController().signal), ranges };
}

it('a follower reads what was used today and in 30 days, without money', async () => {
  const { says, ranges } = await tell({});
  expect(says).toBe(
    '今天：提问 2 次，用了约 1,234 个 token\n最近 30 天：提问 11 次，用了约 96,234 个 token',
  );
  expect(ranges).toEqual([{ from: '2026-11-01', to: '2026-11-30' }]);
});

it('a follower reads what is left of the limits', async () => {
  const counted = { day: '2026-11-30', questions: 3, tokens: 12_000 };
  const { says } = await tell({ questionsPerDay: 10, tokensPerDay: 10_000 }, zh, counted);
  expect(says).toContain('今天还能提问 7 次（每天 10 次）');
  expect(says).toContain('今天还能用约 0 个 token（每天 10,000 个）');
});

it('what limits counted yesterday is not of today', async () => {
  const counted = { day: '2026-11-29', questions: 3, tokens: 0 };
  const { says } = await tell({ questionsPerDay: 10 }, en, counted);
  expect(says).toContain('Left today: 10 questions (of 10 a day)');
});
