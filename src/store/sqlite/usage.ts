import type { Used } from '../../inbox/ports.ts';
import type { FollowerId } from '../../turns/turn.ts';
import type { Session } from './session.ts';

/** The limit's minute begins with its first question. */
const MINUTE_MS = 60_000;

interface UsageRow {
  day: string;
  questions: number;
  tokens: number;
  minute_from: number;
  minute_questions: number;
}

/** Counts what followers use, inside a write. */
export interface Usage {
  of(follower: FollowerId): Used | undefined;
  countQuestion(follower: FollowerId): void;
}

/** Counts by the day that `quotaDay` returns. A day never goes back, because the clocks of two processes may differ. */
export function createUsage(
  { database, clock }: Pick<Session, 'database' | 'clock'>,
  quotaDay: (now: number) => string,
): Usage {
  const row = database.prepare<UsageRow>(
    `SELECT day, questions, tokens, minute_from, minute_questions FROM usage
     WHERE account = :account AND open_id = :openId`,
  );
  const isNewDay = 'day < excluded.day';
  const isNewMinute = `excluded.minute_from NOT BETWEEN minute_from AND minute_from + ${MINUTE_MS - 1}`;
  const count = database.prepare(
    `INSERT INTO usage (account, open_id, day, questions, tokens, minute_from, minute_questions, counted_at)
     VALUES (:account, :openId, :day, 1, 0, :now, 1, :now)
     ON CONFLICT (account, open_id) DO UPDATE SET
       day = max(day, excluded.day),
       questions = CASE WHEN ${isNewDay} THEN 1 ELSE questions + 1 END,
       tokens = CASE WHEN ${isNewDay} THEN 0 ELSE tokens END,
       minute_from = CASE WHEN ${isNewMinute} THEN excluded.minute_from ELSE minute_from END,
       minute_questions = CASE WHEN ${isNewMinute} THEN 1 ELSE minute_questions + 1 END,
       counted_at = excluded.counted_at`,
  );

  return {
    of(follower) {
      const known = row.first({ ...follower });
      if (!known) return undefined;
      const now = clock.now();
      const isToday = known.day >= quotaDay(now);
      const minuteEndsInMs = known.minute_from + MINUTE_MS - now;
      const isInMinute = minuteEndsInMs > 0 && minuteEndsInMs <= MINUTE_MS;
      return {
        inMinute: isInMinute ? known.minute_questions : 0,
        minuteEndsInMs: isInMinute ? minuteEndsInMs : 0,
        today: isToday ? known.questions : 0,
        tokensToday: isToday ? known.tokens : 0,
      };
    },
    countQuestion(follower) {
      const now = clock.now();
      count.run({ day: quotaDay(now), now, ...follower });
    },
  };
}

/** Adds tokens to the follower's day, inside a write; has no effect for a follower without a counted question. */
export function createTokenCount({ database }: Pick<Session, 'database'>) {
  const add = database.prepare(
    `UPDATE usage SET tokens = tokens + :tokens WHERE account = :account AND open_id = :openId`,
  );
  return (follower: FollowerId, tokens: number) => add.run({ tokens, ...follower });
}
