import type { ModelRequest } from '../answering/model.ts';

/** Returns all that a follower wrote or read, and what tools were asked and told, which no log may repeat. */
export function wordsOf({ question, history, released, rounds = [] }: ModelRequest): string[] {
  return [
    question,
    released?.() ?? '',
    ...history.flatMap((turn) => [turn.question, turn.answer]),
    ...rounds.flatMap(({ calls, results }) => [
      ...calls.map((call) => call.arguments),
      ...results.map(({ text }) => text),
    ]),
  ];
}
