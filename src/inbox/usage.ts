import type { Used } from './ports.ts';

/** What a follower has used, as it is stored. */
export interface UsageRecord {
  /** The newest day to which a question counted. */
  readonly day: string;
  /** Of that day. */
  readonly questions: number;
  readonly tokens: number;
  /** When the newest minute began. */
  readonly minuteFrom: number;
  readonly minuteQuestions: number;
}

/** The limit's minute begins with its first question. */
const MINUTE_MS = 60_000;

/** Returns what counts now of what is stored. */
export function usedOf(record: UsageRecord, now: number, day: string): Used {
  const isToday = record.day >= day;
  const isThisMinute = isInMinute(record, now);
  return {
    inMinute: isThisMinute ? record.minuteQuestions : 0,
    minuteEndsInMs: isThisMinute ? record.minuteFrom + MINUTE_MS - now : 0,
    today: isToday ? record.questions : 0,
    tokensToday: isToday ? record.tokens : 0,
  };
}

/** Counts one more question. A day never goes back: the time zone may be set anew, and clocks may differ. */
export function countQuestion(
  record: UsageRecord | undefined,
  now: number,
  day: string,
): UsageRecord {
  if (!record) return { day, questions: 1, tokens: 0, minuteFrom: now, minuteQuestions: 1 };
  const isNewDay = record.day < day;
  const isThisMinute = isInMinute(record, now);
  return {
    day: isNewDay ? day : record.day,
    questions: isNewDay ? 1 : record.questions + 1,
    tokens: isNewDay ? 0 : record.tokens,
    minuteFrom: isThisMinute ? record.minuteFrom : now,
    minuteQuestions: isThisMinute ? record.minuteQuestions + 1 : 1,
  };
}

function isInMinute({ minuteFrom }: UsageRecord, now: number): boolean {
  return minuteFrom <= now && now < minuteFrom + MINUTE_MS;
}
