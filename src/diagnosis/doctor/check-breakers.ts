import { failureSentence } from '../failure-sentence.ts';
import type { Finding } from '../finding.ts';
import type { BreakerRecord } from '../../models/failover/breaker-record.ts';
import { doctorTexts as texts } from './doctor-texts.ts';

/** Tells which models questions pass by, and why. */
export function checkBreakers(records: readonly BreakerRecord[], now: number): readonly Finding[] {
  const name = 'breakers';
  if (records.length === 0) return [{ name, state: 'ok', sentence: texts.noBreaker() }];
  return records.map((record) => ({
    ...{ name, state: 'warning' },
    sentence: texts.breakerOpen(record, now),
    remedy: failureSentence(record.failure, record),
  }));
}
