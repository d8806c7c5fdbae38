import type { AnswerEvent } from './answer-event.ts';

/**
 * Passes an answer on and tells how many tokens it used. A reader that breaks off the loop needs to do nothing: the
 * rest is closed and what it used is still counted.
 */
export function countUsage(
  answer: AsyncIterable<AnswerEvent>,
  add: (tokens: number) => void,
): AsyncIterable<AnswerEvent> {
  const events = answer[Symbol.asyncIterator]();
  const count = (result: IteratorResult<AnswerEvent, unknown>) => {
    if (result.done !== true && result.value.type === 'usage')
      add(result.value.promptTokens + result.value.completionTokens);
    return result;
  };
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => events.next().then(count),
      async return() {
        // A generator may yield on its way out, and has to be read on then.
        let left = await events.return?.();
        while (left && count(left).done !== true) left = await events.next();
        return { done: true, value: undefined };
      },
    }),
  };
}
