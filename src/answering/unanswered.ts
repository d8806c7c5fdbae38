import type { Logger } from 'pino';
import type { FollowerId } from '../turns/turn.ts';

/** A question to which the documents have no answer. */
interface UnansweredTurn {
  readonly follower: FollowerId;
  readonly turnId: string;
  readonly question: string;
}

/** Keeps such a question for the owner; keeping it twice does no harm. */
export type NoteUnanswered = (turn: UnansweredTurn) => Promise<void>;

/** Returns the same without failing: what the follower reads matters more than the list. */
export function noteOrLog(note: NoteUnanswered, log: Logger): NoteUnanswered {
  return async ({ follower, turnId, question }) => {
    try {
      await note({ follower, turnId, question });
    } catch (error) {
      log.warn(
        { code: 'store_failed', turn: turnId, err: error, zh: '没能记下一个资料里没有答案的问题' },
        'Could not keep a question that the documents do not answer',
      );
    }
  };
}
