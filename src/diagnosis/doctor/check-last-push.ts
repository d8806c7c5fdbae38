import type { Finding } from '../finding.ts';
import { doctorTexts as texts } from './doctor-texts.ts';

const LONG_AGO_MS = 3 * 24 * 60 * 60_000;

/** Tells how long ago WeChat sent something. */
export function judgeLastPush(account: string, lastAt: number | undefined, now: number): Finding {
  const name = 'push';
  if (lastAt === undefined)
    return { name, state: 'warning', sentence: texts.noPush(), remedy: texts.switchPushOn() };
  const sentence = texts.lastPush(now - lastAt);
  if (now - lastAt <= LONG_AGO_MS) return { name, state: 'ok', sentence };
  return { name, state: 'warning', sentence, remedy: texts.writeToAccount(account) };
}
