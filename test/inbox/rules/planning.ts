import { createPlanQuestion } from '../../../src/inbox/plan-question.ts';
import type { FollowerFacts } from '../../../src/inbox/ports.ts';
import type { Offers } from '../../../src/inbox/offers.ts';
import { zh } from '../../../src/inbox/texts/zh.ts';
import { replyWith } from '../../../src/messages/reply.ts';

export const noLimits = { questionsPerMinute: 0, questionsPerDay: 0, tokensPerDay: 0 };
export const onePerMinute = { ...noLimits, questionsPerMinute: 1 };

/** What an account of a test offers. */
export const offers: Offers = {
  answersFrom: 'model',
  usesDocuments: () => true,
  personas: ['翻译', '写作助手'],
  models: ['deepseek/deepseek-v4-flash', 'qwen/qwen3.7-plus'],
};

export const nothingOwed: FollowerFacts = { now: 1_700_000_000_000, isOwed: false };
export const owed: FollowerFacts = { ...nothingOwed, isOwed: true };
/** A follower who asked once in this minute. */
export const used = { inMinute: 1, minuteEndsInMs: 23_000, today: 1, tokensToday: 0 };

export const planQuestion = createPlanQuestion({ texts: zh, limits: noLimits });
export const planLimitedQuestion = createPlanQuestion({ texts: zh, limits: onePerMinute });

export const reply = (text: string) => ({ is: 'reply', reply: replyWith(text) }) as const;
export const nothing = reply('');
export const question = (words: string) => ({ is: 'question', question: words }) as const;
