import type { Finding } from '../finding.ts';
import { doctorTexts as texts } from './doctor-texts.ts';
import type { Refusals } from './doctor-world.ts';

const LATELY_MS = 24 * 60 * 60_000;

/** Tells which calls to the webhook were refused in the last day, by reason. */
export function judgeRefusals(refusals: readonly Refusals[], now: number): readonly Finding[] {
  const name = 'signatures';
  const lately = refusals.filter(({ lastAt }) => now - lastAt <= LATELY_MS);
  if (lately.length === 0) return [{ name, state: 'ok', sentence: texts.noRefusal() }];
  return lately.map(({ count, lastAt, sentence, remedy }) => ({
    ...{ name, state: 'warning', remedy },
    sentence: texts.refused(count, now - lastAt, sentence),
  }));
}
