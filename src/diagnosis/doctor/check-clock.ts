import type { Clock } from '../../runtime/clock.ts';
import type { Finding } from '../finding.ts';
import { doctorTexts as texts } from './doctor-texts.ts';

const WARN_ABOVE_MS = 60_000;
const FAULT_ABOVE_MS = 300_000;
const TIMEOUT_MS = 8000;

/** Compares this machine's clock with the one in the head of WeChat's answer. */
export async function checkClock(apiBaseUrl: string, clock: Clock): Promise<Finding> {
  const { host } = new URL(apiBaseUrl);
  const startedAt = clock.now();
  let date: string | null;
  try {
    const response = await fetch(apiBaseUrl, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    date = response.headers.get('date');
  } catch {
    return {
      ...{ name: 'clock', state: 'warning' },
      ...{ sentence: texts.noDate(host), remedy: texts.reachForDate(host) },
    };
  }
  const tookMs = clock.now() - startedAt;
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs))
    return {
      ...{ name: 'clock', state: 'warning', tookMs },
      ...{ sentence: texts.noDate(host), remedy: texts.reachForDate(host) },
    };
  // The head was written about half way.
  return { ...judgeOffset(startedAt + tookMs / 2 - theirs), tookMs };
}

/** Judges by how much this machine's clock is ahead. */
export function judgeOffset(aheadMs: number): Finding {
  const name = 'clock';
  const by = Math.abs(aheadMs);
  if (by <= WARN_ABOVE_MS) return { name, state: 'ok', sentence: texts.clockRight(by) };
  const state = by > FAULT_ABOVE_MS ? 'fault' : 'warning';
  return { name, state, sentence: texts.clockWrong(aheadMs), remedy: texts.setClock() };
}
