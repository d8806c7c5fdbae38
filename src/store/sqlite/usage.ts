import type { UsageRecord } from '../../inbox/usage.ts';
import type { FollowerId } from '../../turns/turn.ts';
import type { Session } from './session.ts';

interface UsageRow {
  day: string;
  questions: number;
  tokens: number;
  minute_from: number;
  minute_questions: number;
}

/** Rows of what followers have used, inside a write. */
export interface UsageRows {
  of(follower: FollowerId): UsageRecord | undefined;
  save(follower: FollowerId, usage: UsageRecord, now: number): void;
}

export function createUsageRows({ database }: Pick<Session, 'database'>): UsageRows {
  const row = database.prepare<UsageRow>(
    `SELECT day, questions, tokens, minute_from, minute_questions FROM usage
     WHERE account = :account AND open_id = :openId`,
  );
  const save = database.prepare(
    `INSERT INTO usage (account, open_id, day, questions, tokens, minute_from, minute_questions, counted_at)
     VALUES (:account, :openId, :day, :questions, :tokens, :minuteFrom, :minuteQuestions, :now)
     ON CONFLICT (account, open_id) DO UPDATE SET
       day = excluded.day,
       questions = excluded.questions,
       tokens = excluded.tokens,
       minute_from = excluded.minute_from,
       minute_questions = excluded.minute_questions,
       counted_at = excluded.counted_at`,
  );

  return {
    of(follower) {
      const known = row.first({ ...follower });
      return (
        known && {
          day: known.day,
          questions: known.questions,
          tokens: known.tokens,
          minuteFrom: known.minute_from,
          minuteQuestions: known.minute_questions,
        }
      );
    },
    save(follower, usage, now) {
      const { day, questions, tokens, minuteFrom, minuteQuestions } = usage;
      save.run({ day, questions, tokens, minuteFrom, minuteQuestions, now, ...follower });
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
