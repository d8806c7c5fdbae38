import type { ModelRequest } from '../answering/model.ts';

/** Returns all that a follower wrote or read, which no log may repeat. */
export function wordsOf({ question, history, released }: ModelRequest): string[] {
  return [question, released?.() ?? '', ...history.flatMap((turn) => [turn.question, turn.answer])];
}
