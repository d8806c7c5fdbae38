import { z } from 'zod';
import { effectAnswer, settingChanges } from '../settings/settings-contract.ts';

/** An Official Account as the console shows it: of its secrets only which are set. */
export const accountAnswer = z.object({
  name: z.string(),
  state: z.enum(['running', 'paused', 'unusable', 'being removed']),
  isPaused: z.boolean(),
  /** The account of .env, which cannot be removed. */
  isDefault: z.boolean(),
  /** What is stored for it was altered by another program. */
  isReadable: z.boolean(),
  webhookPath: z.string(),
  /** What WeChat's backend wants as URL. */
  webhookUrl: z.string(),
  appId: z.string().nullable(),
  mode: z.string().nullable(),
  hasToken: z.boolean(),
  /** Whether the AppSecret is set, so that WeChat's API can be called. */
  hasSecret: z.boolean(),
  hasAesKey: z.boolean(),
  /** Whether a model answers its followers; otherwise documents are quoted. */
  hasModel: z.boolean(),
  /** Whether it may send customer-service messages; unknown until WeChat has said so. */
  customerService: z.enum(['yes', 'no', 'unknown']),
  /** WeChat's last message, to within a minute. */
  lastPushAt: z.number().nullable(),
});
export type AccountAnswer = z.infer<typeof accountAnswer>;

export const accountsAnswer = z.object({ items: z.array(accountAnswer) });

/** Another account, whose models and keys this one is to use too; they stay on the server. */
const modelOf = z.string().optional();

export const newAccount = z.object({ name: z.string(), settings: settingChanges, modelOf });
export const changedAccount = z.object({ settings: settingChanges, modelOf });

export const accountEffect = effectAnswer.extend({ account: accountAnswer });
export type AccountEffect = z.infer<typeof accountEffect>;

/** One line of the answer to a removal; the last one has `done` or `failed`. */
export const removalLine = z.object({
  /** The followers that were deleted so far. */
  deleted: z.number().optional(),
  done: effectAnswer.optional(),
  failed: z.string().optional(),
});
export type RemovalLine = z.infer<typeof removalLine>;
