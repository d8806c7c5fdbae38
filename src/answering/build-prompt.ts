import type { Prompt } from './answerer.ts';
import type { PastTurn } from '../turns/ports.ts';
import { estimateTokens } from './estimate-tokens.ts';

/** Puts a question and as much of its conversation as the budget allows into a prompt; the newest turns come first. */
export function buildPrompt(parts: {
  readonly system: string;
  /** Oldest first. */
  readonly past: readonly PastTurn[];
  readonly question: string;
  /** Released text of a turn that was taken over. */
  readonly answerSoFar: string;
  readonly historyTokens: number;
}): Prompt {
  const history: PastTurn[] = [];
  let left = parts.historyTokens;
  for (const turn of [...parts.past].reverse()) {
    // An answer that never arrived was not part of the conversation, and neither was its question.
    if (turn.answer === '') continue;
    left -= estimateTokens(turn.question) + estimateTokens(turn.answer);
    if (left < 0) break;
    history.unshift(turn);
  }
  return {
    system: parts.system,
    history,
    question: parts.question,
    ...(parts.answerSoFar !== '' && { continueAfter: parts.answerSoFar }),
  };
}
