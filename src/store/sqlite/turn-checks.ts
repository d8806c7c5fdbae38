import { isEnded, type TurnState } from '../../turns/turn.ts';
import type { Session } from './session.ts';
import type { TakenItem, DueItemRows, DueItemSource } from './due-item-rows.ts';

/** How long after a turn was stored a process checks whether its owner still lives. */
export const LOOK_AT_TURN_AFTER_MS = 3000;
/** An undelivered answer is checked when its courier should have finished. */
export const LOOK_AT_ANSWER_AFTER_MS = 8000;
/** A turn with a living owner is checked again after this time; if the owner dies, it is due immediately. */
const LOOK_AT_LIVING_AFTER_MS = 30_000;

interface GuardRow {
  id: string;
  account: string;
  open_id: string;
  state: TurnState;
}

export interface TurnChecks extends DueItemSource {
  /** Makes the turns of dead processes due immediately, inside a write. */
  hurryOrphans(): void;
}

/**
 * Keeps the time of a turn's next check in the turn's own row, so that it costs no write of its own. While the turn is
 * being written the check is whether its owner lives. When it has ended and is owed, the check moves to the follower,
 * who has one however many answers are owed. Most turns are given before that and need none.
 */
export function createTurnChecks(
  { database, clock }: Pick<Session, 'database' | 'clock'>,
  rows: Pick<DueItemRows, 'add'>,
): TurnChecks {
  const unfinished = `state IN ('queued', 'generating')`;
  const anyDue = database.prepare('SELECT 1 FROM turns WHERE look_at <= :now LIMIT 1');
  // Most turns that are due have a living owner, so one statement postpones all of them.
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
  // Only if no other check was asked for meanwhile.
  const change = database.prepare(
    'UPDATE turns SET look_at = :nextAt WHERE id = :id AND look_at = :hiddenUntil',
  );

  return {
    isAnyDue: (now) => anyDue.first({ now }) !== undefined,
    take(now, hiddenUntil, most) {
      passOverLiving.run({ now, nextAt: now + LOOK_AT_LIVING_AFTER_MS });
      return take.all({ now, hiddenUntil, most }).flatMap((row): TakenItem[] => {
        const { id, state } = row;
        const follower = { account: row.account, openId: row.open_id };
        if (isEnded(state)) {
          change.run({ id, hiddenUntil, nextAt: null });
          rows.add({ kind: 'follower', follower }, 0);
          return [];
        }
        return [
          {
            item: { kind: 'turn', follower, turnId: id },
            forget: () => void change.run({ id, hiddenUntil, nextAt: null }),
            postpone: (nextAt) => void change.run({ id, hiddenUntil, nextAt }),
          },
        ];
      });
    },
    hurryOrphans: () => void hurryOrphans.run({ now: clock.now() }),
  };
}
