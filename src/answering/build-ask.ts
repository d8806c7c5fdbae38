import type { PastTurn } from '../turns/ports.ts';
import type { TurnToWrite } from '../turns/write-answer.ts';
import type { AnswerSettings, Ask } from './answerer.ts';
import { takeNewest } from './take-newest.ts';

/** What is known of a question; one that is no stored turn has neither a fence nor a follower who waits. */
type AskedQuestion = Pick<
  TurnToWrite,
  'id' | 'follower' | 'conversationId' | 'sequence' | 'question' | 'task' | 'isAgain'
> &
  Partial<Pick<TurnToWrite, 'fence' | 'askedAt'>>;

/** Puts a question together with as much of its conversation as the budget allows; the newest turns take precedence. */
export function buildAsk(
  turn: AskedQuestion,
  /** Oldest first. */
  past: readonly PastTurn[],
  settings: AnswerSettings,
  released: () => string,
): Ask {
  // An answer that never arrived was not part of the conversation, and neither was its question.
  const received = past.filter(({ answer }) => answer !== '');
  return {
    settings,
    follower: turn.follower,
    conversationId: turn.conversationId,
    turnId: turn.id,
    sequence: turn.sequence,
    ...(turn.fence !== undefined && { fence: turn.fence }),
    ...(turn.askedAt !== undefined && { askedAt: turn.askedAt }),
    question: turn.question,
    ...(turn.task && { task: turn.task }),
    isAgain: turn.isAgain ?? false,
    system: settings.systemPrompt,
    sampling: {},
    history: takeNewest(received, settings.historyTokens),
    past: received,
    context: [],
    released,
  };
}
