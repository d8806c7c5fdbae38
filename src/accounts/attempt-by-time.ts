import { ATTEMPT_SPACING_MS } from '../messages/wechat-limits.ts';
import type { Push } from '../wechat/push/codec.ts';

/**
 * Returns the number of an attempt as the timestamps tell it: WeChat pushes every 5 s, and earlier attempts may have been
 * lost.
 */
export function attemptByTime({ message, timestamp }: Push, maxAttempts: number): number {
  const lateSeconds = timestamp - message.createTime;
  const number = 1 + Math.floor((lateSeconds * 1000) / ATTEMPT_SPACING_MS);
  return Math.min(Math.max(1, number), maxAttempts);
}
