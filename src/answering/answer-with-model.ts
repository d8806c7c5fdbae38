import type { Answerer, Ask } from './answerer.ts';
import type { Model, ModelRequest } from './model.ts';

/** Asks a model; its words are marked as a model's. */
export function answerWithModel(model: Model): Answerer {
  return async function* answer(ask, signal) {
    for await (const event of model.stream(toRequest(ask), signal))
      yield event.type === 'text' ? { type: 'text', text: event.text, origin: 'model' } : event;
  };
}

function toRequest({ settings, history, question, continueAfter }: Ask): ModelRequest {
  return {
    system: settings.systemPrompt,
    history,
    question,
    ...(continueAfter !== undefined && { continueAfter }),
  };
}
