import type { Config } from '../config/config.ts';
import { hasLimits } from '../inbox/follower-limits.ts';
import { createQuotaDay } from '../inbox/quota-day.ts';
import type { StoreSettings } from '../store/store-settings.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Signatures are remembered at least so long, however short WeChat's window is. */
const LEAST_PUSH_MEMORY_MS = 10 * MINUTE_MS;

/** Returns the settings of the store; `quietAfterAttemptMs` is the time within which WeChat repeats an attempt. */
export function toStoreSettings(
  { conversation, retentionDays, limits, quotaTimeZone, wechat }: Config,
  quietAfterAttemptMs: number,
): StoreSettings {
  return {
    role: 'server',
    conversationLifetimeMs: conversation.lifetimeMinutes * MINUTE_MS,
    burstWindowMs: conversation.burstWindowMs,
    quietAfterAttemptMs,
    retentionMs: retentionDays * DAY_MS,
    quotaDay: hasLimits(limits) ? createQuotaDay(quotaTimeZone) : undefined,
    pushMemoryMs: Math.max(wechat.timestampWindowSeconds * 2000, LEAST_PUSH_MEMORY_MS),
  };
}
