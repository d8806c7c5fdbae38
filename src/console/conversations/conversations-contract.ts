import { z } from 'zod';

const time = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** How a turn stands, in the words of the page. */
const turnState = z.enum(['answered', 'failed', 'cancelled', 'under-way']);
const origin = z.enum(['model', 'documents', 'owner', 'own']);
const via = z.enum(['passive', 'customer-service']);

const filters = {
  /** Stands in the question or in the answer. */
  q: z.string().max(200).optional(),
  /** All accounts when absent. */
  account: z.string().max(64).optional(),
  /** The OpenID of a follower; counts only with the account. */
  follower: z.string().max(200).optional(),
  state: turnState.optional(),
  origin: origin.optional(),
  from: time.optional(),
  /** Turns that were asked before then. */
  to: time.optional(),
};

export const conversationsQuery = z.object({ ...filters, after: z.string().max(200).optional() });
export const exportQuery = z.object({ ...filters, format: z.enum(['csv', 'jsonl']) });
export const turnParams = z.object({ id: z.string().min(1).max(100) });

const summary = z.object({
  turnId: z.string(),
  account: z.string(),
  openId: z.string(),
  /** What the owner calls the follower. */
  followerName: z.string().optional(),
  /** The beginning of it. */
  question: z.string(),
  /** The beginning of it. */
  answer: z.string(),
  state: turnState,
  origin,
  at: z.number(),
  /** From the question to the first words that the follower was given. */
  firstWordsMs: z.number().optional(),
  /** From the question to the last words; absent while some are owed. */
  wholeMs: z.number().optional(),
  /** The ways by which the answer went; empty before the first words. */
  via: z.array(via),
  parts: z.number(),
  /** Which command it was, for what Kuaihui itself answered. */
  task: z.string().optional(),
});

export const conversationsAnswer = z.object({
  items: z.array(summary),
  next: z.string().optional(),
  /** The store knows only so many of the newest turns. */
  limitedTo: z.number().optional(),
  /** The search ended before it had found enough: `next` goes on with older turns. */
  isSearchUnfinished: z.boolean().optional(),
});

const part = z.object({
  number: z.number(),
  text: z.string(),
  via,
  /** intended: given passively, and not asked for again. */
  state: z.enum(['intended', 'sent', 'lost', 'failed']),
  at: z.number(),
  /** With what WeChat refused it. */
  errcode: z.number().optional(),
});

const attempt = z.object({
  at: z.number(),
  tookMs: z.number(),
  number: z.number(),
  key: z.string(),
  end: z.enum(['answered', 'nothing', 'held', 'cut']),
});

const call = z.object({
  at: z.number(),
  tookMs: z.number(),
  purpose: z.enum(['answer', 'completion', 'ranking', 'vector']),
  model: z.string(),
  number: z.number(),
  firstTokenAfterMs: z.number().optional(),
  tokens: z
    .object({
      input: z.number(),
      cached: z.number(),
      output: z.number(),
      reasoning: z.number(),
    })
    .optional(),
  end: z.enum(['stop', 'length', 'content-filter', 'unknown', 'stopped', 'failed']),
  failure: z.string().optional(),
  switchedFrom: z.string().optional(),
});

const step = z.discriminatedUnion('type', [
  z.object({ type: z.literal('queue'), at: z.number(), tookMs: z.number() }),
  z.object({
    type: z.literal('search'),
    at: z.number(),
    tookMs: z.number(),
    fit: z.enum(['exact', 'certain', 'perhaps']),
    isBelowFloor: z.boolean(),
    sources: z.array(z.object({ title: z.string(), heading: z.string(), score: z.number() })),
  }),
  z.object({
    type: z.literal('tool'),
    at: z.number(),
    tookMs: z.number(),
    tool: z.string(),
    end: z.enum(['done', 'failed', 'stopped']),
    bytes: z.number(),
  }),
  z.object({ type: z.literal('passed-by'), at: z.number(), model: z.string() }),
  z.object({ type: z.literal('restart'), at: z.number() }),
  z.object({ type: z.literal('taken-over'), at: z.number(), length: z.number() }),
  z.object({
    type: z.literal('writing'),
    at: z.number(),
    tookMs: z.number(),
    by: z.string(),
    end: z.string(),
  }),
]);

export const turnAnswer = summary.extend({
  /** The whole of it, as of the answer. */
  conversationId: z.string(),
  sequence: z.number(),
  endedAt: z.number().optional(),
  /** Where Kuaihui's own sentences begin in the answer. */
  noticeFrom: z.number().optional(),
  delivery: z.enum(['owed', 'given', 'dropped']),
  /** What the follower was given, in order. */
  given: z.array(part),
  /** What of the answer they were not given. */
  missing: z.array(z.string()),
  attempts: z.array(attempt),
  calls: z.array(call),
  steps: z.array(step),
  /** For how many days such traces are kept; with 0 none is. */
  traceDays: z.number(),
});

export type ConversationsQuery = z.infer<typeof conversationsQuery>;
export type ConversationSummary = z.infer<typeof summary>;
export type ConversationsAnswer = z.infer<typeof conversationsAnswer>;
export type TurnAnswer = z.infer<typeof turnAnswer>;
