import type { AnswerEvent } from './answer-event.ts';

/**
 * Passes an answer on. When its reader breaks off the loop, the answer is closed, and what it still tells on its way
 * out, such as its tokens, goes to `hear`. An event that is read costs nothing more.
 */
export function drainOnBreak(
  answer: AsyncIterable<AnswerEvent>,
  hear: (event: AnswerEvent) => void,
): AsyncIterable<AnswerEvent> {
  const events = answer[Symbol.asyncIterator]();
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => events.next(),
      async return() {
        // A generator may yield on its way out, and has to be read on then.
        let left = await events.return?.();
        while (left && left.done !== true) {
          hear(left.value);
          left = await events.next();
        }
        return { done: true, value: undefined };
      },
    }),
  };
}
