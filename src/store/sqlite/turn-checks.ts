import { isEnded, type TurnState } from '../../turns/turn.ts';
import type { Session } from './session.ts';
import type { DueWork, WorkRows, WorkSource } from './work-rows.ts';

/** How long after a turn was written down somebody looks whether its process still lives. */
export const LOOK_AT_TURN_AFTER_MS = 3000;
/** An undelivered answer is looked at when its courier should have been done with it. */
export const LOOK_AT_ANSWER_AFTER_MS = 8000;
/** A turn whose process lives is looked at again after this time; when that dies, its turns are due at once. */
const LOOK_AT_LIVING_AFTER_MS = 30_000;

interface GuardRow {
  id: string;
  account: string;
  open_id: string;
  state: TurnState;
}

export interface TurnChecks extends WorkSource {
  /** Inside a write: a process is gone, or all were, so nobody has to wait for the time of the look. */
  hurryOrphans(): void;
}

/**
 * When somebody has to look at a turn stands in its own row, so that it costs no write of its own. As long as it is
 * written the look is at the turn: does its process live? When it has ended and is owed, the look is handed over to the
 * follower's row, once: a follower has one, however many answers are owed. Most turns are given before that, and then
 * nothing stands here any more.
 */
export function createTurnChecks(
  { database, clock }: Pick<Session, 'database' | 'clock'>,
  rows: Pick<WorkRows, 'add'>,
): TurnChecks {
  const unfinished = `state IN ('queued', 'generating')`;
  const anyDue = database.prepare('SELECT 1 FROM turns WHERE look_at <= :now LIMIT 1');
  // Most turns that are due for a look have a living owner: one statement passes over all of them.
  const passOverLiving = database.prepare(
    `UPDATE turns SET look_at = :nextAt WHERE look_at <= :now AND ${unfinished}
       AND EXISTS (SELECT 1 FROM processes WHERE id = turns.owner AND alive_until > :now)`,
  );
  const hurryOrphans = database.prepare(
    `UPDATE turns SET look_at = :now WHERE look_at > :now AND ${unfinished} AND starts_at <= :now
       AND NOT EXISTS (SELECT 1 FROM processes WHERE id = turns.owner AND alive_until > :now)`,
  );
  const take = database.prepare<GuardRow>(
    `UPDATE turns SET look_at = :hiddenUntil WHERE id IN
       (SELECT id FROM turns WHERE look_at <= :now ORDER BY look_at LIMIT :most)
     RETURNING id, account, open_id, state`,
  );
  // Only while nobody asked for another look meanwhile.
  const change = database.prepare(
    'UPDATE turns SET look_at = :nextAt WHERE id = :id AND look_at = :hiddenUntil',
  );

  return {
    isAnyDue: (now) => anyDue.first({ now }) !== undefined,
    take(now, hiddenUntil, most) {
      passOverLiving.run({ now, nextAt: now + LOOK_AT_LIVING_AFTER_MS });
      return take.all({ now, hiddenUntil, most }).flatMap((row): DueWork[] => {
        const { id, state } = row;
        const follower = { account: row.account, openId: row.open_id };
        if (isEnded(state)) {
          change.run({ id, hiddenUntil, nextAt: null });
          rows.add({ kind: 'follower', follower }, 0);
          return [];
        }
        return [
          {
            work: { kind: 'turn', follower, turnId: id },
            forget: () => void change.run({ id, hiddenUntil, nextAt: null }),
            postpone: (nextAt) => void change.run({ id, hiddenUntil, nextAt }),
          },
        ];
      });
    },
    hurryOrphans: () => void hurryOrphans.run({ now: clock.now() }),
  };
}
