import { AnswererError } from '../turns/answerer-error.ts';
import type { Answerer, AnswerPipeline } from '../answering/answerer.ts';
import type { AnswerEvent } from '../turns/answer-event.ts';
import type { AnswerFailure, PageEvent } from './page/page-events.ts';

type Ended = PageEvent & { readonly type: 'model-ended' };

/** The same pipeline; when each answer begins, shows its first text and ends is told. */
export function watchAnswerer<Watched extends AnswerPipeline>(
  pipeline: Watched,
  tell: (event: PageEvent) => void,
): Watched {
  const answer: Answerer = async function* (ask, signal) {
    const { turnId } = ask;
    let hasText = false;
    let how: Ended['how'] = 'stopped';
    let usage = {};
    let failure: AnswerFailure | undefined;
    tell({ type: 'model-began', turnId, answerer: pipeline.name });
    try {
      for await (const event of pipeline.answer(ask, signal)) {
        if (event.type === 'text' && !hasText) {
          hasText = true;
          tell({ type: 'model-first-text', turnId });
        }
        if (event.type === 'usage') usage = tokensOf(event);
        if (event.type === 'finish') how = event.reason;
        yield event;
      }
    } catch (error) {
      failure = failureIn(error);
      if (failure) how = 'failed';
      throw error;
    } finally {
      tell({ type: 'model-ended', turnId, how, ...(failure && { failure }), ...usage });
    }
  };
  // The name and the lane of a choice change, so they stay getters of the object itself.
  return Object.create(pipeline, { answer: { value: answer } }) as Watched;
}

/** What the page says of an error; nothing when our own side stopped the question. */
function failureIn(error: unknown): AnswerFailure | undefined {
  if (!(error instanceof AnswererError)) {
    return { code: 'broken', message: error instanceof Error ? error.message : String(error) };
  }
  const { message, advice } = error;
  if (error.code === 'aborted') return undefined;
  // The class is finer than the code, where there is one.
  return {
    code: error.failure ?? error.code,
    message,
    ...(advice === undefined ? {} : { advice: advice.en }),
  };
}

function tokensOf({ promptTokens, completionTokens }: AnswerEvent & { readonly type: 'usage' }) {
  return { promptTokens, completionTokens };
}
