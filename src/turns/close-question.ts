import type { AnswerEvent } from './answer-event.ts';
import type { TurnStore } from './ports.ts';
import type { OwnedTurn } from './turn.ts';

/**
 * Creates what hears the events of an answer and lets no message join its question any more, with the first token.
 * `onJoined` is called when a message was sooner, so that the turn is not this process's any more.
 */
export function createQuestionCloser(
  turns: Pick<TurnStore, 'closeQuestion'>,
  turn: OwnedTurn,
  onJoined: () => void,
): (event: AnswerEvent) => Promise<void> {
  let isOpen = true;
  return async (event) => {
    if (!isOpen || !isToken(event)) return;
    isOpen = false;
    // A store that is away is no reason to stop: the next write tells the same.
    const found = await turns.closeQuestion(turn).catch(() => 'unknown');
    if (found === 'replaced') onJoined();
  };
}

/** Thinking and the wish for a tool are an answer under way as well. */
function isToken(event: AnswerEvent): boolean {
  return (
    event.type === 'reasoning' ||
    event.type === 'tool-request' ||
    (event.type === 'text' && event.text !== '')
  );
}
