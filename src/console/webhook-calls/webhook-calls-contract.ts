import { z } from 'zod';
import { CALL_CHECKS } from '../../diagnosis/webhook-calls/list-checks.ts';

/** One call of WeChat, explained. */
const webhookCall = z.object({
  at: z.number(),
  method: z.string(),
  path: z.string(),
  account: z.string().nullable(),
  ok: z.boolean(),
  /** A word for programs, one for each sentence. */
  reason: z.string(),
  sentence: z.string(),
  remedy: z.string().optional(),
  checks: z.array(z.object({ name: z.enum(CALL_CHECKS), ok: z.boolean() })),
  status: z.number(),
  /** What a message was, such as `text`. */
  message: z.string().optional(),
  gave: z.string().optional(),
  isEncrypted: z.boolean().optional(),
  aheadSeconds: z.number().optional(),
  bytes: z.number().optional(),
  from: z.object({ address: z.string(), isProxied: z.boolean(), client: z.string() }),
});
export type ShownCall = z.infer<typeof webhookCall>;

export const webhookCallsQuery = z.object({
  account: z.string().max(32).default('default'),
  /** What an earlier answer gave as `next`: only newer calls are returned. */
  after: z.string().max(64).optional(),
});

export const webhookCallsAnswer = z.object({
  /** The oldest first. */
  calls: z.array(webhookCall),
  next: z.string(),
  /** Whether calls between `after` and these are gone, or were too many to keep. */
  hasGap: z.boolean(),
  /** What all calls that are kept show together. */
  summary: z.object({
    state: z.enum(['silent', 'failing', 'verified', 'connected']),
    sentence: z.string(),
    remedy: z.string().optional(),
  }),
});
export type WebhookCallsAnswer = z.infer<typeof webhookCallsAnswer>;
