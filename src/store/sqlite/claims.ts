import {
  isEnded,
  type ClaimedTurn,
  type FollowerId,
  type Origin,
  type TurnState,
} from '../../turns/turn.ts';
import type { Session } from './session.ts';

interface TurnRow {
  id: string;
  account: string;
  open_id: string;
  conversation_id: string;
  sequence: number;
  question: string;
  answer: string;
  origin: Origin;
  state: TurnState;
  owner: string | null;
  fence: number;
  starts_at: number;
  created_at: number;
  task: string | null;
  task_argument: string;
  is_again: number;
}

/** Claims turns, inside a write. */
export interface Claims {
  byId(turnId: string): ClaimedTurn | 'ended' | 'not now';
  next(follower: FollowerId): ClaimedTurn | undefined;
}

const COLUMNS = `id, account, open_id, conversation_id, sequence, question, answer, origin, state, owner, fence, starts_at, created_at,
  task, task_argument, is_again`;

/** Creates the claims. Questions of one follower are answered in their order; a task is done without waiting for them. */
export function createClaims({ database, clock, processId, isAlive }: Session): Claims {
  const turnById = database.prepare<TurnRow>(`SELECT ${COLUMNS} FROM turns WHERE id = :id`);
  const oldestUnfinished = database.prepare<TurnRow>(
    `SELECT ${COLUMNS} FROM turns WHERE account = :account AND open_id = :openId AND delivery = 'owed'
       AND state IN ('queued', 'generating') ORDER BY sequence LIMIT 1`,
  );
  const take = database.prepare(
    `UPDATE turns SET state = 'generating', owner = :owner, fence = fence + 1, begins_at = NULL
     WHERE id = :id`,
  );

  const claim = (row: TurnRow | undefined): ClaimedTurn | undefined => {
    if (!row || row.starts_at > clock.now() || isAlive(row.owner)) return undefined;
    take.run({ id: row.id, owner: processId });
    return {
      id: row.id,
      follower: { account: row.account, openId: row.open_id },
      fence: row.fence + 1,
      conversationId: row.conversation_id,
      sequence: row.sequence,
      question: row.question,
      answer: row.answer,
      origin: row.origin,
      askedForMs: Math.max(clock.now() - row.created_at, 0),
      ...(row.state === 'generating' && { isTakenOver: true }),
      ...(row.task !== null && { task: { name: row.task, argument: row.task_argument } }),
      ...(row.is_again === 1 && { isAgain: true }),
    };
  };
  const next = ({ account, openId }: FollowerId) =>
    claim(oldestUnfinished.first({ account, openId }));

  return {
    next,
    byId(turnId) {
      const row = turnById.first({ id: turnId });
      if (!row || isEnded(row.state)) return 'ended';
      if (row.task !== null) return claim(row) ?? 'not now';
      const oldest = oldestUnfinished.first({ account: row.account, openId: row.open_id });
      return (oldest?.id === turnId ? claim(oldest) : undefined) ?? 'not now';
    },
  };
}
