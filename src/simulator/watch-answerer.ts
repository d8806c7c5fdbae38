import type { Answerer, AnswerEvent } from '../turns/answerer.ts';
import type { PageEvent } from './page-events.ts';

/** The same Answerer; when each answer begins, shows its first text and ends is told. */
export function watchAnswerer<Watched extends Answerer>(
  answerer: Watched,
  tell: (event: PageEvent) => void,
): Watched {
  const answer: Answerer['answer'] = async function* (prompt, options) {
    const { turnId = '' } = options;
    let hasText = false;
    let how = 'stopped';
    let usage = {};
    tell({ type: 'model-began', turnId, answerer: answerer.name });
    try {
      for await (const event of answerer.answer(prompt, options)) {
        if (event.type === 'text' && !hasText) {
          hasText = true;
          tell({ type: 'model-first-text', turnId });
        }
        if (event.type === 'usage') usage = tokensOf(event);
        if (event.type === 'finish') how = event.reason;
        yield event;
      }
    } catch (error) {
      how = error instanceof Error ? error.message : String(error);
      throw error;
    } finally {
      tell({ type: 'model-ended', turnId, how, ...usage });
    }
  };
  // The name and the origin of a choice change, so they stay getters of the object behind.
  return Object.create(answerer, { answer: { value: answer } }) as Watched;
}

function tokensOf({ promptTokens, completionTokens }: AnswerEvent & { readonly type: 'usage' }) {
  return { promptTokens, completionTokens };
}
